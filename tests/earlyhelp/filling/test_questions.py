"""Every question and sentence of a request reads at the age of nine, blames nobody and promises nothing."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
import yaml

from core.settings import PROJECT
from earlyhelp.agreement import ITEMS
from earlyhelp.errors import EarlyHelpDataError
from earlyhelp.filling import Facts, Filling, items_of, load_questions
from earlyhelp.filling.spoken import BUTTONS, SENTENCES, VALUES
from tests.earlyhelp.test_reading_age import BLAMES
from tests.plain_words import assert_a_nine_year_old_could_read

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
    assert_a_nine_year_old_could_read(plain(text))


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


def test_the_code_and_the_file_know_the_same_sentences_values_and_buttons() -> None:
    found = yaml.safe_load((PROJECT / "data" / "earlyhelp" / "questions.yml").read_text(encoding="utf-8"))
    assert found["sentences"].keys() == SENTENCES.keys()
    assert found["values"].keys() == VALUES.keys()
    assert found["buttons"].keys() == BUTTONS.keys()


def test_whatever_the_chat_says_by_name_is_known() -> None:
    code = "\n".join(each.read_text(encoding="utf-8") for each in (PROJECT / "actions").rglob("*.py"))
    for function, known in (("say", SENTENCES), ("label", BUTTONS)):
        named = set(re.findall(rf"questions?\.{function}\(\s*\"(\w+)\"", code))
        assert named and named <= known.keys()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  sent_danger:", "  sent_warning:", "'sent_danger' is missing"),
        ("{code}**.", "here**.", "'sent_code' does not say {code}"),
        ("({link})", "({linc})", "linc"),
        ("  keep: Don't share", "  keep: No", "in quotes"),
        ("  skip: Skip this", "  skipp: Skip this", "'skip' is missing"),
        ("  any_time: any time", "  anytime: any time", "'any_time' is missing"),
        ("key: other, label", "key: others, label", "'who' of questions.yml"),
        ('hears: ["yes", yeah', "hears: [yes, yeah", "in quotes"),
        ("skips: [skip", "skips: [no, skip", "in quotes"),
        ("    own: ", "    owm: ", "'age'"),
    ],
)
def test_a_change_that_would_fail_later_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    whole = (PROJECT / "data" / "earlyhelp" / "questions.yml").read_text(encoding="utf-8")
    assert old in whole
    (tmp_path / "questions.yml").write_text(whole.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(EarlyHelpDataError, match=re.escape(said)):
        load_questions(tmp_path)


def test_every_item_that_a_request_can_hold_has_its_consent() -> None:
    filling = Filling(
        facts=Facts(needs=("money",), story="words", place="Wells", ages=(9.0,), who="child"),
        answers={
            **dict.fromkeys(("name", "school", "services", "family", "change", "well"), "words"),
            "reach_how": "phone",
            "reach_where": "07700 900123",
        },
    )
    assert items_of(filling, QUESTIONS, {}).keys() == ITEMS
