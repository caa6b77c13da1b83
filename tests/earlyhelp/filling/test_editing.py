"""One answer that is changed at the end changes nothing else: not who, age, place, story, contact or consent."""

from __future__ import annotations

import pytest

from earlyhelp.filling import Facts, Filling, with_those_there
from tests.earlyhelp.filling.conftest import Asked

TOLD = Facts(
    needs=("money",), story="we are short and he shouts", place="Bridgwater", district="Somerset", ages=(8.0,), who="child"
)  # fmt: skip


@pytest.fixture
def at_check(asked: Asked) -> Asked:
    """A mother who is at the page that is checked."""
    asked.filling = Filling(facts=TOLD)
    return asked.skip_to("ask:under_18").press("under_18_no").skip_to("check")


def test_another_need_is_taken_in_its_own_words_and_nothing_else_changes(at_check: Asked) -> None:
    before = at_check.filling
    at_check.press("change").press("item:needs")
    assert at_check.step == "ask:about"
    at_check.say("behaviour and money, the gas bill", needs=("behaviour", "money"), who="self", ages=(5.0,))
    assert at_check.step == "item:needs"
    at_check.press("share")
    after = at_check.filling
    assert at_check.step == "check" and at_check.items["needs"] == "behaviour and money, the gas bill"
    assert after.facts == Facts(**{**vars(TOLD), "needs": ("behaviour", "money")})
    assert not after.is_young and after.contact == before.contact and after.agreed == before.agreed


def test_an_answer_is_changed_right_where_it_is_checked(at_check: Asked) -> None:
    at_check.press("item:place")
    assert at_check.step == "ask:place"
    at_check.say("Yeovil")
    assert at_check.step == "item:place"


def test_the_story_changes_without_the_needs(at_check: Asked) -> None:
    at_check.press("change").press("item:story")
    at_check.say("he shouts at school too", needs=("school_attendance",), who="self")
    assert at_check.items["story"] == "he shouts at school too" and at_check.filling.facts.needs == ("money",)
    assert at_check.filling.who == "child"


def test_going_back_leaves_the_answer_as_it_was(at_check: Asked) -> None:
    before = at_check.items
    at_check.press("change").press("item:needs")
    at_check.filling = at_check.filling.back() or at_check.filling
    assert at_check.items == before and at_check.step == "item:needs"


@pytest.mark.parametrize("item", ["needs", "story"])
def test_an_item_can_be_left_out_when_it_is_changed(at_check: Asked, item: str) -> None:
    at_check.press("change").press(f"item:{item}").press("skip")
    assert item not in at_check.items and at_check.step == "check"


def test_another_age_of_a_child_does_not_ask_a_grown_up_for_their_own(at_check: Asked) -> None:
    at_check.press("change").press("item:age")
    assert at_check.step == "ask:age"
    at_check.say("9", ages=(9.0,))
    assert at_check.step == "item:age" and at_check.filling.contact


def test_whoever_still_fits_stays_and_whoever_does_not_is_chosen_anew(at_check: Asked) -> None:
    contact = at_check.filling.contact
    at_check.press("change").press("item:place")
    at_check.say("Bridgwater", place="Bridgwater", district="Somerset")
    assert with_those_there(at_check.filling, at_check.reach).contact == contact
    elsewhere = at_check.reach.contacts.by_key.keys() - {each.key for each in at_check.reach.offered}
    unfit = Filling(**{**vars(at_check.filling), "contact": sorted(elsewhere)[0]})
    assert with_those_there(unfit, at_check.reach).contact == ""
