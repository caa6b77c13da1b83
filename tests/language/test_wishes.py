"""Wishes are heard in plain words, and an answer that only sounds like one stays an answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from language import wishes

HEARD: dict[Callable[[str], bool], tuple[list[str], list[str]]] = {
    wishes.goes_on: (
        ["carry on", "Carry on please", "can we carry on with the request", "i want to finish my request",
         "ok lets continue", "yes carry on with my request", "how do i get back to my request"],
        ["i dont want to finish my request", "i want to take back my request", "we carry on fighting every night",
         "finish", "it goes on and on", "any news on my request"],
    ),
    wishes.takes_back: (
        ["take that bit back", "take only one part back", "Cancel it", "take it back please i changed my mind", "undo", "i want to take my request back"],
        ["stop", "go back", "take me back to the list", "he never came back"],
    ),
    wishes.asks_for_someone: (
        ["can someone ring me pls ive only got 10 mins", "i want someone to text me", "ring me"],
        ["any news on my request", "has anyone read it", "what about ECHO-9996"],
    ),
    wishes.stops: (
        ["I need to stop for my tea", "stop", "can we stop now please", "i have to stop for a bit",
         "Actually my tea is ready, I shall have to stop there and come back to it later", "ill come back to this tomorrow",
         "save it and come back tomorrow", "stop for now please, my tea is ready"],
        ["i want to stop shouting at my kids", "i want him to stop", "stop smoking", "he said hed come back later",
         "i cant stop there are too many bills", "i need to stop drinking now",
         "my dad will come back tomorrow", "i try to save it for later but its gone"],
    ),
    wishes.sends: (
        ["yes, please send it off", "send it", "submit my request"],
        ["dont send it", "they send him home every day", "send me a list of clubs", "sending love"],
    ),
    wishes.not_understood: (
        ["i not understand", "sorry what do you mean", "I don't get it", "huh"],
        ["he doesnt understand me", "nobody gets it", "my mum does not understand", "i understand"],
    ),
    wishes.no_messages: (
        ["no messages", "please dont leave a message", "no voicemail please"],
        ["no", "he sends no messages to his kids", "a message is fine"],
    ),
    wishes.means_a_part: (
        ["take that bit back", "only a part of it", "take back what i said"],
        ["take it back", "cancel my request"],
    ),
    wishes.says_yes: (
        ["yes that's quite all right, leave a message", "yeh leave a message but dont say what its about", "fine by me"],
        ["husband phone no. my phone ok", "no", "yesterday he rang", "maybe"],
    ),
    wishes.says_no: (
        ["no she looks at my phone", "please dont", "nope", "better not"],
        ["no thats fine", "not many people ring", "nobody rings", "yes"],
    ),
    wishes.declines: (
        ["i dont want to give one", "i dont wanna say my name", "bruh not saying the school", "not saying",
         "im not going to say where i live", "dont want to tell you", "none of your buisness tbh", "none of ur business", "id rather not say", "no thanks", "thats private"],
        ["no", "none", "no one", "business is bad", "i would rather not be a burden",
         "dont tell the school", "i dont want to tell my mum", "he wont give me my money", "not sharing a room"],
    ),
    wishes.asks_how_many: (
        ["how many more qs is there", "how many questions are left", "how much longer"],
        ["how many times do i need to say it", "how are you"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("wish", "said"), [(wish, each) for wish, (yes, _) in HEARD.items() for each in yes])
def test_a_wish_is_heard(wish: Callable[[str], bool], said: str) -> None:
    assert wish(said)


@pytest.mark.parametrize(("wish", "said"), [(wish, each) for wish, (_, no) in HEARD.items() for each in no])
def test_other_words_are_no_wish(wish: Callable[[str], bool], said: str) -> None:
    assert not wish(said)


@pytest.mark.parametrize(
    ("said", "rest"),
    [("i just said 9 till 2", "9 till 2"), ("already said", ""), ("i told u 13", "13"), ("said it already", ""),
     ("like i said, Taunton", "Taunton"), ("i told my mum", None), ("Said", None)],
)  # fmt: skip
def test_what_follows_i_said_so_already_is_the_answer(said: str, rest: str | None) -> None:
    assert wishes.after_said_before(said) == rest
