"""Deadlines in the working days of England."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.days import LONDON
from earlyhelp.working_days import end_of_working_day, is_working_day


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 21), False),
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), False),
        (date(2026, 4, 3), False),
        (date(2026, 4, 6), False),
        (date(2026, 8, 31), False),
        (date(2026, 8, 3), True),
        (date(2027, 1, 1), False),
    ],
)
def test_bank_holidays_of_england_are_not_worked(day: date, works: bool) -> None:
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        (datetime(2026, 11, 23, 10), 2, datetime(2026, 11, 25, 17)),
        (datetime(2026, 11, 20, 23, 59), 2, datetime(2026, 11, 24, 17)),
        (datetime(2026, 11, 21, 3), 2, datetime(2026, 11, 24, 17)),
        (datetime(2026, 12, 24, 10), 2, datetime(2026, 12, 30, 17)),
        (datetime(2026, 4, 2, 16), 1, datetime(2026, 4, 7, 17)),
        (datetime(2026, 12, 31, 12), 1, datetime(2027, 1, 4, 17)),
    ],
)
def test_a_deadline_is_the_end_of_a_working_day(received: datetime, days: int, due: datetime) -> None:
    assert end_of_working_day(received.replace(tzinfo=LONDON), days) == due.replace(tzinfo=LONDON)


def test_the_day_is_that_of_london() -> None:
    late = datetime(2026, 7, 5, 23, 30, tzinfo=UTC)
    assert end_of_working_day(late, 1) == datetime(2026, 7, 7, 16, tzinfo=UTC)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1)), st.integers(1, 12))
def test_a_deadline_is_later_on_a_working_day_and_longer_times_end_later(
    received: datetime, days: int
) -> None:
    aware = received.replace(tzinfo=UTC)
    due = end_of_working_day(aware, days)
    assert due > aware and is_working_day(due.date())
    assert end_of_working_day(aware, days + 1) > due
