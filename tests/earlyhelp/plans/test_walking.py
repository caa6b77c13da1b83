"""One question a turn, in words for whoever is asked, with their own place on the scale in it."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.plans import (
    PlanOffice,
    asks_back,
    before,
    begin_review,
    is_skip,
    next_up,
    open_part,
    places,
    say,
)
from earlyhelp.plans.parts import VOICES
from language.scale import HIGHEST, Score
from tests.earlyhelp.conftest import MONDAY
from tests.earlyhelp.plans.conftest import Plans


@given(st.integers(0, 20), st.integers(0, 20))
def test_the_next_step_is_up_the_scale_and_never_beyond_it(one: int, other: int) -> None:
    low, high = sorted((one / 2, other / 2))
    up = next_up(Score(low, high), 2)
    assert high <= up <= HIGHEST and (up > high or high == HIGHEST) and up == int(up)


@pytest.mark.parametrize("place", [Score(4, 4), Score(3, 4)])
def test_from_a_four_or_between_three_and_four_the_next_step_is_six(place: Score) -> None:
    assert next_up(place, 2) == 6


def test_every_question_can_be_asked_in_every_voice_scored_or_not(plans: Plans) -> None:
    blue_sky = plans.office.blue_sky
    scored = {"now": "4", "up": "6", "last": "3"}
    for part in (*blue_sky.talk, *blue_sky.review):
        for voice in VOICES:
            for known in (scored, {}):
                asked = part.ask(voice, known)
                assert asked and not [name for _, name, _, _ in string.Formatter().parse(asked) if name]


def test_a_place_left_out_is_left_out_of_the_questions(plans: Plans) -> None:
    member = plans.walk(plans.begin(), place=None)
    assert places(member, plans.office.blue_sky) == {}


def test_a_review_remembers_the_place_of_last_time(plans: Plans) -> None:
    member = plans.do(begin_review, plans.walk(plans.begin()), MONDAY)
    part = open_part(member, plans.office.blue_sky)
    assert part is not None and part.key == "now"
    assert "4" in part.ask("adult", places(member, plans.office.blue_sky))


def test_one_can_go_back_to_the_part_before_and_say_it_anew(plans: Plans) -> None:
    blue_sky = plans.office.blue_sky
    member = plans.do(say, plans.begin(), blue_sky.part("called", 0), "Mo", MONDAY)
    back = before(member, blue_sky, "world")
    assert back is not None and back.key == "called" and before(member, blue_sky, "called") is None


@pytest.mark.parametrize("words", ["skip", "Dunno", "i don't know", "Pass.", "?", "cant think"])
def test_a_question_is_left_out_in_plain_words(plan_office: PlanOffice, words: str) -> None:
    assert is_skip(words, plan_office.blue_sky)


@pytest.mark.parametrize(
    "words", ["skipping with my sister", "I don't know who my dad is", "next year in college"]
)
def test_an_answer_is_not_taken_for_a_skip(plan_office: PlanOffice, words: str) -> None:
    assert not is_skip(words, plan_office.blue_sky)


@pytest.mark.parametrize(
    "words",
    ["can my dad do one too", "who sees this?", "is my mum in it", "wait who can see it", "how long is this"],
)
def test_a_question_is_no_answer(plan_office: PlanOffice, words: str) -> None:
    assert asks_back(words, plan_office.blue_sky)


@pytest.mark.parametrize(
    "words",
    [
        "my dad",
        "?",
        "mum is up",
        "friday?",
        "maybe a dog?",
        "can we play football together",
        "can my nan come round",
    ],
)
def test_an_answer_is_no_question(plan_office: PlanOffice, words: str) -> None:
    assert not asks_back(words, plan_office.blue_sky)
