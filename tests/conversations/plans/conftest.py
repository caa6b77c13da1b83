"""A talk about a good day from its first word to its end."""

from __future__ import annotations

from tests.conversations.conftest import Conversation

ANSWERS = {
    "called": "Jory",
    "world": "pancakes, mum up and about, and we go swimming",
    "happy": "id be humming",
    "notice": "my nan",
    "now": "about a four i suppose",
    "next": "swimming once a week",
    "know": "id have wet hair lol",
    "action": "ask nan to take me on sundays",
    "action_who": "nan",
    "action_when": "sunday",
    "strengths": "im good at making my brother laugh",
    "helpers": "nan and miss hocking at school",
}


def begin(chat: Conversation, age: str = "im 14") -> Conversation:
    """To the first question, in words for this age; none where it was told before."""
    chat.say("can we do the blue sky question").press("let's start")
    return chat.say(age) if age else chat


def talk(chat: Conversation, age: str = "im 14", **answers: str) -> Conversation:
    """Through all of the talk, to what is shared."""
    begin(chat, age)
    for part, words in (ANSWERS | answers).items():
        if part == "now":
            chat.press("yes, that is right")
        chat.say(words)
    return chat
