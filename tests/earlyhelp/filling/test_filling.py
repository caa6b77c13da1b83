"""One question a turn, nothing asked twice, and consent that falls with what it was given to."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from core.settings import PROJECT, Settings
from earlyhelp.filling import Facts, Filling, filling_from, load_questions, with_those_there
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


def test_starting_again_is_a_page_of_its_own_and_back_leads_out_of_it(asked: Asked) -> None:
    asked.skip_to("ask:name")
    asked.filling = replace(asked.filling, aside="start_again")
    assert asked.step == "start_again"
    asked.press("yes")
    assert asked.step == "start_again"
    asked.press("no")
    assert asked.step == "ask:name"


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
