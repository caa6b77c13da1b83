"""Taking it back is one step, reaches the contact, and stops whatever has not gone."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.outbox import put
from earlyhelp.consent import Consent
from earlyhelp.deadlines import escalate
from earlyhelp.office import Office
from earlyhelp.requests import (
    RequestItem,
    acknowledge,
    close,
    hand_over,
    items_to_take_back,
    record_contact,
    shared_with,
    withdraw,
    withdraw_items,
)
from tests.core.conftest import Store
from tests.earlyhelp.conftest import ANSWERS, MONDAY, PAT, Desk, days

numbers = iter(range(10**9))


def test_withdrawal_blocks_tells_and_deletes_at_once(desk: Desk) -> None:
    sent = desk.send()
    desk.do(put, f"request/{sent.request_id}/1/bundle", "webhook", {"text": "a bundle"}, MONDAY)
    desk.do(withdraw, sent.request_id, MONDAY, desk.office)
    request = desk.request(sent)
    assert (request.status, request.ended_at, request.next_step_at) == ("withdrawn", MONDAY, None)
    assert sorted(desk.outbox("blocked")) == ["1/bundle", "1/new/pat_ashdown"]
    assert list(desk.outbox()) == ["1/withdrawn/pat_ashdown"]
    [mail] = desk.outbox().values()
    assert sent.reference in mail and "Morwenna" not in mail
    with desk.store.sessions() as session:
        assert session.scalars(select(RequestItem)).all() == []
        assert {each.state(MONDAY) for each in session.scalars(select(Consent))} == {"withdrawn", "refused"}
    assert desk.do(shared_with, request, "pat_ashdown", MONDAY, desk.office).values == {}


def test_withdrawing_again_changes_nothing(desk: Desk) -> None:
    sent = desk.send()
    for _ in range(2):
        desk.do(withdraw, sent.request_id, MONDAY, desk.office)
    assert desk.audited() == [("person", "request/sent"), ("person", "request/withdrawn")]
    assert len(desk.outbox()) == 1


def test_everybody_who_was_ever_asked_is_told_once(desk: Desk) -> None:
    sent = desk.send()
    yes = dict.fromkeys(ANSWERS, True)
    desk.do(hand_over, sent.request_id, "sky_barlow", yes, 1, PAT, "over-1", MONDAY, desk.office)
    desk.do(withdraw, sent.request_id, MONDAY, desk.office)
    assert sorted(desk.outbox()) == ["2/withdrawn/pat_ashdown", "2/withdrawn/sky_barlow"]


def test_a_closed_request_stays_closed_and_shares_nothing_more(desk: Desk) -> None:
    sent = desk.send()
    desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    desk.do(record_contact, sent.request_id, PAT, "call-1", MONDAY, desk.office, reached=True)
    desk.do(close, sent.request_id, "helped", PAT, MONDAY, desk.office)
    desk.do(withdraw, sent.request_id, MONDAY + days(1), desk.office)
    request = desk.request(sent)
    assert (request.status, request.ended_at) == ("closed", MONDAY)
    assert desk.do(shared_with, request, "pat_ashdown", MONDAY, desk.office).values == {}
    assert "1/withdrawn/pat_ashdown" in desk.outbox()


def test_one_item_can_be_taken_back_and_the_rest_goes_on(desk: Desk) -> None:
    sent = desk.send()
    desk.do(withdraw_items, sent.request_id, ["change"], MONDAY, desk.office)
    desk.do(withdraw_items, sent.request_id, ["change", "age"], MONDAY, desk.office)
    request = desk.request(sent)
    shown = desk.do(shared_with, request, "pat_ashdown", MONDAY, desk.office)
    assert request.status == "sent" and set(shown.values) == set(ANSWERS) - {"change"}
    assert shown.states["change"] == "withdrawn"
    [first, (key, mail)] = desk.outbox().items()
    assert first[0] == "1/new/pat_ashdown" and desk.outbox("blocked") == {}
    assert key.startswith("1/less_shared/pat_ashdown/") and sent.reference in mail
    assert desk.audited()[-1] == ("person", "request/items_withdrawn") and len(desk.audited()) == 2


def test_a_part_taken_back_stops_no_other_letter_and_is_told_to_nobody_who_saw_nothing(desk: Desk) -> None:
    sent = desk.send(second_agreed=False)
    for moment in (3, 7, 9):
        desk.do(escalate, MONDAY + days(moment), desk.office)
    before = list(desk.outbox())
    desk.do(withdraw_items, sent.request_id, ["change"], MONDAY + days(9), desk.office)
    assert before[1:] == [
        "1/reminded/pat_ashdown/1",
        "1/second_chase/jo_lake/2",
        "1/manager_told/casey_holm/3",
    ]
    assert list(desk.outbox())[:4] == before and desk.outbox("blocked") == {}
    assert [key.split("/")[2] for key in desk.outbox() if "less_shared" in key] == ["pat_ashdown"]


def test_the_age_of_somebody_young_goes_only_with_the_whole(desk: Desk) -> None:
    sent = desk.send(
        answers={"age": "I am 13.", "name": "Jem"}, agreed={"age": True, "name": True}, young=True
    )
    request = desk.request(sent)
    assert desk.read(items_to_take_back, request) == ["name"]
    desk.do(withdraw_items, sent.request_id, ["age", "name"], MONDAY, desk.office)
    shown = desk.do(shared_with, request, "pat_ashdown", MONDAY, desk.office)
    assert set(shown.values) == {"age"} and "young" in shown.cautions
    desk.do(withdraw, sent.request_id, MONDAY, desk.office)
    shown = desk.do(shared_with, desk.request(sent), "pat_ashdown", MONDAY, desk.office)
    assert (shown.values, shown.cautions) == ({}, ())


@given(st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_refused_or_taken_back_is_never_shown_nor_kept(
    sqlite: Store, office: Office, data: st.DataObject
) -> None:
    desk = Desk(sqlite, office)
    agreed: dict[str, Any] = {item: data.draw(st.booleans(), item) for item in ANSWERS}
    taken = data.draw(st.sets(st.sampled_from(sorted(ANSWERS))))
    apart = data.draw(st.integers(0, 400))
    sent = desk.send(f"press-{next(numbers)}", answers=ANSWERS, agreed=agreed)
    desk.do(withdraw_items, sent.request_id, taken, MONDAY, office)
    shown = desk.do(shared_with, desk.request(sent), "pat_ashdown", MONDAY + days(apart), desk.office)
    allowed = {item for item, yes in agreed.items() if yes} - taken
    assert set(shown.values) == (allowed if apart < 180 else set())
    with sqlite.sessions() as session:
        kept = session.scalars(select(RequestItem.item).where(RequestItem.request_id == sent.request_id))
        assert set(kept) == allowed
