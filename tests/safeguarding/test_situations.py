"""Answers that must fit what the person lives through: hit, hungry, worried about mum, or afraid of themselves."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import textstat

from safeguarding import Speaker, answer, check, follow_up
from safeguarding.answers import load_answers

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
SUICIDE_LINES = {"samaritans", "papyrus", "nhs_mental_health"}


def said_to(text: str) -> tuple[str, list[str]]:
    """The words and the keys of the lines with which a message is answered."""
    said = answer(check(text), now=NOON)
    return " ".join(said.paragraphs), [line.key for line in said.lines]


@pytest.mark.parametrize("text", ["he hits me", "hes hit me again", "she hits me"])
def test_someone_who_is_hit_is_never_spoken_to_as_the_one_who_hits(text: str) -> None:
    words, lines = said_to(text)
    assert "No one should hit you. It is not your fault." in words
    assert "hurt a child" not in words
    assert lines[:2] == ["childline", "domestic_abuse"]


@pytest.mark.parametrize(
    "text",
    [
        "got nothing to feed the kids", "cant feed my kids taunton", "no food in the house til thursday",
        "i havent got enough to feed my children til payday", "how do i feed my kids this week",
    ],
)  # fmt: skip
def test_a_parent_without_money_for_food_discloses_no_neglect(text: str) -> None:
    assert check(text).level == "none"


@pytest.mark.parametrize(
    "text",
    [
        "theres no food at home and im hungry", "im 12 and theres no food in the house",
        "my neighbours kids have no food", "we have no food and mum spent the money on drink",
        "my sister cant feed her kids she spends it on drugs",
    ],
)  # fmt: skip
def test_a_child_without_food_and_a_worry_about_other_children_are_neglect(text: str) -> None:
    assert "neglect" in check(text).kinds


@pytest.mark.parametrize(("parent", "her"), [("mum", "her"), ("dad", "him")])
def test_a_child_whose_parent_does_not_get_up_hears_what_to_do_for_them(parent: str, her: str) -> None:
    text = f"my {parent} hasnt got out of bed for 3 days im 13"
    assert check(text).kinds == ("neglect",)
    words, lines = said_to(text)
    assert f"Your {parent} may need a doctor. Ring 111, or 999 if you cannot wake {her}." in words
    assert "You will not be in trouble" in words
    assert lines[:2] == ["childline", "nhs_111"]


@pytest.mark.parametrize("text", ["my son hits me hes 15", "my 14 year old attacks me when i say no"])
def test_a_parent_hurt_by_their_child_hears_that_it_is_not_their_fault(text: str) -> None:
    words, lines = said_to(text)
    assert "It is not your fault, and you are not alone. Many parents go through this" in words
    assert "who feels this way" not in words
    assert "childline" not in lines
    assert {"domestic_abuse", "nspcc"} <= set(lines)


def test_a_parent_who_fears_hurting_their_child_hears_to_step_away() -> None:
    words, lines = said_to("i feel like im going to hurt my baby")
    assert "Put a baby down somewhere safe" in words
    assert "Many parents go through this" not in words
    assert lines[0] == "emergency"


def test_only_someone_who_hurt_a_child_is_told_how_to_say_so() -> None:
    assert "If you have hurt a child" in said_to("i slapped my son really hard")[0]
    assert "If you have hurt a child" not in said_to("my mum hits me im 25")[0]


@pytest.mark.parametrize("text", ["its not worth it", "whats the point", "whats the point anymore"])
def test_hopelessness_as_a_whole_message_is_heard(text: str) -> None:
    assert check(text).kinds == ("suicide_self_harm",)


@pytest.mark.parametrize(
    "text", ["i want to kill myself", "im going to kill myself", "i want to end it tonight"]
)
def test_wanting_to_kill_oneself_now_is_immediate(text: str) -> None:
    assert check(text).level == "immediate"


@pytest.mark.parametrize("text", ["i want to die", "sometimes i want to kill myself"])
def test_thoughts_without_a_plan_are_harm(text: str) -> None:
    assert check(text).level == "harm"


def test_a_medical_emergency_shows_ambulance_and_111_and_no_suicide_lines() -> None:
    lines = said_to("mum wont wake up")[1]
    assert lines[:2] == ["emergency", "nhs_111"]
    assert not SUICIDE_LINES & set(lines)


@pytest.mark.parametrize(("speaker", "age"), [("child", None), ("child", 12), ("unknown", 12), ("adult", 15)])
def test_a_child_keeps_childline_afterwards_and_sees_no_partner_abuse_lines(
    speaker: Speaker, age: int | None
) -> None:
    for reply in ("yes", "no", "not_sure"):
        said = follow_up(reply, ("physical_abuse", "domestic_abuse"), age, NOON, speaker)
        lines = [line.key for line in said.lines if line.key != "emergency"]
        assert lines[0] == "childline"
        assert not {"domestic_abuse", "somerset_domestic_abuse", "mens_advice"} & set(lines)


def test_a_child_hears_that_they_need_not_ring_unless_in_danger_now() -> None:
    words = said_to("my dad hit me")[0]
    assert "text Shout on 85258" in words
    assert "chat online with Childline" in words
    assert "do not have to ring" not in said_to("mum wont wake up")[0]


@pytest.mark.parametrize(
    ("text", "age"),
    [("my son hits me hes 15", None), ("my brother is 24 and he hits me", None), ("im 13 he hits me", 13)],
)
def test_an_age_is_the_writers_only_when_they_say_it_of_themselves(text: str, age: int | None) -> None:
    assert check(text).age == age


def test_the_words_for_each_situation_read_at_the_age_of_nine() -> None:
    for kinds in load_answers()["instead"].values():
        for words in kinds.values():
            for part in ("now", "about"):
                if part in words:
                    assert textstat.automated_readability_index(words[part]) <= 5
