"""How often somebody may try or send, over time."""

from __future__ import annotations

from datetime import timedelta

from staff.sessions import SessionTimes, forget_ended
from staff.tries import DAY, SENDS, WINDOW, may_look, may_send
from tests.core.conftest import NOW
from tests.staff.conftest import People

TIMES = SessionTimes(timedelta(minutes=30), timedelta(hours=10))


def test_a_conversation_sends_so_many_requests_a_day_also_over_a_night(people: People) -> None:
    def sends(now_after: timedelta, who: str = "conversation:1") -> bool:
        allowed: bool = people.do(may_send, people.keys, who, NOW + now_after)
        return allowed

    assert all(sends(timedelta(0)) for _ in range(SENDS))
    assert not sends(WINDOW)
    people.do(forget_ended, TIMES, NOW + DAY - timedelta(seconds=1))
    assert not sends(DAY - timedelta(seconds=1))
    assert sends(timedelta(0), "conversation:2")
    assert sends(DAY)


def test_sending_and_looking_are_counted_apart(people: People) -> None:
    for _ in range(SENDS):
        people.do(may_send, people.keys, "conversation:1", NOW)
    assert people.do(may_look, people.keys, "conversation:1", NOW)
