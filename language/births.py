"""Ages told by when somebody was born: "dob 03/02/2012", "born in June this year", "born 3 weeks ago"."""

from __future__ import annotations

import re
from datetime import date

_OLDEST = 110
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_YEAR = r"(?P<year>(?:19|20)\d\d|(?<=[/.-])\d\d\b|'\d\d\b|this year|last year)"
_BORN = (
    r"\b(?:born|d\.? ?o\.? ?b\.?|date of birth|birth ?date)(?:'?s| is| was)?:?"
    r"(?: on| in| back in| the| about| around)*"
)
_NUMERIC = re.compile(
    rf"{_BORN} ?(?P<day>[0-3]?\d)\s?[/.-]\s?(?P<number>[01]?\d)\s?[/.-]\s?(?P<year>(?:19|20)?\d\d)\b"
)
_WORDED = re.compile(
    rf"{_BORN} (?:(?:the )?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? )?"
    rf"(?:{_MONTH}(?: (?P<after>[0-3]?\d)(?:st|nd|rd|th))?,? (?:of |in )?)?{_YEAR}"
)
_OF_A_YEAR = re.compile(rf"\b(?:an?|my|our) {_YEAR} (?:baby|kid|child|birth|born)\b")
_BABY = re.compile(
    rf"\b(?:bab(?:y|ies)|newborn|twins|little (?:one|un|boy|girl))(?:'?s| is| are| was| were)?"
    rf"(?: just| only)* born(?: on| in| the| back in)*(?: (?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?: of)?)?"
    rf" {_MONTH}(?! (?:19|20)\d\d)"
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

Birth = tuple[float, float, int, int, bool]
"""From what age to what age, where it is told (start and end), and whether it is the writer's own."""


def births_in(small: str, today: date) -> list[Birth]:
    """The ages on `today` of everybody in `small` whose birth is told; a bare year can mean two ages."""
    found: dict[int, Birth] = {}
    for pattern in (_NUMERIC, _WORDED, _OF_A_YEAR, _BABY):
        for match in pattern.finditer(small):
            ages = _age(_born(match, today), today)
            if ages:
                found.setdefault(match.start(), (*ages, *match.span(), _is_own(small, match)))
    for match in _AGO.finditer(small):
        count = {"a": 1, "an": 1, "a few": 3, "a couple of": 2}.get(match["count"]) or int(match["count"])
        years = count * _DAYS[match["unit"]] / 365
        found.setdefault(match.start(), (years, years, *match.span(), _is_own(small, match)))
    for match in _BORN_TODAY.finditer(small):
        found.setdefault(match.start(), (0.0, 0.0, *match.span(), False))
    return list(found.values())


def _is_own(small: str, match: re.Match[str]) -> bool:
    before = small[: match.start()]
    return bool(_OWN.search(before) or (match[0][0] == "d" and _OWN_DATE.search(before)))


def _born(match: re.Match[str], today: date) -> tuple[int, int | None, int | None]:
    """The year, month and day of a birth; the last two may not be told."""
    told = match.groupdict()
    month = told.get("month")
    number = _MONTHS.index(month[:3]) + 1 if month else int(told.get("number") or 0) or None
    day = int(told.get("day") or told.get("after") or 0) or None
    year = (told.get("year") or "").lstrip("'")
    if not year:
        return today.year - ((number or 0) > today.month), number, day
    if not year.isdigit():
        return today.year - (year == "last year"), number, day
    if len(year) == 4:
        return int(year), number, day
    century = 2000 if int(year) <= today.year % 100 else 1900
    return century + int(year), number, day


def _age(born: tuple[int, int | None, int | None], today: date) -> tuple[float, float] | None:
    """The youngest and the oldest that somebody born then can be; None of what cannot be."""
    year, month, day = born
    if month is not None and (not 1 <= month <= 12 or (day or 1) > 31):
        return None
    first = _whole(today, year, month or 12, day or 31)
    last = _whole(today, year, month or 1, day or 1)
    if last < 0 or first > _OLDEST or first < -1:
        return None
    if month and last < 2:
        months = (today.year - year) * 12 + today.month - month
        return (months / 12, months / 12) if months >= 0 else None
    return float(max(first, 0)), float(last or 1)


def _whole(today: date, year: int, month: int, day: int) -> int:
    """Whole years from a birth to `today`; below 0 of one to come."""
    return today.year - year - ((today.month, today.day) < (month, day))
