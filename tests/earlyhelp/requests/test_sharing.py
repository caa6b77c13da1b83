"""A contact sees what they may, no longer than they may, and each view is written down."""

from __future__ import annotations

import pytest

from earlyhelp.deadlines import escalate
from earlyhelp.requests import (
    HelpRequest,
    acknowledge,
    add_note,
    close,
    copy_for_person,
    hand_over,
    left_behind,
    queue_for,
    record_contact,
    request_with_reference,
    shared_with,
    unanswered,
    view_request,
    withdraw,
    withdraw_items,
)
from earlyhelp.requests.agreed import words_agreed
from tests.earlyhelp.conftest import ANSWERS, JO, MONDAY, PAT, REFUSED, Desk, days, without

YES = dict.fromkeys(ANSWERS, True)


def notes(desk: Desk, request_id: str, contact: str) -> list[str]:
    """The notes that a contact sees."""
    with desk.store.sessions() as session:
        request = session.get_one(HelpRequest, request_id)
        shown = shared_with(session, desk.store.vault, request, contact, MONDAY, desk.office)
    return [each.note for each in shown.history if each.note]


def noted(desk: Desk, **changes: object) -> str:
    """A request on which Pat wrote a note; gives its id."""
    sent = desk.send(**changes)
    desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    desk.do(
        record_contact,
        sent.request_id,
        PAT,
        "call-1",
        MONDAY,
        desk.office,
        reached=True,
        note="Rang at tea time",
    )
    return sent.request_id


def test_a_contact_sees_what_was_agreed_and_which_items_are_not_shared(desk: Desk) -> None:
    sent = desk.send()
    shown = desk.do(view_request, sent.request_id, PAT, MONDAY, desk.office)
    assert shown.values == ANSWERS
    assert shown.not_shared == tuple(REFUSED)
    assert desk.audited()[-1] == ("staff-1", "request/viewed")


def test_nothing_is_shown_after_a_yes_has_ended(desk: Desk) -> None:
    sent = desk.send()
    request = desk.request(sent)
    assert desk.do(shared_with, request, "pat_ashdown", MONDAY + days(179), desk.office).values == ANSWERS
    shown = desk.do(shared_with, request, "pat_ashdown", MONDAY + days(180), desk.office)
    assert shown.values == {} and set(shown.states.values()) == {"expired", "refused"}


def test_the_second_contact_sees_nothing_before_they_are_asked(desk: Desk) -> None:
    shown = desk.do(shared_with, desk.request(desk.send()), "jo_lake", MONDAY, desk.office)
    assert shown.values == {} and shown.history == ()


def test_the_queue_is_by_deadline_and_holds_only_ones_own(desk: Desk) -> None:
    later = desk.send("press-1", MONDAY + days(1))
    sooner = desk.send("press-2", MONDAY)
    desk.send("press-3", contact="sky_barlow")
    assert [each.id for each in desk.read(queue_for, desk.office.contacts.by_key["pat_ashdown"])] == [
        sooner.request_id,
        later.request_id,
    ]
    assert desk.read(queue_for, desk.office.contacts.by_key["jo_lake"]) == []


def test_those_that_wait_for_an_answer_stand_above_those_that_have_one(desk: Desk) -> None:
    answered, waiting = desk.send("press-1", MONDAY), desk.send("press-2", MONDAY + days(1))
    desk.do(acknowledge, answered.request_id, PAT, MONDAY, desk.office)
    in_order = [waiting.request_id, answered.request_id]
    found = desk.read(queue_for, desk.office.contacts.by_key["pat_ashdown"])
    assert [each.id for each in found] == in_order
    gone = without(desk, "pat_ashdown")
    assert [each.id for each in desk.read(left_behind, gone.office.contacts)] == in_order


def test_managers_see_what_nobody_answered(desk: Desk) -> None:
    sent = desk.send()
    assert desk.read(unanswered, MONDAY) == []
    assert [each.id for each in desk.read(unanswered, MONDAY + days(3))] == [sent.request_id]


def test_a_link_finds_its_request(desk: Desk) -> None:
    sent = desk.send()
    assert desk.read(request_with_reference, sent.reference).id == sent.request_id
    assert desk.read(request_with_reference, "KITE-0000-") is None


def test_a_new_contact_reads_no_note_of_an_earlier_one(desk: Desk) -> None:
    request_id = noted(desk)
    desk.do(hand_over, request_id, "jo_lake", YES, 1, PAT, "over-1", MONDAY, desk.office)
    desk.do(add_note, request_id, JO, "note-1", "Met at school", MONDAY, desk.office)
    assert notes(desk, request_id, "jo_lake") == ["Met at school"]
    assert notes(desk, request_id, "pat_ashdown") == []
    back = dict.fromkeys(YES, False) | {"name": True}
    desk.do(hand_over, request_id, "pat_ashdown", back, 1, JO, "over-2", MONDAY, desk.office)
    assert notes(desk, request_id, "pat_ashdown") == []
    shown = desk.do(view_request, request_id, PAT, MONDAY, desk.office)
    assert [each.kind for each in shown.history][-2:] == ["note", "handed_over"]


def test_who_takes_a_request_over_reads_no_note_of_who_did_not_answer(desk: Desk) -> None:
    sent = desk.send()
    desk.do(add_note, sent.request_id, PAT, "note-1", "Will ring tomorrow", MONDAY, desk.office)
    for days_later in (3, 6):
        desk.do(escalate, MONDAY + days(days_later), desk.office)
    desk.do(acknowledge, sent.request_id, JO, MONDAY + days(7), desk.office)
    assert notes(desk, sent.request_id, "jo_lake") == []


@pytest.mark.parametrize("shared", [True, False])
def test_no_note_is_read_after_a_request_was_taken_back_also_when_it_was_closed(
    desk: Desk, shared: bool
) -> None:
    request_id = noted(desk, agreed={**dict.fromkeys(YES, shared), **dict.fromkeys(REFUSED, False)})
    assert notes(desk, request_id, "pat_ashdown") == ["Rang at tea time"]
    desk.do(close, request_id, "helped", PAT, MONDAY, desk.office, "All is well")
    desk.do(withdraw, request_id, MONDAY, desk.office)
    assert notes(desk, request_id, "pat_ashdown") == []


def test_no_note_is_read_once_every_single_yes_was_taken_back(desk: Desk) -> None:
    request_id = noted(desk)
    desk.do(withdraw_items, request_id, ["name"], MONDAY, desk.office)
    assert notes(desk, request_id, "pat_ashdown") == ["Rang at tea time"]
    desk.do(withdraw_items, request_id, list(YES), MONDAY, desk.office)
    assert notes(desk, request_id, "pat_ashdown") == []


def test_the_words_agreed_at_a_hand_over_are_kept_beside_the_first_ones(desk: Desk) -> None:
    sent = desk.send()
    agreed = {**YES, "change": False}
    for _ in range(2):
        desk.do(hand_over, sent.request_id, "jo_lake", agreed, 1, PAT, "over-1", MONDAY, desk.office)
    first, second = desk.do(words_agreed, desk.request(sent))
    assert first.shared["name"].startswith("First name: I say yes to Pat Ashdown seeing this.")
    assert second.shared["name"].startswith("First name: I say yes to Jo Lake seeing this.")
    assert "Jo Lake will not see this" in second.refused["change"] and "change" in first.shared
    copy = desk.do(copy_for_person, desk.request(sent))
    assert copy.agreed == second
    assert list(copy.values) == [item for item in ANSWERS if item != "change"]
