"""Working days of England: Monday to Friday, without bank holidays."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays

from earlyhelp.days import LONDON, day_of

CLOSING = time(17)
"""The hour in London at which a working day ends."""


@lru_cache(maxsize=16)
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """True from Monday to Friday, unless England has a bank holiday."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def end_of_working_day(after: datetime, days: int) -> datetime:
    """When the working day that comes `days` working days after the day of `after` closes.

    The day of `after` itself never counts, so that nobody loses part of a day; `days` is at least 1.
    """
    day = day_of(after)
    for _ in range(days):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return datetime.combine(day, CLOSING, LONDON)
