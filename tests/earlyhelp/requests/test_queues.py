"""Nothing rests where nobody looks: all that is open, whose turn it is, and by when."""

from __future__ import annotations

from earlyhelp.requests import (
    acknowledge,
    all_open,
    hand_over,
    reach_by,
    record_contact,
    unanswered,
    withdraw,
)
from tests.earlyhelp.conftest import ANSWERS, JO, MONDAY, PAT, Desk, days


def test_all_that_is_open_is_listed_also_what_is_not_late_and_what_was_answered(desk: Desk) -> None:
    waiting, answered, gone = (desk.send(f"press-{number}") for number in range(3))
    desk.do(acknowledge, answered.request_id, PAT, MONDAY, desk.office)
    desk.do(withdraw, gone.request_id, MONDAY, desk.office)
    found = [each.id for each in desk.read(all_open)]
    assert found == [waiting.request_id, answered.request_id]
    assert desk.read(unanswered, MONDAY) == []


def test_a_contact_has_five_working_days_from_their_answer_to_reach_the_person(desk: Desk) -> None:
    sent = desk.send()

    def by() -> list[str]:
        return [f"{moment:%a %d %H}" for moment in desk.read(reach_by, [desk.request(sent)]).values()]

    assert by() == []
    desk.do(acknowledge, sent.request_id, PAT, MONDAY, desk.office)
    assert by() == ["Mon 30 17"]
    desk.do(record_contact, sent.request_id, PAT, "call-1", MONDAY + days(1), desk.office, reached=False)
    assert by() == ["Mon 30 17"]
    agreed = dict.fromkeys(ANSWERS, True)
    desk.do(hand_over, sent.request_id, "jo_lake", agreed, 1, PAT, "over", MONDAY + days(1), desk.office)
    assert by() == []
    desk.do(acknowledge, sent.request_id, JO, MONDAY + days(2), desk.office)
    assert by() == ["Wed 02 17"]
    desk.do(record_contact, sent.request_id, JO, "call-2", MONDAY + days(2), desk.office, reached=True)
    assert by() == []
