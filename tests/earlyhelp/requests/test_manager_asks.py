"""The manager reads how to reach the person only with a yes of its own, and only while nobody answers."""

from __future__ import annotations

import json

import pytest

from earlyhelp.consent import Consent
from earlyhelp.deadlines import escalate
from earlyhelp.errors import DraftError, NotYoursError
from earlyhelp.fhir import request_bundle
from earlyhelp.requests import (
    Submitted,
    acknowledge,
    copy_for_person,
    hand_over,
    shared_with,
    status_for_person,
    view_request,
    withdraw_items,
)
from tests.earlyhelp.conftest import ANSWERS, CASEY, JO, MONDAY, Desk, days, taken_by, without

LATE = MONDAY + days(9)
TO_ASK = {"name": ANSWERS["name"], "reach": ANSWERS["reach"]}


def seen(desk: Desk, sent: Submitted) -> dict[str, str]:
    """What the manager sees of it."""
    shown = desk.do(shared_with, desk.request(sent), "casey_holm", LATE, desk.office)
    return dict(shown.values)


def unanswered(desk: Desk) -> None:
    """Nobody answers until the manager is told."""
    for apart in (3, 6, 9):
        desk.do(escalate, MONDAY + days(apart), desk.office)


def test_the_manager_sees_name_and_reach_once_nobody_answers(desk: Desk) -> None:
    sent = desk.send(manager_agreed=True)
    assert seen(desk, sent) == {}
    with pytest.raises(NotYoursError):
        desk.do(view_request, sent.request_id, CASEY, MONDAY, desk.office)
    unanswered(desk)
    assert seen(desk, sent) == TO_ASK
    assert desk.do(view_request, sent.request_id, CASEY, LATE, desk.office).values == TO_ASK
    with pytest.raises(NotYoursError):
        desk.do(acknowledge, sent.request_id, CASEY, LATE, desk.office)
    told = desk.do(status_for_person, desk.request(sent), LATE, desk.office).sentences
    assert "Casey Holm may ask you who else can help" in " ".join(told)
    desk.do(acknowledge, sent.request_id, JO, LATE, desk.office)
    assert seen(desk, sent) == {}


def test_a_refusal_gives_the_manager_nothing_but_what_must_be_heeded(desk: Desk) -> None:
    sent = desk.send(
        manager_agreed=False,
        young=True,
        agreed={**dict.fromkeys(ANSWERS, True), "age": True},
        answers=ANSWERS,
    )
    unanswered(desk)
    shown = desk.do(shared_with, desk.request(sent), "casey_holm", LATE, desk.office)
    assert (shown.values, shown.states, shown.cautions) == ({}, {}, ("young",))
    with desk.store.sessions() as session:
        recipients = {each.recipient for each in session.query(Consent)}
    assert recipients == {"pat_ashdown", "jo_lake"}
    told = " ".join(desk.do(status_for_person, desk.request(sent), LATE, desk.office).sentences)
    assert "may ask you" not in told and "Casey Holm, a manager, on 01632 960112" in told


def test_the_manager_sees_it_too_when_the_contact_has_left(desk: Desk) -> None:
    sent = desk.send(manager_agreed=True)
    later = without(desk, "pat_ashdown")
    assert seen(later, sent) == TO_ASK
    agreed = dict.fromkeys(ANSWERS, True)
    later.do(hand_over, sent.request_id, "sky_barlow", agreed, 1, CASEY, "over-1", MONDAY, later.office)
    assert seen(later, sent) == {}


def test_the_yes_is_for_the_manager_who_was_named(desk: Desk) -> None:
    sent = desk.send(manager_agreed=True)
    unanswered(desk)
    assert seen(taken_by(desk, "casey_holm"), sent) == {}


def test_what_is_refused_or_taken_back_the_manager_does_not_see_either(desk: Desk) -> None:
    agreed = {**dict.fromkeys(ANSWERS, True), "name": False}
    sent = desk.send(manager_agreed=True, agreed=agreed, answers=ANSWERS)
    unanswered(desk)
    assert seen(desk, sent) == {"reach": ANSWERS["reach"]}
    desk.do(withdraw_items, sent.request_id, ["reach"], LATE, desk.office)
    assert seen(desk, sent) == {}


def test_there_is_nothing_to_ask_by_where_the_reach_is_refused(desk: Desk) -> None:
    with pytest.raises(DraftError):
        desk.send(manager_agreed=True, agreed={**dict.fromkeys(ANSWERS, True), "reach": False})
    with pytest.raises(DraftError):
        desk.send(manager_agreed=True, contact="casey_holm")


def test_the_words_and_the_file_say_what_the_manager_may_read(desk: Desk) -> None:
    sent = desk.send(manager_agreed=True, second_agreed=False)
    copy = desk.do(copy_for_person, desk.request(sent))
    said = " ".join(copy.agreed.closing)
    assert "Casey Holm may read my first name and how to reach me" in said
    assert "No one else may see" not in said
    unanswered(desk)
    made = desk.do(request_bundle, desk.request(sent), LATE, desk.office, "casey_holm")
    consent = made["entry"][0]["resource"]
    assert {each["code"][0]["coding"][0]["code"] for each in consent["provision"]["provision"]} == {
        "name",
        "reach",
    }
    assert ANSWERS["reach"] in json.dumps(made) and ANSWERS["change"] not in json.dumps(made)
