"""On which days somebody works, read out of how they write it: "Mon to Thu 9-3", "Tue, Fri", "full time"."""

from __future__ import annotations

import re
from itertools import pairwise

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*")
_TO = re.compile(r"\s*(?:to|until|till|-|–|—)\s*")
_WHOLE_WEEK = re.compile(r"\bfull[ -]?time\b")


def working_days(works: str) -> list[str]:
    """The names of the days; none where nothing is said of days."""
    said = works.lower()
    found = [(each.start(), each.end(), _number(each[1])) for each in _DAY.finditer(said)]
    days = {day for _, _, day in found}
    for (_, end, first), (start, _, last) in pairwise(found):
        if _TO.fullmatch(said[end:start]):
            days |= {(first + at) % len(DAYS) for at in range((last - first) % len(DAYS))}
    if not days and _WHOLE_WEEK.search(said):
        days = set(range(5))
    return [DAYS[day] for day in sorted(days)]


def _number(begins: str) -> int:
    return next(at for at, day in enumerate(DAYS) if day.startswith(begins))
