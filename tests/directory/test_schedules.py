from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from directory.models import Schedule
from directory.schedules import describe_hours, open_now, opens_evenings, opens_weekends, read_hours

TODAY = date(2026, 11, 2)


def _schedule(
    byday: str | None = None, opens: str | None = None, closes: str | None = None, **more: Any
) -> Schedule:
    def at(text: str | None) -> time | None:
        return time.fromisoformat(text) if text else None

    return Schedule(byday=byday, opens_at=at(opens), closes_at=at(closes), **more)


def _words(*schedules: Schedule) -> tuple[str, ...]:
    return describe_hours([read_hours(each) for each in schedules], TODAY)


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (_schedule("MO,TH", "09:30", "11:00"), "Mondays and Thursdays, 9:30am to 11am"),
        (_schedule("MO,TU,WE,TH,FR", "09:00", "17:00", freq="WEEKLY"), "Monday to Friday, 9am to 5pm"),
        (_schedule("MO,TU,WE,TH,FR,SA,SU", "00:00", "23:59"), "Every day, all day and all night"),
        (_schedule("SA,SU", "10:00", "12:00"), "Saturdays and Sundays, 10am to midday"),
        (_schedule("MO,WE,FR", "10:00", "12:30"), "Mondays, Wednesdays and Fridays, 10am to 12:30pm"),
        (_schedule("1WE", "18:00", "20:00", freq="MONTHLY"), "First Wednesday of the month, 6pm to 8pm"),
        (_schedule("1WE,3WE", "18:00", "20:00"), "First and third Wednesdays of the month, 6pm to 8pm"),
        (_schedule("-1FR", "18:00", freq="MONTHLY"), "Last Friday of the month, from 6pm"),
        (_schedule(None, "10:00", "12:00", freq="MONTHLY", bymonthday="1,15"), "On the 1st and 15th of the month, 10am to midday"),
        (_schedule("MO", "10:00", "12:00", freq="WEEKLY", interval=2), "Every other Monday, 10am to midday"),
        (_schedule("WE", freq="MONTHLY"), "Once a month, on a Wednesday"),
        (_schedule(None, "10:00", "11:00", freq="WEEKLY", dtstart=date(2026, 11, 3)), "Tuesdays, 10am to 11am"),
        (_schedule(None, "10:00", "11:00", freq="DAILY"), "Every day, 10am to 11am"),
        (_schedule(description="Ring to ask."), "Ring to ask."),
        (_schedule("MO", "10:00", "11:00", description="Mondays, 10am to 11am.", notes="Term time."), "Mondays, 10am to 11am. Term time."),
        (_schedule("MO", "10:00", "11:00", valid_from=date(2027, 1, 4)), "From 4 January 2027: Mondays, 10am to 11am"),
    ],
)  # fmt: skip
def test_hours_are_said_in_plain_words(schedule: Schedule, words: str) -> None:
    assert _words(schedule) == (words,)


def test_one_schedule_for_each_day_is_said_together() -> None:
    days = [_schedule(day, "09:00", "17:00", freq="WEEKLY") for day in ("TU", "MO", "WE", "FR", "TH")]
    assert _words(*days, _schedule("SA", "10:00", "12:00")) == (
        "Monday to Friday, 9am to 5pm", "Saturdays, 10am to midday",
    )  # fmt: skip


def test_hours_that_are_over_are_not_said() -> None:
    assert _words(_schedule("MO", "09:00", "17:00", valid_to=date(2026, 11, 1))) == ()


def test_evenings_and_weekends_are_known() -> None:
    evening, day, saturday = (
        read_hours(each)
        for each in (
            _schedule("MO", "18:30", "20:00"),
            _schedule("MO", "09:00", "17:30"),
            _schedule("SA", "09:00"),
        )
    )
    assert opens_evenings([day, evening]) and not opens_evenings([day])
    assert opens_weekends([day, saturday]) and not opens_weekends([day])


@pytest.mark.parametrize(
    ("schedule", "moment", "answer"),
    [
        (_schedule("MO", "09:00", "17:00"), datetime(2026, 11, 2, 12), True),
        (_schedule("MO", "09:00", "17:00"), datetime(2026, 11, 2, 17), False),
        (_schedule("MO", "09:00", "17:00"), datetime(2026, 11, 3, 12), False),
        (_schedule("MO", "09:00", "10:00"), datetime(2026, 7, 6, 8, 30), True),
        (_schedule("FR", "22:00", "02:00"), datetime(2026, 11, 7, 1), True),
        (_schedule("1MO", "09:00", "17:00"), datetime(2026, 11, 2, 12), True),
        (_schedule("2MO", "09:00", "17:00"), datetime(2026, 11, 2, 12), False),
        (_schedule("-1MO", "09:00", "17:00"), datetime(2026, 11, 30, 12), True),
        (_schedule("MO", "09:00", "17:00", interval=2, dtstart=date(2026, 10, 21)), datetime(2026, 11, 2, 12), True),
        (_schedule("MO", "09:00", "17:00", interval=2, dtstart=date(2026, 10, 28)), datetime(2026, 11, 2, 12), False),
        (_schedule("MO", "09:00", "17:00", interval=2), datetime(2026, 11, 2, 12), None),
        (_schedule("MO", "09:00", "17:00", freq="MONTHLY"), datetime(2026, 11, 2, 12), None),
        (_schedule(description="Ring to ask."), datetime(2026, 11, 2, 12), None),
        (_schedule("MO", "09:00", "17:00", valid_to=date(2026, 11, 1)), datetime(2026, 11, 2, 12), False),
    ],
)  # fmt: skip
def test_open_now_follows_the_clock_in_britain(
    schedule: Schedule, moment: datetime, answer: bool | None
) -> None:
    assert open_now([read_hours(schedule)], moment.replace(tzinfo=UTC)) is answer
