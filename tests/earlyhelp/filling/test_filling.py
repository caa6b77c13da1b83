"""One question a turn, nothing asked twice, and consent that falls with what it was given to."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.settings import PROJECT, Settings
from earlyhelp.filling import Facts, Filling, case_of, filling_from, load_questions, with_those_there
from earlyhelp.filling.questions import ORDER
from earlyhelp.office import open_office
from tests.earlyhelp.filling.conftest import Asked

OFFICE = open_office(Settings(secret_key="s" * 40))
QUESTIONS = load_questions(PROJECT / "data" / "earlyhelp")
CHILD = Facts(needs=("young_carer",), story="my son cares for me", place="Taunton", ages=(9.0,), who="child")


def test_what_was_told_is_offered_and_then_not_asked(asked: Asked) -> None:
    asked.filling = Filling(facts=CHILD)
    asked.press("go_on")
    assert asked.step == "offer"
    asked.press("use")
    assert asked.step == "ask:under_18"
    asked.press("under_18_no")
    assert asked.step == "ask:name"


def test_what_was_told_can_be_left_out_and_is_asked_then(asked: Asked) -> None:
    asked.filling = Filling(facts=CHILD)
    asked.press("go_on").press("leave")
    assert asked.step == "ask:about"
    assert asked.items == {}


def test_every_question_can_be_skipped_and_the_request_still_goes(asked: Asked) -> None:
    asked.skip_to("contact").press(asked.reach.offered[0].key)
    assert asked.step == "overview" and asked.items == {}
    asked.press("go_on")
    assert asked.step == "check"


def test_a_number_in_the_answer_to_how_is_not_asked_again(asked: Asked) -> None:
    asked.skip_to("ask:reach_how")
    assert asked.say("text me on 07700 900123 please") == ""
    assert asked.step == "ask:reach_when"
    asked.say("after tea")
    assert asked.items["reach"] == "Text 07700 900123. When: after tea. Please leave no message."


def test_a_number_that_is_too_short_is_asked_for_kindly_and_can_be_used_as_it_is(asked: Asked) -> None:
    asked.skip_to("ask:reach_how").press("phone")
    assert asked.say("07700 90") == "phone_wrong"
    assert asked.step == "ask:reach_where"
    asked.press("as_it_is")
    assert asked.filling.answers["reach_where"] == "07700 90"


def test_an_address_is_asked_for_where_mail_was_chosen(asked: Asked) -> None:
    asked.skip_to("ask:reach_how").press("email")
    assert asked.say("its gran at example") == "email_wrong"
    assert asked.say("its gran@example.org") == ""
    assert asked.step == "ask:reach_when"


def test_how_is_only_one_of_the_choices(asked: Asked) -> None:
    asked.skip_to("ask:reach_how")
    assert asked.say("pigeon") == "pick"
    assert asked.step == "ask:reach_how"


@pytest.mark.parametrize("said", ["idk", "I don't know", "skip", "not sure", "I’d rather not say", "?"])
def test_words_for_not_knowing_leave_a_question_out(asked: Asked, said: str) -> None:
    asked.skip_to("ask:reach_how")
    assert asked.say(said) == ""
    assert asked.step == "ask:family" and "reach" not in asked.items


@pytest.mark.parametrize(
    "said",
    [
        "wait what will you do with this",
        "what if I change my mind",
        "who will see it",
        "ok but why",
        "is that normal?",
    ],
)
def test_a_question_of_their_own_is_no_answer(asked: Asked, said: str) -> None:
    asked.skip_to("ask:well")
    assert asked.say(said) == "asked_back"
    assert asked.step == "ask:well"


@pytest.mark.parametrize(
    "said", ["who knows, my nan i suppose", "what a nice garden we have", "Will", "doing ok", "Cana"]
)
def test_an_answer_that_begins_alike_is_an_answer(asked: Asked, said: str) -> None:
    asked.skip_to("ask:well")
    assert asked.say(said) == ""


def test_an_age_without_a_number_is_asked_for_again(asked: Asked) -> None:
    asked.skip_to("ask:who").press("self")
    assert asked.say("old enough") == "age_unclear"
    assert asked.say("41") == ""
    assert asked.items["age"] == "I am 41." and not asked.filling.is_young


def test_the_ages_of_several_children_are_kept_from_the_youngest_to_the_eldest(asked: Asked) -> None:
    asked.skip_to("ask:who").press("family")
    asked.say("12, 3 and 7")
    assert asked.items["age"] == "Ages: 3 to 12."


def test_a_whole_sentence_is_no_name(asked: Asked) -> None:
    asked.skip_to("ask:name")
    assert asked.say("i would like to talk about my son and his school first") == "name_long"
    assert asked.step == "ask:name"


def test_a_message_is_not_asked_about_for_mail(asked: Asked) -> None:
    asked.skip_to("ask:reach_how").press("email").say("gran@example.org")
    asked.press("evening")
    assert asked.step == "ask:family"


@pytest.mark.parametrize(
    ("said", "words", "safe"),
    [
        ("yes its safe", "It is safe to leave a message.", True),
        ("nope", "Please leave no message.", False),
        ("skip", "Please leave no message.", False),
        ("only if you say its the library", "About a message: only if you say its the library", False),
    ],
)
def test_whether_a_message_is_safe_stands_beside_the_number_and_is_no_unless_they_said_yes(
    asked: Asked, said: str, words: str, safe: bool
) -> None:
    asked.skip_to("ask:reach_how").press("phone").say("07700 900123")
    asked.press("evening").say(said)
    assert asked.items["reach"].endswith(words) and "message" not in asked.items
    assert asked.filling.may_leave_message is safe


YOUNG = Facts(needs=("young_carer",), place="Taunton", ages=(13.0,), who="self")


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
    asked.filling = Filling(facts=Facts(ages=(13.0,), who="self"))
    asked.skip_to("overview")
    assert set(asked.items) == {"age"}
    asked.press("go_on").skip_to("check")
    assert asked.filling.decisions(asked.items) == {"age": True}


def test_a_grown_up_may_keep_their_age(asked: Asked) -> None:
    asked.filling = Filling(facts=replace(YOUNG, ages=(41.0,)))
    asked.skip_to("overview").press("one_by_one")
    seen = []
    while asked.step.startswith("item:"):
        seen.append(asked.step)
        asked.press("keep")
    assert "item:age" in seen and not asked.filling.decisions(asked.items)["age"]


def test_starting_again_is_a_page_of_its_own_and_back_leads_out_of_it(asked: Asked) -> None:
    asked.skip_to("ask:name")
    asked.filling = replace(asked.filling, aside="start_again")
    assert asked.step == "start_again"
    asked.press("yes")
    assert asked.step == "start_again"
    asked.press("no")
    assert asked.step == "ask:name"


def test_the_name_is_taken_without_what_leads_up_to_it(asked: Asked) -> None:
    asked.skip_to("ask:name").say("hi, my name is Morwenna")
    assert asked.items["name"] == "Morwenna"


def test_a_boy_of_12_is_young_and_under_13_and_a_mother_of_one_is_not() -> None:
    assert Filling(facts=Facts(ages=(12.0,), who="self")).is_under_13
    assert not Filling(facts=Facts(ages=(13.0,), who="self")).is_under_13
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


def test_a_school_named_in_a_sentence_finds_its_adviser(asked: Asked) -> None:
    asked.filling = Filling(facts=Facts(who="child", ages=(9.0,), needs=("bullying",), place="Bridgwater"))
    asked.skip_to("ask:school").say("he goes to Hillside Primary in year 4")
    assert asked.reach.offered[0].key == "pat_ashdown"


def test_somebody_else_is_asked_and_every_yes_falls(asked: Asked) -> None:
    asked.skip_to("ask:name").say("Sam")
    asked.skip_to("contact").press("somebody_else")
    assert asked.step == "others"
    other = asked.reach.offered[-1].key
    asked.press(other)
    assert asked.filling.contact == other
    asked.press("share_all").skip_to("check").press("change").press("contact")
    assert asked.filling.agreed == {} and asked.step == "contact"


def test_a_changed_answer_needs_a_new_yes(asked: Asked) -> None:
    asked.skip_to("ask:name").say("Sam")
    asked.skip_to("check").press("change").press("item:name")
    assert asked.step == "ask:name"
    asked.say("Alex")
    assert asked.step == "item:name"
    asked.press("keep")
    assert asked.step == "check" and asked.filling.agreed == {"name": False}


def test_a_change_of_place_to_where_the_contact_is_not_asks_who_gets_it_again(asked: Asked) -> None:
    asked.skip_to("ask:who").press("other").skip_to("ask:place")
    asked.say("Minehead", place="Minehead", district="Somerset")
    assert asked.skip_to("check").filling.contact == "kit_weston"
    asked.press("change").press("item:place")
    asked.say("Yeovil", place="Yeovil", district="Somerset")
    asked.filling = with_those_there(asked.filling, asked.reach)
    assert asked.step == "contact" and asked.filling.agreed == {}


def test_back_undoes_one_step_at_a_time(asked: Asked) -> None:
    asked.skip_to("ask:name").say("Sam")
    asked.press("phone")
    before = asked.filling.back()
    assert before is not None
    asked.filling = before
    assert asked.step == "ask:reach_how"
    asked.filling = before.back() or before
    assert asked.step == "ask:name"


def test_back_at_the_beginning_gives_nothing() -> None:
    assert Filling().back() is None


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["skip", "go_on", "use", "leave", "share", "keep", "yes", "no", "one_by_one", "change",
    "share_all", "somebody_else", "advice_line", "item:name", "item:reach", "contact", "sharing", "phone", "back", "words"])))  # fmt: skip
def test_whatever_is_pressed_consent_covers_exactly_what_would_be_sent(answers: list[str]) -> None:
    asked = Asked(OFFICE, QUESTIONS, Filling(facts=CHILD))
    for answer in answers:
        if answer == "back":
            asked.filling = asked.filling.back() or asked.filling
        elif answer == "words" and asked.step.startswith("ask:"):
            asked.say("07700 900123")
        else:
            asked.press(answer)
        kept = filling_from(json.loads(json.dumps(asked.filling.as_json())))
        assert kept == asked.filling
        if asked.step == "check":
            assert asked.filling.contact in OFFICE.contacts.by_key
            assert set(asked.items) <= set(asked.filling.decisions(asked.items))
            assert set(asked.items) <= set(asked.filling.agreed)
            assert not asked.filling.open_question


def test_unknown_buttons_change_nothing(asked: Asked) -> None:
    before = asked.filling
    assert asked.press("submit").filling == before
    asked.skip_to("ask:who")
    assert asked.press("somebody").filling == replace(asked.filling)
    assert asked.step == "ask:who"


def test_every_question_is_asked_in_its_order(asked: Asked) -> None:
    seen = []
    asked.press("go_on")
    for _ in ORDER:
        seen.append(asked.step.removeprefix("ask:"))
        given_ = {"who": "child", "under_18": "under_18_no", "reach_how": "phone"}.get(seen[-1])
        if seen[-1] == "reach_where":
            asked.say("07700 900123")
        else:
            asked.press(given_ or "skip")
    assert tuple(seen) == ORDER
