"""Days as families say them, in the time of London."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from core.clock import LONDON as LONDON
from core.clock import day_of as day_of

_YEARS = (
    "", "a year", "two years", "three years", "four years", "five years", "six years", "seven years",
    "eight years", "nine years", "ten years",
)  # fmt: skip


def day_words(day: date) -> str:
    """Such as `Tuesday 24 November`."""
    return f"{day:%A} {day.day} {day:%B}"


def date_words(day: date) -> str:
    """Such as `24 November 2026`, for days that are far off."""
    return f"{day.day} {day:%B %Y}"


def moment_words(moment: datetime) -> str:
    """Such as `24 November 2026, 14:05`, in the time of London."""
    return f"{date_words(day_of(moment))}, {moment.astimezone(LONDON):%H:%M}"


def span_words(days: int) -> str:
    """How long, such as `six years`, `1 day` or `90 days`."""
    years, rest = divmod(days, 365)
    if years and not rest and years < len(_YEARS):
        return _YEARS[years]
    return "1 day" if days == 1 else f"{days} days"


def next_minute_words(moment: datetime, now: datetime) -> str:
    """The first whole minute after a moment, such as `14:05`; with its day where that is not today."""
    minute = moment.astimezone(LONDON).replace(second=0, microsecond=0) + timedelta(minutes=1)
    clock = f"{minute:%H:%M}"
    return clock if minute.date() == day_of(now) else f"{day_words(minute.date())}, {clock}"
