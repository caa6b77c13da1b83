"""Words that are no answer are not stored as one, and what was said already is not asked again."""

from __future__ import annotations

import pytest

from tests.earlyhelp.filling.conftest import Asked

WHOLE = "ring me 07700 900123 but not when hes in from work, after 9 till 2 is best"
WHEN = "not when hes in from work, after 9 till 2 is best"


@pytest.fixture
def told_when(asked: Asked) -> Asked:
    """Somebody who gave the number and when it is safe in one breath."""
    asked.skip_to("ask:reach_how").say(WHOLE)
    return asked


def test_when_it_is_safe_is_kept_beside_the_number(told_when: Asked) -> None:
    assert told_when.step == "ask:reach_when" and told_when.filling.typed == WHEN
    told_when.press("as_it_is")
    assert told_when.filling.answers["reach_when"] == WHEN and told_when.step == "ask:message"


@pytest.mark.parametrize("said", ["i just said 9 till 2", "already said", "after 9 till 2"])
def test_saying_that_it_was_said_takes_what_was_said(told_when: Asked, said: str) -> None:
    assert told_when.say(said) == ""
    assert told_when.filling.answers["reach_when"] == WHEN


def test_what_follows_i_just_said_is_the_answer(asked: Asked) -> None:
    asked.skip_to("ask:reach_how").say("ring me on 07700 900123")
    asked.say("i just said 9 till 2")
    assert asked.filling.answers["reach_when"] == "9 till 2"


@pytest.mark.parametrize("who", ["self", "child"])
def test_a_number_after_i_told_you_is_the_age(asked: Asked, who: str) -> None:
    asked.skip_to("ask:who").press(who)
    assert asked.say("i told u 13", ages=(0.0, 13.0)) == ""
    facts = asked.filling.facts
    assert (facts.own if who == "self" else facts.ages) == (13.0,)


def test_a_wide_range_for_one_person_is_asked_again(asked: Asked) -> None:
    asked.skip_to("ask:who").press("child")
    assert asked.say("u 13", ages=(0.0, 13.0)) == "age_unclear"
    assert asked.step == "ask:age"


def test_what_is_no_age_twice_blocks_nobody(asked: Asked) -> None:
    asked.skip_to("ask:who").press("child")
    assert asked.say("Jen") == "age_unclear"
    assert asked.say("Jen") == "age_left"
    assert asked.step == "ask:under_18" and "age" not in asked.items


@pytest.mark.parametrize("said", ["none of your buisness tbh", "no thanks", "i dont want to say"])
def test_a_refusal_leaves_the_question_out(asked: Asked, said: str) -> None:
    asked.skip_to("ask:family")
    assert asked.say(said) == "" and asked.filling.answers["family"] == "" and asked.step == "ask:school"


@pytest.mark.parametrize(
    ("said", "wrong"), [("how many more qs is there", "how_many"), ("already said", "said_before")]
)
def test_words_about_the_questions_are_no_answer(asked: Asked, said: str, wrong: str) -> None:
    asked.skip_to("ask:family")
    assert asked.say(said) == wrong and asked.step == "ask:family"


def test_a_story_that_begins_with_i_said_is_kept_whole(asked: Asked) -> None:
    asked.skip_to("ask:change")
    assert asked.say("i said no to him and he left") == ""
    assert asked.items["change"] == "i said no to him and he left"
