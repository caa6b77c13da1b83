"""What was agreed to ends: in good time its contact hears of it, then the request ends and nothing is kept on."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from earlyhelp.consent import Consent
from earlyhelp.deadlines import Escalated, escalate
from earlyhelp.errors import MoveError
from earlyhelp.lifecycle import erase_request, purge
from earlyhelp.requests import (
    HelpRequest,
    Submitted,
    acknowledge,
    find_request,
    hand_over,
    queue_for,
    record_contact,
    shared_with,
    status_for_person,
    taken_back,
    withdraw,
    withdraw_items,
)
from earlyhelp.requests.expiring import WARNED_BEFORE
from tests.earlyhelp.conftest import ANSWERS, MONDAY, PAT, Desk, days, without

END = MONDAY + days(180)
NOTHING: dict[str, object] = {"answers": {}, "agreed": {}, "second": "", "second_agreed": False}


def active(desk: Desk) -> Submitted:
    """A request on which Pat works."""
    sent = desk.send()
    desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    desk.do(record_contact, sent.request_id, PAT, "call-1", MONDAY, desk.office, reached=True)
    return sent


def kinds(desk: Desk, sent: Submitted) -> list[str]:
    shown = desk.do(shared_with, desk.request(sent), "pat_ashdown", MONDAY, desk.office)
    return [each.kind for each in shown.history]


def test_the_contact_is_told_once_in_good_time_that_an_agreement_ends(desk: Desk) -> None:
    sent = active(desk)
    assert desk.do(escalate, END - WARNED_BEFORE - days(1), desk.office) == Escalated()
    assert desk.do(escalate, END - WARNED_BEFORE, desk.office) == Escalated(ends_soon=1)
    assert desk.do(escalate, END - days(1), desk.office) == Escalated()
    [(key, mail)] = [each for each in desk.outbox().items() if "ends_soon" in each[0]]
    assert key.startswith("1/ends_soon/pat_ashdown") and sent.reference in mail
    assert "whether they agree again" in mail and not any(answer in mail for answer in ANSWERS.values())
    assert desk.audited()[-1] == ("system", "request/ends_soon") and kinds(desk, sent)[-1] == "ends_soon"


def test_items_that_end_later_are_told_of_too(desk: Desk) -> None:
    active(desk)
    with desk.store.sessions.begin() as session:
        for consent in session.scalars(select(Consent).where(Consent.item == "name")):
            consent.expires_at = MONDAY + days(40)
    assert desk.do(escalate, MONDAY + days(30), desk.office) == Escalated(ends_soon=1)
    assert desk.do(escalate, MONDAY + days(50), desk.office) == Escalated()
    assert desk.do(escalate, END - days(10), desk.office) == Escalated(ends_soon=1)
    assert desk.do(escalate, END, desk.office) == Escalated(expired=1)


def test_a_request_ends_with_the_last_yes_and_contact_and_person_are_told(desk: Desk) -> None:
    sent = active(desk)
    assert desk.do(escalate, END, desk.office) == Escalated(expired=1)
    assert desk.do(escalate, END + days(900), desk.office) == Escalated()
    request = desk.request(sent)
    assert (request.status, request.ended_at, request.next_step_at) == ("expired", END, None)
    assert "1/expired/pat_ashdown" in desk.outbox()
    assert not any(answer in desk.outbox()["1/expired/pat_ashdown"] for answer in ANSWERS.values())
    told = desk.do(status_for_person, request, END, desk.office)
    assert told.standing == "expired" and len(told.sentences) == 1
    assert told.sentences[0].startswith("Your request ran out on Saturday 22 May.")
    assert desk.read(queue_for, desk.office.contacts.by_key["pat_ashdown"]) == []
    assert desk.audited()[-1] == ("system", "request/expired")


@pytest.mark.parametrize("has_left", [False, True])
def test_nobody_is_chased_for_ever_and_everything_goes_in_time(desk: Desk, has_left: bool) -> None:
    sent = desk.send()
    later = without(desk, "pat_ashdown") if has_left else desk
    for day in range(0, 1200, 4):
        later.do(escalate, MONDAY + days(day), later.office)
    chasing = [key for key in desk.outbox("blocked") if "manager_told" in key or "contact_left" in key]
    assert len(chasing) < 30 and not any("told" in key or "left" in key for key in desk.outbox())
    ended = desk.request(sent).ended_at
    assert ended is not None and ended - END < days(4)
    desk.read(purge, ended + days(89), desk.office)
    assert desk.do(find_request, sent.reference, sent.code, ended, desk.office) is not None
    desk.read(purge, ended + days(90), desk.office)
    assert desk.do(find_request, sent.reference, sent.code, ended, desk.office) is None
    desk.read(purge, ended + days(2190), desk.office)
    with desk.store.sessions() as session:
        assert session.get(HelpRequest, sent.request_id) is None


def test_reminders_keep_nothing_for_longer(desk: Desk) -> None:
    sent = desk.send()
    for day in (3, 7, 9):
        desk.do(escalate, MONDAY + days(day), desk.office)
    assert desk.request(sent).changed_at == MONDAY


def test_a_request_that_shares_nothing_waits_and_runs_out_too(desk: Desk) -> None:
    sent = desk.send(**NOTHING)
    assert desk.do(escalate, MONDAY + days(3), desk.office) == Escalated(reminded=1)
    desk.do(acknowledge, sent.request_id, PAT, MONDAY + days(4), desk.office)
    assert desk.do(escalate, END + days(3), desk.office) == Escalated()
    assert desk.do(escalate, END + days(4), desk.office) == Escalated(expired=1)


def test_with_the_last_item_the_whole_is_taken_back_and_no_letter_follows(desk: Desk) -> None:
    sent = desk.send()
    for item in ANSWERS:
        assert desk.request(sent).status == "sent"
        desk.do(withdraw_items, sent.request_id, [item], MONDAY, desk.office)
    request = desk.request(sent)
    assert (request.status, request.ended_at) == ("withdrawn", MONDAY)
    assert desk.read(taken_back, request)
    assert list(desk.outbox()) == ["1/withdrawn/pat_ashdown"]
    assert desk.do(escalate, MONDAY + days(30), desk.office) == Escalated()


def test_what_has_run_out_can_be_taken_back_and_erased_but_not_handed_over(desk: Desk) -> None:
    sent = active(desk)
    desk.do(escalate, END, desk.office)
    agreed = dict.fromkeys(ANSWERS, True)
    with pytest.raises(MoveError, match="expired"):
        desk.do(hand_over, sent.request_id, "jo_lake", agreed, 1, PAT, "over-1", END, desk.office)
    desk.do(withdraw, sent.request_id, END + days(1), desk.office)
    assert (desk.request(sent).status, desk.request(sent).ended_at) == ("expired", END)
    desk.do(erase_request, sent.request_id, END + days(2), desk.office)
    assert desk.request(sent).erased_at == END + days(2)


def test_a_new_yes_at_a_handing_over_begins_a_new_time(desk: Desk) -> None:
    sent = active(desk)
    agreed = dict.fromkeys(ANSWERS, True)
    desk.do(hand_over, sent.request_id, "jo_lake", agreed, 1, PAT, "over-1", END - days(1), desk.office)
    assert desk.do(escalate, END, desk.office) == Escalated()
    assert desk.request(sent).status == "handed_over"
