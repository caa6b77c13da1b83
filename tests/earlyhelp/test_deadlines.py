"""Silence is never the end: a reminder, the second contact, the manager, each once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from earlyhelp.deadlines import Escalated, escalate
from earlyhelp.errors import NotYoursError
from earlyhelp.requests import (
    acknowledge,
    hand_over,
    left_behind,
    queue_for,
    shared_with,
    view_request,
    withdraw,
)
from tests.earlyhelp.conftest import ANSWERS, CASEY, JO, MONDAY, PAT, Desk, away, days, without

REMINDED, SECOND, MANAGER = MONDAY + days(3), MONDAY + days(7), MONDAY + days(9)


def test_nothing_happens_before_the_deadline(desk: Desk) -> None:
    sent = desk.send()
    assert desk.do(escalate, sent.due_at - timedelta(seconds=1), desk.office) == Escalated()
    assert desk.do(escalate, sent.due_at, desk.office) == Escalated(reminded=1)


def test_each_step_is_taken_once_told_and_audited(desk: Desk) -> None:
    sent = desk.send()
    for moment, step in (
        (REMINDED, Escalated(reminded=1)),
        (SECOND, Escalated(second_asked=1)),
        (MANAGER, Escalated(manager_told=1)),
    ):
        assert desk.do(escalate, moment, desk.office) == step
        for minute in range(1, 4):
            assert desk.do(escalate, moment + timedelta(minutes=minute), desk.office) == Escalated()
    assert list(desk.outbox()) == [
        "1/new/pat_ashdown",
        "1/reminded/pat_ashdown/1",
        "1/second_asked/jo_lake/2",
        "1/manager_told/casey_holm/3",
    ]
    assert [what for who, what in desk.audited() if who == "system"] == [
        "request/reminded",
        "request/second_asked",
        "request/manager_told",
    ]
    words = " ".join(desk.outbox().values())
    assert sent.reference in words and not any(answer in words for answer in ANSWERS.values())


def test_the_manager_is_told_again_until_somebody_answers(desk: Desk) -> None:
    sent = desk.send()
    for moment in (REMINDED, SECOND, MANAGER):
        desk.do(escalate, moment, desk.office)
    assert desk.do(escalate, MANAGER + days(6), desk.office) == Escalated()
    assert desk.do(escalate, MANAGER + days(8), desk.office) == Escalated(manager_told=1)
    desk.do(acknowledge, sent.request_id, PAT, MANAGER + days(9), desk.office)
    assert desk.do(escalate, MANAGER + days(60), desk.office) == Escalated()


def test_after_a_long_standstill_steps_still_come_one_at_a_time(desk: Desk) -> None:
    desk.send()
    late = MONDAY + days(42)
    assert desk.do(escalate, late, desk.office) == Escalated(reminded=1)
    assert desk.do(escalate, late + timedelta(minutes=1), desk.office) == Escalated()


def test_an_answer_or_a_withdrawal_ends_it(desk: Desk) -> None:
    answered, taken_back = desk.send("press-1"), desk.send("press-2")
    desk.do(acknowledge, answered.request_id, PAT, MONDAY, desk.office)
    desk.do(withdraw, taken_back.request_id, MONDAY, desk.office)
    assert desk.do(escalate, MONDAY + days(30), desk.office) == Escalated()


def test_many_workers_take_each_step_once(desk: Desk) -> None:
    for number in range(6):
        desk.send(f"press-{number}")
    with ThreadPoolExecutor(4) as pool:
        runs = list(pool.map(lambda _: desk.do(escalate, REMINDED, desk.office), range(8)))
    assert sum(run.reminded for run in runs) == 6
    assert [what for who, what in desk.audited() if who == "system"] == ["request/reminded"] * 6


def test_without_a_second_contact_the_manager_comes_next(desk: Desk) -> None:
    desk.send(second="", second_agreed=False)
    desk.do(escalate, REMINDED, desk.office)
    assert desk.do(escalate, SECOND, desk.office) == Escalated(manager_told=1)


def test_the_second_contact_whom_the_person_agreed_to_can_take_it(desk: Desk) -> None:
    sent = desk.send()
    desk.do(escalate, REMINDED, desk.office)
    with pytest.raises(NotYoursError):
        desk.do(view_request, sent.request_id, JO, REMINDED, desk.office)
    desk.do(escalate, SECOND, desk.office)
    assert [each.id for each in desk.read(queue_for, desk.office.contacts.by_key["jo_lake"])] == [
        sent.request_id
    ]
    assert desk.do(view_request, sent.request_id, JO, SECOND, desk.office).values == ANSWERS
    desk.do(acknowledge, sent.request_id, JO, SECOND, desk.office)
    desk.do(acknowledge, sent.request_id, JO, SECOND, desk.office)
    request = desk.request(sent)
    assert (request.status, request.contact, request.second) == ("acknowledged", "jo_lake", "pat_ashdown")
    assert desk.do(shared_with, request, "jo_lake", SECOND, desk.office).values == ANSWERS
    assert desk.do(shared_with, request, "pat_ashdown", SECOND, desk.office).values == {}
    assert "1/taken_over/pat_ashdown" in desk.outbox()
    with pytest.raises(NotYoursError):
        desk.do(acknowledge, sent.request_id, PAT, SECOND, desk.office)


def test_the_second_contact_whom_the_person_did_not_agree_to_can_only_chase(desk: Desk) -> None:
    sent = desk.send(second_agreed=False)
    desk.do(escalate, REMINDED, desk.office)
    desk.do(escalate, SECOND, desk.office)
    assert "1/second_chase/jo_lake/2" in desk.outbox()
    assert desk.read(queue_for, desk.office.contacts.by_key["jo_lake"]) == []
    for act in (
        lambda: desk.do(view_request, sent.request_id, JO, SECOND, desk.office),
        lambda: desk.do(acknowledge, sent.request_id, JO, SECOND, desk.office),
    ):
        with pytest.raises(NotYoursError):
            act()
    desk.do(acknowledge, sent.request_id, PAT, SECOND, desk.office)


def test_a_request_whose_contact_has_left_goes_to_the_manager_at_once_and_again(desk: Desk) -> None:
    waiting, answered = desk.send("press-1"), desk.send("press-2")
    desk.do(acknowledge, answered.request_id, PAT, MONDAY, desk.office)
    later = without(desk, "pat_ashdown")
    assert later.do(escalate, MONDAY, later.office) == Escalated(contact_left=2)
    assert later.do(escalate, MONDAY + days(1), later.office) == Escalated()
    late = MONDAY + days(8)
    assert later.do(escalate, late, later.office) == Escalated(second_asked=1, contact_left=1)
    assert later.do(escalate, late + days(1), later.office) == Escalated()
    assert later.do(escalate, late + days(2), later.office) == Escalated(contact_left=1)
    told = [key for key in desk.outbox() if "contact_left" in key]
    assert sorted(told) == [
        "1/contact_left/casey_holm/3",
        "1/contact_left/casey_holm/4",
        "1/contact_left/casey_holm/5",
    ]
    found = desk.read(left_behind, later.office.contacts)
    assert {each.id for each in found} == {waiting.request_id, answered.request_id}
    assert desk.read(left_behind, desk.office.contacts) == []


def test_the_manager_hears_of_a_leaver_however_late_the_request_was(desk: Desk) -> None:
    waiting, answered = desk.send("press-1"), desk.send("press-2")
    for moment in (REMINDED, SECOND, MANAGER):
        desk.do(escalate, moment, desk.office)
    desk.do(acknowledge, answered.request_id, PAT, MANAGER, desk.office)
    later = without(desk, "pat_ashdown")
    now = MANAGER + timedelta(hours=1)
    assert later.do(escalate, now, later.office) == Escalated(contact_left=2)
    assert later.do(escalate, now + timedelta(minutes=1), later.office) == Escalated()
    assert later.do(escalate, now + days(8), later.office) == Escalated(contact_left=2)
    assert waiting.request_id != answered.request_id


def test_who_left_came_back_answered_and_left_again_is_told_of_again(desk: Desk) -> None:
    sent = desk.send()
    later = without(desk, "pat_ashdown")
    assert later.do(escalate, MONDAY, later.office) == Escalated(contact_left=1)
    desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    assert desk.do(escalate, MONDAY + days(30), desk.office) == Escalated()
    assert later.do(escalate, MONDAY + days(1), later.office) == Escalated(contact_left=1)


def test_what_has_ended_or_is_handed_over_needs_no_one_any_more(desk: Desk) -> None:
    ended, moved = desk.send("press-1"), desk.send("press-2")
    desk.do(withdraw, ended.request_id, MONDAY, desk.office)
    later = without(desk, "pat_ashdown")
    assert later.do(escalate, MONDAY, later.office) == Escalated(contact_left=1)
    yes = dict.fromkeys(ANSWERS, True)
    later.do(hand_over, moved.request_id, "sky_barlow", yes, 1, CASEY, "over-1", MONDAY, later.office)
    assert later.do(escalate, MONDAY + days(1), later.office) == Escalated()


def test_nobody_is_reminded_or_asked_who_is_away(desk: Desk) -> None:
    desk.send()
    gone = away(desk, "pat_ashdown")
    assert gone.do(escalate, REMINDED, gone.office) == Escalated(second_asked=1)
    both = away(away(desk, "pat_ashdown"), "jo_lake")
    desk.send("press-2")
    assert both.do(escalate, REMINDED, both.office) == Escalated(manager_told=1)


def test_a_second_contact_who_is_away_is_asked_once_they_are_back_and_reads_nothing_before(
    desk: Desk,
) -> None:
    sent = desk.send()
    gone = away(desk, "jo_lake")
    gone.do(escalate, REMINDED, gone.office)
    assert gone.do(escalate, SECOND, gone.office) == Escalated(manager_told=1)
    for act in (view_request, acknowledge):
        with pytest.raises(NotYoursError):
            desk.do(act, sent.request_id, JO, SECOND, desk.office)
    assert desk.read(queue_for, desk.office.contacts.by_key["jo_lake"]) == []
    assert desk.do(escalate, SECOND + days(8), desk.office) == Escalated(second_asked=1)
    assert desk.do(view_request, sent.request_id, JO, SECOND + days(8), desk.office).values == ANSWERS
