"""Repair: something else in between, and back to the open question."""

import pytest

from tests.conversations.conftest import Conversation

IN_BETWEEN = [
    ("are you a robot", "computer programme"),
    ("who can see this", "nobody reads it"),
    ("what is early help", "before it gets bigger"),
    ("will you take my kids away", "not a reason to take children away"),
    ("how do i delete all this", "/chat/delete"),
    ("what can you do", "find services"),
    ("hello?", "hello"),
    ("thank you", "no trouble"),
]


@pytest.mark.parametrize(("said", "part"), IN_BETWEEN)
def test_the_place_is_asked_again_after_something_else(chat: Conversation, said: str, part: str) -> None:
    chat.say("im behind with the rent").expect("where are you")
    chat.say(said).expect(part, "back to what you need: where are you")
    chat.say("chard").expect("near chard").expect_cards()


def test_the_safety_question_is_asked_again_after_something_else(chat: Conversation) -> None:
    chat.say("my stepdad hits me").expect_safety()
    chat.say("who will you tell").expect("are you safe right now", "[no, i am not safe]")
    chat.press("No, I am not safe").expect("999")


def test_two_digressions_in_a_row_lose_nothing(chat: Conversation) -> None:
    chat.say("my son wont go to school").expect("where are you")
    chat.say("are you human").expect("where are you")
    chat.say("who sees this").expect("where are you")
    chat.say("bridgwater").expect("near bridgwater").expect_cards()


def test_another_need_in_between_is_taken_and_the_place_asked_once(chat: Conversation) -> None:
    chat.say("my son wont go to school").expect("where are you")
    chat.say("and were behind with the rent").expect("where are you")
    chat.say("bridgwater").expect("near bridgwater").expect_cards()
    assert any(button["label"].startswith("Now:") for button in chat.buttons)


def test_a_question_why_is_answered_and_the_question_comes_back(chat: Conversation) -> None:
    chat.say("im behind with the rent").expect("where are you")
    chat.say("why do you need to know that").expect("show help near you", "where are you")
    chat.say("chard").expect("near chard").expect_cards()


def test_why_after_the_safety_question_is_answered_kindly(chat: Conversation) -> None:
    chat.say("i keep hurting myself").expect_safety()
    chat.say("why are you asking me that").expect("because of what you told me", "are you safe right now")


def test_a_person_is_offered_and_the_search_still_goes_on(chat: Conversation) -> None:
    chat.say("im behind with the rent").expect("where are you")
    chat.say("can i just talk to a person").expect("0300 123 2224")
    chat.say("chard").expect("near chard").expect_cards()


def test_a_need_told_with_the_place_waits_while_the_first_is_answered(chat: Conversation) -> None:
    chat.say("i look after my wife who has dementia").expect("where are you")
    chat.say("somerton. we dont know anybody here and its lonely").expect("near somerton").expect_cards()
    assert any(button["label"].startswith("Now:") for button in chat.buttons)


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("should i go round there and have it out with him", "do not face them on your own"),
        ("shall i look through her phone for proof first", "do not go looking for proof"),
        ("do they have to know it was me who rang", "not to say who called"),
        ("what if ive got it wrong", "do not have to be sure"),
    ],
)
def test_a_question_after_a_disclosure_is_answered_and_safety_stays_the_subject(
    chat: Conversation, said: str, part: str
) -> None:
    chat.say("the man next door hits his little boy with a belt").expect_safety()
    chat.say(said).expect(part, "are you safe right now", "[no, i am not safe]")
