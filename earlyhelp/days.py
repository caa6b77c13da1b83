"""Days as families say them, in the time of London."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def day_of(moment: datetime) -> date:
    """The day in London at an aware moment."""
    return moment.astimezone(LONDON).date()


def day_words(day: date) -> str:
    """Such as `Tuesday 24 November`."""
    return f"{day:%A} {day.day} {day:%B}"


def date_words(day: date) -> str:
    """Such as `24 November 2026`, for days that are far off."""
    return f"{day.day} {day:%B %Y}"


def moment_words(moment: datetime) -> str:
    """Such as `24 November 2026, 14:05`, in the time of London."""
    return f"{date_words(day_of(moment))}, {moment.astimezone(LONDON):%H:%M}"
