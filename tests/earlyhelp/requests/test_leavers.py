"""A contact who has left opens nothing, nor does whoever has their key now; and records name neither for them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from earlyhelp.deadlines import Escalated, escalate
from earlyhelp.errors import NotYoursError
from earlyhelp.exporting import export_person
from earlyhelp.fhir import request_bundle, status_bundle
from earlyhelp.requests import (
    acknowledge,
    add_note,
    close,
    hand_over,
    left_behind,
    queue_for,
    record_contact,
    shared_with,
    status_for_person,
    submitted_before,
    view_request,
    withdraw,
)
from tests.earlyhelp.conftest import ANSWERS, CASEY, JO, MONDAY, PAT, Desk, days, taken_by, without

YES = dict.fromkeys(ANSWERS, True)
LEFT, NEW = "someone who has left", "Someone New"

gone = pytest.mark.parametrize("leave", [without, taken_by])
Leaving = Callable[[Desk, str], Desk]


@gone
def test_who_has_left_sees_nothing_and_can_do_nothing(desk: Desk, leave: Leaving) -> None:
    sent = desk.send()
    later = leave(desk, "pat_ashdown")
    for move in (
        lambda: later.do(view_request, sent.request_id, PAT, MONDAY, later.office),
        lambda: later.do(acknowledge, sent.request_id, PAT, MONDAY, later.office),
        lambda: later.do(add_note, sent.request_id, PAT, "note-1", "Hello", MONDAY, later.office),
        lambda: later.do(close, sent.request_id, "helped", PAT, MONDAY, later.office),
        lambda: later.do(record_contact, sent.request_id, PAT, "call-1", MONDAY, later.office, reached=True),
        lambda: later.do(hand_over, sent.request_id, "jo_lake", YES, 1, PAT, "over-1", MONDAY, later.office),
    ):
        with pytest.raises(NotYoursError):
            move()
    shown = later.do(shared_with, later.request(sent), "pat_ashdown", MONDAY, later.office)
    assert (shown.values, shown.states, shown.history) == ({}, {}, ())
    there = later.office.contacts.by_key.get("pat_ashdown")
    assert there is None or later.read(queue_for, there) == []


@gone
@pytest.mark.parametrize("answered", [False, True])
def test_the_manager_hears_at_once_of_what_somebody_left_behind(
    desk: Desk, leave: Leaving, answered: bool
) -> None:
    sent = desk.send()
    if answered:
        desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    later = leave(desk, "pat_ashdown")
    assert later.do(escalate, MONDAY, later.office) == Escalated(contact_left=1)
    assert later.do(escalate, MONDAY, later.office) == Escalated()
    assert [each.id for each in later.read(left_behind, later.office.contacts)] == [sent.request_id]
    assert desk.read(left_behind, desk.office.contacts) == []


@gone
def test_a_second_contact_who_has_left_does_not_step_in(desk: Desk, leave: Leaving) -> None:
    sent = desk.send()
    for apart in (3, 6):
        desk.do(escalate, MONDAY + days(apart), desk.office)
    later = leave(desk, "jo_lake")
    with pytest.raises(NotYoursError):
        later.do(view_request, sent.request_id, JO, MONDAY + days(6), later.office)
    with pytest.raises(NotYoursError):
        later.do(acknowledge, sent.request_id, JO, MONDAY + days(6), later.office)
    there = later.office.contacts.by_key.get("jo_lake")
    assert there is None or later.read(queue_for, there) == []


@gone
def test_the_second_contact_of_who_has_left_reads_nothing_before_the_deadline(
    desk: Desk, leave: Leaving
) -> None:
    sent = desk.send()
    later = leave(desk, "pat_ashdown")
    for moment in (MONDAY, sent.due_at - timedelta(minutes=1)):
        later.do(escalate, moment, later.office)
        for move in (view_request, acknowledge):
            with pytest.raises(NotYoursError):
                later.do(move, sent.request_id, JO, moment, later.office)
        assert later.read(queue_for, later.office.contacts.by_key["jo_lake"]) == []
        said = later.do(status_for_person, later.request(sent), moment, later.office).sentences
        assert "If no one answers by the end of Wednesday 25 November, Jo Lake may step in." in said[1]
    assert later.do(escalate, sent.due_at, later.office) == Escalated(second_asked=1)
    assert later.do(view_request, sent.request_id, JO, sent.due_at, later.office).values == ANSWERS
    later.do(acknowledge, sent.request_id, JO, sent.due_at, later.office)
    assert later.request(sent).contact == "jo_lake"


@gone
def test_a_second_contact_whom_the_person_refused_is_not_asked_for_who_has_left(
    desk: Desk, leave: Leaving
) -> None:
    sent = desk.send(second_agreed=False)
    later = leave(desk, "pat_ashdown")
    for day in (0, 8, 16):
        assert later.do(escalate, MONDAY + days(day), later.office) == Escalated(contact_left=1)
    said = later.do(status_for_person, later.request(sent), MONDAY, later.office).sentences
    assert said[1] == "Someone new will have to ask you first."


def test_whoever_has_the_key_now_gets_it_once_the_person_agrees_to_them(desk: Desk) -> None:
    sent = desk.send()
    later = taken_by(desk, "pat_ashdown")
    agreed = {**dict.fromkeys(YES, False), "name": True}
    later.do(hand_over, sent.request_id, "pat_ashdown", agreed, 1, CASEY, "over-1", MONDAY, later.office)
    shown = later.do(view_request, sent.request_id, PAT, MONDAY, later.office)
    assert shown.values == {"name": "Morwenna"}
    with pytest.raises(NotYoursError):
        desk.do(view_request, sent.request_id, PAT, MONDAY, desk.office)


@gone
def test_no_record_names_somebody_else_for_who_has_left(desk: Desk, leave: Leaving) -> None:
    sent = desk.send(second="", second_agreed=False)
    later = leave(desk, "pat_ashdown")
    request = later.request(sent)
    export = later.do(export_person, [request], MONDAY, later.office)
    [told] = export.data["requests"]
    assert told["contact"] == {"name": LEFT, "role": "", "agency": ""}
    assert {each["recipient"] for each in told["consents"]} == {LEFT}
    bundles = [
        later.do(request_bundle, request, MONDAY, later.office),
        later.do(request_bundle, request, MONDAY, later.office, "casey_holm"),
        status_bundle(request, MONDAY, later.office),
    ]
    for made in bundles:
        assert LEFT in json.dumps(made) and "pat_ashdown" not in json.dumps(made)
    assert NEW not in export.html + export.json + json.dumps(bundles)
    assert "Casey" not in export.html + export.json + json.dumps(bundles)
    assert "Pat Ashdown" in export.html, "the words that were agreed to name who was named in them"
    said = later.do(status_for_person, request, MONDAY, later.office).sentences
    assert "Casey Holm, a manager, on 01632 960112" in " ".join(said) and NEW not in " ".join(said)
    assert later.do(submitted_before, "press-1", later.office).contact is None


def test_the_file_of_who_steps_in_has_the_consent_that_was_given_for_them(desk: Desk) -> None:
    sent = desk.send()
    for apart in (3, 6):
        desk.do(escalate, MONDAY + days(apart), desk.office)
    made = desk.do(request_bundle, desk.request(sent), MONDAY + days(6), desk.office, "jo_lake")
    consent, service, _ = (each["resource"] for each in made["entry"])
    assert "Morwenna" in json.dumps(service)
    actors = {each["actor"][0]["reference"]["display"] for each in consent["provision"]["provision"]}
    assert len(actors) == 1 and actors.pop().startswith("Jo Lake")


def test_the_manager_hears_for_who_has_left_that_it_was_taken_back(desk: Desk) -> None:
    sent = desk.send()
    later = taken_by(desk, "pat_ashdown")
    later.do(withdraw, sent.request_id, MONDAY, later.office)
    told = [key for key in later.outbox() if "/withdrawn/" in key]
    assert told == ["1/withdrawn/casey_holm"]
