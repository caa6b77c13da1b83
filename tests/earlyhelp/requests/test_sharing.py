"""A contact sees what they may, no longer than they may, and each view is written down."""

from __future__ import annotations

from earlyhelp.requests import queue_for, request_with_reference, shared_with, unanswered, view_request
from tests.earlyhelp.conftest import ANSWERS, MONDAY, PAT, REFUSED, Desk, days


def test_a_contact_sees_what_was_agreed_and_which_items_are_not_shared(desk: Desk) -> None:
    sent = desk.send()
    shown = desk.do(view_request, sent.request_id, PAT, MONDAY, "first look")
    assert shown.values == ANSWERS
    assert shown.not_shared == tuple(REFUSED)
    assert desk.audited()[-1] == ("staff-1", "request/viewed")


def test_nothing_is_shown_after_a_yes_has_ended(desk: Desk) -> None:
    sent = desk.send()
    request = desk.request(sent)
    assert desk.do(shared_with, request, "pat_ashdown", MONDAY + days(179)).values == ANSWERS
    shown = desk.do(shared_with, request, "pat_ashdown", MONDAY + days(180))
    assert shown.values == {} and set(shown.states.values()) == {"expired", "refused"}


def test_the_second_contact_sees_nothing_before_they_are_asked(desk: Desk) -> None:
    shown = desk.do(shared_with, desk.request(desk.send()), "jo_lake", MONDAY)
    assert shown.values == {} and shown.history == ()


def test_the_queue_is_by_deadline_and_holds_only_ones_own(desk: Desk) -> None:
    later = desk.send("press-1", MONDAY + days(1))
    sooner = desk.send("press-2", MONDAY)
    desk.send("press-3", contact="sky_barlow")
    assert [each.id for each in desk.read(queue_for, "pat_ashdown")] == [sooner.request_id, later.request_id]
    assert desk.read(queue_for, "jo_lake") == []


def test_managers_see_what_nobody_answered(desk: Desk) -> None:
    sent = desk.send()
    assert desk.read(unanswered, MONDAY) == []
    assert [each.id for each in desk.read(unanswered, MONDAY + days(3))] == [sent.request_id]


def test_a_link_finds_its_request(desk: Desk) -> None:
    sent = desk.send()
    assert desk.read(request_with_reference, sent.reference).id == sent.request_id
    assert desk.read(request_with_reference, "KITE-0000-") is None
