"""The day that somebody means: "in five weeks", "12 March", "tomorrow"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from language.normalising import normalise
from language.numbers import with_digits

_SPANS = {"day": 1, "week": 7, "fortnight": 14, "month": 30}
_CENTURY = 99
_COUNTS = {"a": 1, "an": 1, "couple of": 2, "a couple of": 2, "few": 3, "a few": 3, None: 1}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_IN = re.compile(r"\b(?:(a couple of|couple of|a few|few|an?|\d{1,2}) )?(day|week|fortnight|month)s?\b")
_ON = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({'|'.join(_MONTHS)})[a-z]*\b(?: (\d{{4}}))?")
_WEEK_ON = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})s? week\b|\ba week on\b")
_IN_NUMBERS = re.compile(r"(?<![\d/.])(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})(?![\d/.])")
_WRITTEN = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def read_day(said: str, today: date) -> date | None:
    """The day that these words mean; None where they say none, or one that no calendar has.

    A day and month without a year is the next such day. One with its year is given also where it has gone.
    """
    words = with_digits(normalise(said))
    written, named, numbers = _WRITTEN.search(said), _ON.search(words), _IN_NUMBERS.search(said)
    try:
        if numbers:
            year = int(numbers[3])
            return date(year if year > _CENTURY else 2000 + year, int(numbers[2]), int(numbers[1]))
        if written:
            return date.fromisoformat(written[0])
        if named:
            return _named(int(named[1]), _MONTHS.index(named[2]) + 1, named[3], today)
    except ValueError:
        return None
    weekday = next((at for at, name in enumerate(_WEEKDAYS) if name in words), None)
    if weekday is not None and _WEEK_ON.search(words):
        return _next(weekday, today) + timedelta(days=7)
    counted = _IN.search(words)
    if counted:
        count = _COUNTS[counted[1]] if counted[1] in _COUNTS else int(counted[1])
        return today + timedelta(days=count * _SPANS[counted[2]])
    if "tomorrow" in words:
        return today + timedelta(days=1)
    return None if weekday is None else _next(weekday, today)


def _next(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _named(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year), month, day)
    this = date(today.year, month, day)
    return this if this > today else this.replace(year=today.year + 1)
