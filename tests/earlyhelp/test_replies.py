"""What people ask of a request is heard in many words, and the answers read at the age of nine."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest

from core.settings import PROJECT
from earlyhelp.errors import EarlyHelpDataError
from earlyhelp.replies import load_replies
from tests.earlyhelp.test_reading_age import BLAMES
from tests.plain_words import assert_a_nine_year_old_could_read

FOLDER = PROJECT / "data" / "earlyhelp"
REPLIES = load_replies(FOLDER)
SAMPLES = {
    "name": "Pat", "role": "a family worker", "agency": "Hill Schools", "phone": "01823 555101", "days": "2",
    "readers": "Pat and Jo", "opened": "No one has opened it yet.", "label": "Your age", "reference": "KITE-4821",
    "value": "Ring 07700 900123.", "others": "Jo, Sam", "day": "22 November 2026",
}  # fmt: skip

PLAINLY = {
    "what happens after i send it": "next",
    "What happens when I press send?": "next",
    "when will he ring me then": "when",
    "how soon can someone call": "when",
    "is it a man or woman who rings": "man_or_woman",
    "did he read it": "read",
    "has anyone opened my request": "read",
    "will he come to my house": "visit",
    "does my mum know i asked": "parents",
}
ABOUT_IT = PLAINLY | {
    "what happens next": "next",
    "how is it going": "going",
    "see how it is going": "going",
    "hows it going": "going",
    "hows it going with my request": "going",
    "any news": "going",
    "ok so what happens now": "next",
    "who is that? is it a man": "man_or_woman",
    "will it be a woman": "man_or_woman",
    "what is this man. he police?": "who",
    "who is she": "who",
    "has she been told": "read",
    "is it free": "cost",
    "how much does it cost": "cost",
    "do i have to pay for it": "cost",
    "will they tell my dad": "parents",
    "can my dad see this": "parents",
    "who can see it": "who_sees",
    "does the school see it": "who_sees",
    "is it private": "who_sees",
}
NO_QUESTIONS = [
    "who can help with rent", "is there a lunch club", "my mum knows", "yes she does know it", "07700 900123",
    "after 4 when he is at work", "who are you", "how do i get a food parcel", "can someone ring me",
    "how much is the rent support", "when he comes home he shouts and i do not know what happens next or who can help us",
]  # fmt: skip
ITEMS = {
    "please dont share my school any more": "school",
    "the wrong phone number": "reach",
    "my number is wrong": "reach",
    "what i wrote": "story",
    "take back what i said happened": "story",
    "where i live": "place",
    "thanks": "",
    "i gave it a name once": "name",
}


@pytest.mark.parametrize(("text", "key"), ABOUT_IT.items(), ids=ABOUT_IT)
def test_a_question_about_a_request_is_heard(text: str, key: str) -> None:
    reply = REPLIES.asked(text, about_it=True)
    assert reply is not None and reply.key == key


@pytest.mark.parametrize(("text", "key"), PLAINLY.items(), ids=PLAINLY)
def test_some_are_about_a_request_wherever_they_are_asked(text: str, key: str) -> None:
    reply = REPLIES.asked(text, about_it=False)
    assert reply is not None and reply.key == key


@pytest.mark.parametrize("text", sorted(ABOUT_IT.keys() - PLAINLY.keys()))
def test_others_only_where_one_was_spoken_of(text: str) -> None:
    assert REPLIES.asked(text, about_it=False) is None


@pytest.mark.parametrize("text", NO_QUESTIONS)
def test_other_words_are_none(text: str) -> None:
    assert REPLIES.asked(text, about_it=True) is None


@pytest.mark.parametrize(("text", "item"), ITEMS.items(), ids=ITEMS)
def test_an_item_is_known_by_its_names(text: str, item: str) -> None:
    assert REPLIES.item_named(text) == item


SAID = {f"{each.key} {when}": text for each in REPLIES.questions for when in ("before", "chosen", "after")
        if (text := getattr(each, when))} | dict(REPLIES.sentences)  # fmt: skip


@pytest.mark.parametrize("text", SAID.values(), ids=SAID.keys())
def test_a_nine_year_old_could_read_it_and_it_promises_nothing(text: str) -> None:
    gaps = [name for _, name, _, _ in Formatter().parse(text) if name]
    words = text.format(**{name: SAMPLES[name] for name in gaps})
    assert_a_nine_year_old_could_read(words.replace("[0300 123 2224](tel:03001232224)", "0300 123 2224"))
    assert BLAMES.search(words) is None


def test_a_phrase_with_marks_is_named_when_it_is_loaded(tmp_path: Path) -> None:
    broken = (FOLDER / "replies.yml").read_text().replace('"how much"', '"how much?!"')
    (tmp_path / "replies.yml").write_text(broken)
    with pytest.raises(EarlyHelpDataError, match=r"replies\.yml"):
        load_replies(tmp_path)
