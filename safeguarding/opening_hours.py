"""When a helpline is open, in Europe/London time, with England's bank holidays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

import holidays

from core.clock import LONDON

Days = Literal["every day", "weekdays", "outside office hours"]


@dataclass(frozen=True)
class OpeningTime:
    """From `opens` to `closes` on some days; "outside office hours" is all time between two working days."""

    days: Days
    opens: time
    closes: time


def spans(times: tuple[OpeningTime, ...], day: date) -> Iterator[tuple[datetime, datetime]]:
    """The stretches that are open on a London day, as aware datetimes."""
    start, end = _at(day, time()), _at(day + timedelta(days=1), time())
    for one in times:
        if one.days == "outside office hours":
            if is_working_day(day):
                yield start, _at(day, one.closes)
                yield _at(day, one.opens), end
            else:
                yield start, end
        elif one.days == "every day" or is_working_day(day):
            yield _at(day, one.opens), _at(day, one.closes)


def is_open(times: tuple[OpeningTime, ...], now: datetime) -> bool:
    """Whether an aware moment falls in the opening times."""
    here = now.astimezone(LONDON)
    return any(start <= here < end for start, end in spans(times, here.date()))


def closes_at(times: tuple[OpeningTime, ...], now: datetime) -> datetime | None:
    """The end of the stretch that is open now; None when it is closed."""
    here = now.astimezone(LONDON)
    return next((end for start, end in spans(times, here.date()) if start <= here < end), None)


def opens_at(times: tuple[OpeningTime, ...], now: datetime) -> datetime | None:
    """The next opening after an aware moment, within two weeks; None when there is none."""
    here = now.astimezone(LONDON)
    for days in range(15):
        for start, _ in spans(times, here.date() + timedelta(days=days)):
            if start > here:
                return start
    return None


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no bank holiday in England."""
    return day.weekday() < 5 and day not in _bank_holidays()


def clock(moment: datetime) -> str:
    """A time of day as people say it: 9am, 8:30am, 5pm."""
    hour = moment.strftime("%I").lstrip("0")
    return f"{hour}{moment.strftime(':%M') if moment.minute else ''}{'am' if moment.hour < 12 else 'pm'}"


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, tzinfo=LONDON)


@lru_cache(maxsize=1)
def _bank_holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("GB", subdiv="ENG")
