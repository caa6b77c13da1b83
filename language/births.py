"""Ages told by when somebody was born: "dob 03/02/2012", "born in 2014 and 2017", "born 3 weeks ago"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_OLDEST = 110
_OLDEST_OF_TWO_DIGITS = 95
"""A year of two digits that makes somebody older is a slip for one to come: "27" in 2026."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_YEAR = r"(?P<year>(?:19|20)\d\d\b|'\d\d\b|this year|last year)"
_BORN = re.compile(
    r"\b(?:born|d\.?o\.?b\.?(?:'?s\b)?|d o b\b|dates? of birth|birth ?dates?)(?:'?s| is| are| was| were)?:?"
    r"(?: on| in| back in| the| about| around)* ?"
)
_DATES = tuple(
    re.compile(each)
    for each in (
        r"(?P<year>(?:19|20)\d\d) ?[/.-] ?(?P<number>\d{1,2}) ?[/.-] ?(?P<day>\d{1,2})\b",
        r"(?P<day>\d{1,2}) ?[/.-] ?(?P<number>\d{1,2}) ?[/.-] ?(?P<year>(?:19|20)?\d\d)\b",
        r"(?P<number>\d{1,2}) ?[/.-] ?(?P<year>(?:19|20)\d\d)\b",
        r"(?:(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? )?"
        rf"(?:{_MONTH}(?: (?P<after>\d{{1,2}})(?:st|nd|rd|th|(?=,? '?\d\d)))?,? (?:of |in )?)?{_YEAR}",
    )
)
_NEXT = re.compile(
    r" ?(?:,|&|\+|/|;|\b(?:and|n)\b)(?: (?:and\b|&))? ?"
    r"(?P<whose>(?:(?:the|my|our|his|her|an) ?)?(?:\w+ )?(?:one|other|another|second|youngest|younger|eldest"
    r"|oldest|older|son|daughter|boy|girl|lad|brother|sister|baby)\b ?)?(?:was )?(?:born )?"
    r"(?P<in>(?:on|in) )?"
)
"""What stands between two births: "2014 and 2017", "2014, the other in 2017", "1980 and my son in 2014"."""
_NO_BIRTH = re.compile(r" (?:was(?! born)|when)\b")
_THEN = re.compile(r" (?:we|i|he|she|they|it|my|our|his|her|their|the)\b")
"""What follows a year that is no birth where only "in" comes before it: "and in 2017 we moved"."""
_OF_A_YEAR = re.compile(rf"\b(?:an?|my|our) {_YEAR} (?:baby|kid|child|birth|born)\b")
_BABY = re.compile(
    rf"\b(?:bab(?:y|ies)|newborn|twins|little (?:one|un|boy|girl))(?:'?s| is| are| was| were)?"
    rf"(?: just| only)* born(?: on| in| the| back in)*(?: (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?)?"
    rf" {_MONTH}"
)
_AGO = re.compile(
    r"\bborn (?:just |only |about |nearly |not )*(?P<count>\d{1,2}|an?|a few|a couple of) "
    r"(?P<unit>day|week|wk|month|mth|year|yr)s? (?:ago|back)\b"
)
_DAYS = {"day": 1.0, "week": 7.0, "wk": 7.0, "month": 365 / 12, "mth": 365 / 12, "year": 365.0, "yr": 365.0}
_BORN_TODAY = re.compile(
    r"\bborn (?:just )?(?:today|yesterday|this morning|last night|this week|last week)\b"
)
_OWN = re.compile(r"\b(?:i (?:was|were|am|be)|i'?m|me,?) ?$")
_OWN_DATE = re.compile(r"\bmy (?:own )?$")


@dataclass(frozen=True)
class Birth:
    """From what age to what age, None of a date that cannot be; where it is told; whether the writer's."""

    ages: tuple[float, float] | None
    start: int
    end: int
    own: bool = False


def births_in(small: str, today: date) -> list[Birth]:
    """Every birth told in `small`, with the ages on `today`; a bare year can mean two ages."""
    found: list[Birth] = []
    for birth in (*_by_date(small, today), *_by_kind(small, today), *_by_time_since(small)):
        if not any(each.start < birth.end and birth.start < each.end for each in found):
            found.append(birth)
    return found


def _by_date(small: str, today: date) -> Iterator[Birth]:
    """Those told as a date, with all that follow in a list."""
    end = 0
    for born in _BORN.finditer(small):
        told = _date_at(small, born.end()) if born.start() >= end else None
        if told:
            yield Birth(_age(told, today), born.start(), told.end(), _is_own(small, born))
        while told:
            end = told.end()
            told = _next_date(small, end)
            if told:
                yield Birth(_age(told, today), *told.span())


def _date_at(small: str, at: int) -> re.Match[str] | None:
    return next((found for each in _DATES if (found := each.match(small, at))), None)


def _next_date(small: str, at: int) -> re.Match[str] | None:
    """The next birth of a list whose last ends `at`."""
    link = _NEXT.match(small, at)
    told = _date_at(small, link.end()) if link else None
    if not link or not told or _NO_BIRTH.match(small, told.end()):
        return None
    return None if link["in"] and not link["whose"] and _THEN.match(small, told.end()) else told


def _by_kind(small: str, today: date) -> Iterator[Birth]:
    """Those told of a baby, or by a year before one: "twins born in june", "a 2015 baby"."""
    for pattern in (_OF_A_YEAR, _BABY):
        for match in pattern.finditer(small):
            yield Birth(_age(match, today), *match.span())


def _by_time_since(small: str) -> Iterator[Birth]:
    for match in _AGO.finditer(small):
        count = {"a": 1, "an": 1, "a few": 3, "a couple of": 2}.get(match["count"]) or int(match["count"])
        years = count * _DAYS[match["unit"]] / 365
        yield Birth((years, years), *match.span(), _is_own(small, match))
    for match in _BORN_TODAY.finditer(small):
        yield Birth((0.0, 0.0), *match.span())


def _is_own(small: str, match: re.Match[str]) -> bool:
    before = small[: match.start()]
    return bool(_OWN.search(before) or (match[0][0] == "d" and _OWN_DATE.search(before)))


def _age(match: re.Match[str], today: date) -> tuple[float, float] | None:
    """The youngest and the oldest that somebody born then can be; None of what cannot be."""
    told = match.groupdict()
    month, day = _month(told), _number(told.get("day") or told.get("after"))
    year = _year(told.get("year"), month, today)
    if year is None or not _can_be(year, month, day):
        return None
    first = _whole(today, year, month or 12, day or 31)
    last = _whole(today, year, month or 1, day or 1)
    if last < 0 or first > _OLDEST:
        return None
    if month and last < 2:
        months = (today.year - year) * 12 + today.month - month
        return months / 12, months / 12
    return float(max(first, 0)), float(last or 1)


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _month(told: dict[str, str | None]) -> int | None:
    name = told.get("month")
    return _MONTHS.index(name[:3]) + 1 if name else _number(told.get("number"))


def _year(told: str | None, month: int | None, today: date) -> int | None:
    """The year that is meant; where none is told the last that had the month, and None where it is a slip."""
    if not told:
        return today.year - ((month or 0) > today.month)
    if told in {"this year", "last year"}:
        return today.year - (told == "last year")
    year = int(told.lstrip("'"))
    if year > 99:
        return year
    year += 2000 if year <= today.year % 100 else 1900
    return year if today.year - year <= _OLDEST_OF_TWO_DIGITS else None


def _can_be(year: int, month: int | None, day: int | None) -> bool:
    """Whether there is such a day; without a day or a month, whether there is such a month or year."""
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return False
    return True


def _whole(today: date, year: int, month: int, day: int) -> int:
    """Whole years from a birth to `today`; below 0 of one to come."""
    return today.year - year - ((today.month, today.day) < (month, day))
