"""The fixed words: complete, plain, kind, honest, and with lines that fit."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import textstat
from hypothesis import given
from hypothesis import strategies as st

from safeguarding import KINDS, Disclosure, SafetyAnswer, answer, follow_up
from safeguarding.answers import load_answers
from safeguarding.helplines import load_helplines

SPEAKERS = ("child", "adult", "about_child", "about_adult", "professional", "unknown")
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
MOMENTS = st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2032, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)
DISCLOSURES = st.builds(
    Disclosure,
    level=st.sampled_from(["harm", "immediate"]),
    kinds=st.lists(st.sampled_from(KINDS), unique=True, max_size=3).map(tuple),
    speaker=st.sampled_from(SPEAKERS),
    age=st.none() | st.integers(3, 90),
)


def _all_answers() -> list[tuple[str, SafetyAnswer]]:
    return [
        (f"{level} {kind} {speaker}", answer(Disclosure(level, (kind,), speaker), now=NOON))
        for level in ("harm", "immediate")
        for kind in KINDS
        for speaker in SPEAKERS
    ]


@pytest.mark.parametrize(("name", "said"), _all_answers(), ids=[name for name, _ in _all_answers()])
def test_every_answer_is_honest_and_ends_with_the_one_question(name: str, said: SafetyAnswer) -> None:
    words = " ".join(said.paragraphs)
    assert said.question == "Are you safe right now?"
    assert "?" not in words
    assert "computer programme" in words
    assert "No person is reading this right now" in words
    assert "cannot promise to keep it secret" in words
    assert "999" in words
    assert said.lines
    assert said.carry_on


@pytest.mark.parametrize(("name", "said"), _all_answers(), ids=[name for name, _ in _all_answers()])
def test_every_answer_reads_at_the_age_of_nine(name: str, said: SafetyAnswer) -> None:
    assert textstat.automated_readability_index(" ".join(said.paragraphs)) <= 5


@pytest.mark.parametrize(("name", "said"), _all_answers(), ids=[name for name, _ in _all_answers()])
def test_danger_now_is_answered_first_with_what_to_do(name: str, said: SafetyAnswer) -> None:
    if name.startswith("immediate"):
        assert "999" in said.paragraphs[0].split(".")[0]
        assert said.lines[0].key == "emergency"


def test_no_answer_blames_promises_or_probes() -> None:
    said = " ".join(" ".join(one.paragraphs) for _, one in _all_answers()).lower()
    for words in (
        "your own fault",
        "you should have told",
        "why did",
        "i promise",
        "just between",
        "calm down",
        "risk score",
        "confidential",
        "will not tell",
    ):
        assert words not in said


def test_missing_children_need_no_wait_of_a_day() -> None:
    for level in ("harm", "immediate"):
        said = " ".join(answer(Disclosure(level, ("missing_child",), "about_child"), now=NOON).paragraphs)
        assert "999" in said
        assert "You do not need to wait 24 hours" in said


def test_professionals_are_told_the_council_lines_by_day() -> None:
    keys = [line.key for line in answer(Disclosure("harm", ("neglect",), "professional"), now=NOON).lines]
    assert keys == ["childrens_social_care", "early_help_hub"]


def test_a_concern_without_a_kind_still_gets_words_and_lines() -> None:
    said = answer(Disclosure("harm"), now=NOON)
    assert said.paragraphs
    assert said.lines


@given(DISCLOSURES, st.none() | st.integers(3, 90), MOMENTS)
def test_lines_fit_the_person_whoever_speaks_whenever(
    disclosure: Disclosure, age: int | None, now: datetime
) -> None:
    said = answer(disclosure, age=age, now=now)
    writer = disclosure.age if age is None else age
    about_self = disclosure.speaker in ("child", "adult", "unknown")
    lines = [line for line in said.lines if line.key != "emergency"]
    assert all(line.status != "check" for line in said.lines)
    if about_self and writer is not None and writer < 16:
        assert all(line.age_from < 16 for line in said.lines)
    if disclosure.speaker == "child" and writer is None:
        assert all(line.age_from < 16 for line in said.lines)
        assert lines[0].key == "childline"
    if about_self and writer is not None and writer < 19:
        assert lines[0].key == "childline"
    closed = [line.is_closed(now) for line in said.lines]
    assert closed == sorted(closed)


@pytest.mark.parametrize("speaker", SPEAKERS)
def test_each_reply_to_are_you_safe_has_its_answer_and_asks_nothing_more(speaker: str) -> None:
    for kind in KINDS:
        unsafe = follow_up("no", (kind,), now=NOON, speaker=speaker)
        assert "999" in unsafe.paragraphs[0].split(".")[0]
        assert unsafe.lines[0].key == "emergency"
        for reply in ("yes", "not_sure"):
            said = follow_up(reply, (kind,), now=NOON, speaker=speaker)
            assert "999" in " ".join(said.paragraphs)
            assert said.question == ""
            assert said.lines


def test_every_kind_has_words_for_every_voice_and_names_known_lines() -> None:
    words, known = load_answers(), load_helplines().lines
    voices = {"child", "adult", "about_child", "about_adult", "professional"}
    for kind in (*KINDS, "any"):
        assert set(words["about"][kind]) == voices
        assert kind in words["now"]
        for keys in words["lines"][kind].values():
            assert all(key == "social_care" or known[key].status != "check" for key in keys)
