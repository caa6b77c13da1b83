"""Whatever staff press and in whatever order, a request never skips a step."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from earlyhelp.errors import EarlyHelpError
from earlyhelp.office import Office
from earlyhelp.requests import (
    RequestEvent,
    acknowledge,
    add_note,
    close,
    hand_over,
    record_contact,
    withdraw,
)
from earlyhelp.requests.status import MOVES, WAITING
from tests.core.conftest import Store
from tests.earlyhelp.conftest import ANSWERS, JO, MONDAY, PAT, Desk

PRESSES = st.sampled_from(
    ["acknowledge", "tried", "reached", "note", "over", "helped", "not_reached", "withdraw"]
)
numbers = iter(range(10**9))


def press(desk: Desk, request_id: str, what: str, who: int, key: str) -> None:
    staff = (PAT, JO)[who]
    other = (PAT, JO)[1 - who].contact
    if what == "acknowledge":
        desk.do(acknowledge, request_id, staff, MONDAY, desk.office)
    elif what in {"tried", "reached"}:
        desk.do(record_contact, request_id, staff, key, MONDAY, desk.office, reached=what == "reached")
    elif what == "note":
        desk.do(add_note, request_id, staff, key, "We spoke", MONDAY, desk.office)
    elif what == "over":
        agreed = dict.fromkeys(ANSWERS, True)
        desk.do(hand_over, request_id, other, agreed, 1, staff, key, MONDAY, desk.office)
    elif what == "withdraw":
        desk.do(withdraw, request_id, MONDAY, desk.office)
    else:
        desk.do(close, request_id, what, staff, MONDAY, desk.office)


@given(st.lists(st.tuples(PRESSES, st.integers(0, 1), st.sampled_from("abc")), max_size=14))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_moves_never_skip(sqlite: Store, office: Office, presses: list[tuple[str, int, str]]) -> None:
    desk = Desk(sqlite, office)
    sent = desk.send(f"press-{next(numbers)}", second="", second_agreed=False)
    seen = ["sent"]
    for what, who, key in presses:
        holder = desk.request(sent).contact
        try:
            press(desk, sent.request_id, what, who, key)
        except EarlyHelpError:
            assert desk.request(sent).status == seen[-1] and desk.request(sent).contact == holder
        status = desk.request(sent).status
        if status != seen[-1]:
            seen.append(status)
    for before, after in pairwise(seen):
        assert after in MOVES[before]  # type: ignore[index]
    request = desk.request(sent)
    if request.status == "closed":
        reached = "contact_made" in seen[-2:]
        assert reached == (request.outcome != "not_reached") and (reached or seen[-2] == "contact_tried")
    assert (request.ended_at is not None) == (request.status in {"closed", "withdrawn"})
    assert (request.next_step_at is not None) == (request.status in WAITING)
    with desk.store.sessions() as session:
        events = select(RequestEvent.once).where(RequestEvent.request_id == request.id)
        written = session.scalars(events).all()
    assert len(written) == len(set(written))


def test_an_end_is_an_end_and_every_open_request_can_be_taken_back() -> None:
    assert [status for status, following in MOVES.items() if not following] == [
        "closed",
        "withdrawn",
        "expired",
    ]
    assert all("withdrawn" in following for following in MOVES.values() if following)
