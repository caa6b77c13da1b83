"""Every question and sentence of a request reads at the age of nine, blames nobody and promises nothing."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
import textstat

from core.settings import PROJECT
from earlyhelp.errors import EarlyHelpDataError
from earlyhelp.filling import load_questions
from tests.earlyhelp.test_reading_age import BLAMES, HARDEST_GRADE, LONGEST_SENTENCE

QUESTIONS = load_questions(PROJECT / "data" / "earlyhelp")
LONGEST_BUTTON = 30
SAMPLES = {
    "name": "Pat", "second": "Jo", "role": "a family worker", "agency": "Hill Schools", "label": "Your age",
    "purpose": "They can help.", "value": "some words", "words": "I say yes.", "reference": "KITE-4821", "code": "TOLUMA",
    "what": "That you asked.", "why": "The law says so.",
}  # fmt: skip
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def told() -> dict[str, str]:
    found = {
        f"{each.key} {voice}": text
        for each in QUESTIONS.questions.values()
        for voice, text in each.asks.items()
    }
    found |= {f"value {key}": text for key, text in QUESTIONS.values.items()}
    return found | {f"sentence {key}": text for key, text in QUESTIONS.sentences.items()}


TOLD = told()


def plain(text: str) -> str:
    gaps = [name for _, name, _, _ in Formatter().parse(text) if name]
    words = LINK.sub(r"\1", text.format(**{name: SAMPLES.get(name, "Monday") for name in gaps}))
    return re.sub(r"\b0[\d ]{6,}\b", "", words.replace("**", ""))


@pytest.mark.parametrize("text", TOLD.values(), ids=TOLD.keys())
def test_a_nine_year_old_could_read_it(text: str) -> None:
    words = plain(text)
    sentences = re.split(r"(?<=[.!?:])\s+", words)
    assert [each for each in sentences if len(each.split()) > LONGEST_SENTENCE] == []
    if len(words.split()) >= 12:
        assert textstat.automated_readability_index(words) <= HARDEST_GRADE


@pytest.mark.parametrize("text", TOLD.values(), ids=TOLD.keys())
def test_it_blames_nobody_and_promises_nothing(text: str) -> None:
    assert BLAMES.search(text) is None


def test_buttons_are_short_enough_for_a_phone() -> None:
    labels = [choice.label for each in QUESTIONS.questions.values() for choice in each.choices]
    labels += [plain(text) for text in QUESTIONS.buttons.values()]
    assert [label for label in labels if len(label) > LONGEST_BUTTON] == []


def test_a_question_that_is_missing_is_named(tmp_path: Path) -> None:
    whole = (PROJECT / "data" / "earlyhelp" / "questions.yml").read_text(encoding="utf-8")
    (tmp_path / "questions.yml").write_text(whole.replace("key: well", "key: fine"), encoding="utf-8")
    with pytest.raises(EarlyHelpDataError, match="in this order"):
        load_questions(tmp_path)


def test_every_choice_that_is_written_out_has_its_words() -> None:
    chosen = [
        choice.key for key in ("reach_when", "message", "who") for choice in QUESTIONS.questions[key].choices
    ]
    assert set(chosen) <= QUESTIONS.values.keys()
