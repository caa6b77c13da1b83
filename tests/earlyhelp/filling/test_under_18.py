"""Whether somebody is under 18 is known, goes with the request, and decides who gets it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from earlyhelp.filling import Facts, Filling, case_of
from tests.earlyhelp.filling.conftest import Asked

YOUNG = Facts(needs=("young_carer",), place="Taunton", own=(13.0,), who="self")


def test_the_age_of_somebody_young_goes_without_being_asked_about(asked: Asked) -> None:
    asked.filling = Filling(facts=YOUNG)
    asked.skip_to("overview").press("one_by_one")
    while asked.step.startswith("item:"):
        assert asked.step != "item:age"
        asked.press("keep")
    assert asked.filling.decisions(asked.items)["age"]
    asked.skip_to("check").press("change").press("sharing")
    assert asked.step != "item:age"


def test_where_only_the_age_is_told_it_is_seen_before_it_goes(asked: Asked) -> None:
    asked.filling = Filling(facts=Facts(own=(13.0,), who="self"))
    asked.skip_to("overview")
    assert set(asked.items) == {"age"}
    asked.press("go_on").skip_to("check")
    assert asked.filling.decisions(asked.items) == {"age": True}


def test_a_grown_up_may_keep_their_age(asked: Asked) -> None:
    asked.filling = Filling(facts=replace(YOUNG, own=(41.0,)))
    asked.skip_to("overview").press("one_by_one")
    seen = []
    while asked.step.startswith("item:"):
        seen.append(asked.step)
        asked.press("keep")
    assert "item:age" in seen and not asked.filling.decisions(asked.items)["age"]


def test_a_boy_of_12_is_young_and_under_13_and_a_mother_of_one_is_not() -> None:
    assert Filling(facts=Facts(own=(12.0,), who="self")).is_under_13
    assert not Filling(facts=Facts(own=(13.0,), who="self")).is_under_13
    assert not Filling(facts=Facts(ages=(12.0,), who="child")).is_young


def test_who_asks_for_others_is_asked_once_whether_they_are_under_18(asked: Asked) -> None:
    asked.skip_to("ask:who").press("other")
    assert asked.step == "ask:under_18"
    asked.press("skip")
    assert asked.step == "ask:place" and not asked.filling.is_young and not asked.filling.is_grown_up


@pytest.mark.parametrize("who", ["child", "family", "other"])
def test_a_child_who_asks_for_others_is_young_all_the_same(asked: Asked, who: str) -> None:
    asked.skip_to("ask:who").press(who).skip_to("ask:under_18").press("under_18_yes")
    asked.skip_to("overview")
    assert asked.filling.is_young and asked.filling.always == {"age"}
    assert asked.items["age"] == "I am under 18."
    assert not case_of(asked.filling, asked.office.contacts).adult
    asked.press("one_by_one")
    while asked.step.startswith("item:"):
        assert asked.step != "item:age"
        asked.press("keep")
    assert asked.filling.decisions(asked.items)["age"]


def test_a_child_who_says_their_own_age_beside_that_of_a_brother_is_young(asked: Asked) -> None:
    asked.skip_to("ask:who").press("family")
    assert asked.say("I'm 14 and my brother is 9", ages=(9.0,), own=(14.0,)) == ""
    assert asked.step == "ask:place" and asked.filling.is_young
    assert asked.items == {"age": "I am 14.", "family": "Ages: 9."}


def test_only_the_own_age_of_a_child_goes_without_a_choice(asked: Asked) -> None:
    asked.filling = Filling(facts=Facts(place="Taunton", ages=(9.0,), own=(14.0,), who="family"))
    asked.skip_to("overview").press("one_by_one")
    assert asked.step == "item:place"
    asked.press("share")
    assert asked.step == "item:family" and asked.items["family"] == "Ages: 9."


@pytest.mark.parametrize(("said", "young"), [("yes", True), ("nope", False), ("15", True), ("I'm 34", False)])
def test_under_18_is_answered_in_words_or_by_the_age_itself(asked: Asked, said: str, young: bool) -> None:
    asked.skip_to("ask:who").press("other")
    assert asked.say(said) == ""
    assert asked.filling.is_young is young and asked.filling.is_grown_up is not young


def test_an_own_age_counts_whatever_was_asked_and_is_not_asked_then(asked: Asked) -> None:
    asked.skip_to("ask:about").say("can you help my mum im only 13", who="other", own=(13.0,))
    asked.skip_to("ask:place")
    assert asked.filling.is_young and asked.filling.is_under_13 is False
    assert "ask:under_18" not in asked.filling.trail and asked.items["age"] == "I am 13."


def test_who_is_known_to_be_young_stays_so_unless_they_change_their_age(asked: Asked) -> None:
    asked.filling = Filling(facts=Facts(own=(13.0,), who="other", needs=("health",)))
    asked.skip_to("ask:well").say("im 30 in my head", own=(30.0,))
    assert asked.filling.is_young
    asked.skip_to("check").press("change").press("item:age")
    assert asked.step == "ask:under_18"
    asked.press("under_18_no")
    assert not asked.filling.is_young and asked.filling.contact == ""


def test_an_own_age_told_late_asks_who_gets_it_again(asked: Asked) -> None:
    asked.filling = Filling(facts=Facts(who="other", needs=("health",), place="Minehead"))
    asked.skip_to("check").press("change").press("item:name")
    asked.say("Jem, im 12", own=(12.0,))
    assert asked.filling.is_young and asked.filling.agreed == {}
    asked.skip_to("contact")


def test_leaving_out_what_was_told_leaves_the_protection(asked: Asked) -> None:
    asked.filling = Filling(facts=Facts(own=(13.0,), ages=(13.0,), who="self", needs=("bullying",)))
    asked.press("go_on").press("leave")
    assert asked.filling.is_young and asked.items == {"age": "I am 13."}


def test_a_young_writer_is_not_sent_to_those_who_help_grown_ups(asked: Asked) -> None:
    grown = Filling(facts=Facts(who="other", place="Minehead", district="Somerset", own=(41.0,)))
    young = replace(grown, facts=replace(grown.facts, own=(13.0,)))
    asked.filling = grown
    assert asked.reach.offered[0].teams == {"village_agents"}
    asked.filling = young
    assert "village_agents" not in asked.reach.offered[0].teams
