"""Opening hours in plain words, and whether a service is open: on evenings, at weekends, now."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from directory.models import Schedule

LONDON = ZoneInfo("Europe/London")
EVENING = time(18, 0)
"""A service that is open at six o'clock or later is open in the evening."""

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "second to last"}
_EVERY_DAY = 7
_SAYS_WHEN = re.compile(r"\d\s*[ap]\.?m\b|\d[:.]\d\d|day\b|days\b|\bopen\b", re.I)
"""Sentences of a description that repeat what the schedule's own fields say better."""


@dataclass(frozen=True)
class Hours:
    """Opening hours that repeat.

    `days` are pairs of which one in the month (0: every) and weekday (0: Monday). `every` counts weeks, or
    months where `monthly`. `month_days` are days of the month. Times are local.
    """

    days: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    monthly: bool = False
    every: int = 1
    opens: time | None = None
    closes: time | None = None
    begins: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""


def _days(byday: str | None) -> tuple[tuple[int, int], ...]:
    found = []
    for part in (byday or "").split(","):
        code, nth = part[-2:], part[:-2]
        if code in _CODES and (not nth or nth.lstrip("-").isdigit()):
            found.append((int(nth or 0), _CODES.index(code)))
    return tuple(found)


def read_hours(schedule: Schedule) -> Hours:
    """The hours of one stored schedule. A weekly one without days repeats on the weekday it begins on."""
    days = _days(schedule.byday)
    month_days = tuple(int(each) for each in (schedule.bymonthday or "").split(",") if each.isdigit())
    monthly = schedule.freq == "MONTHLY" or any(nth for nth, _ in days)
    if schedule.freq == "DAILY" and not days:
        days = tuple((0, day) for day in range(_EVERY_DAY))
    elif not days and schedule.freq == "WEEKLY" and schedule.dtstart:
        days = ((0, schedule.dtstart.weekday()),)
    told = bool((days or month_days) and schedule.opens_at)
    sentences = re.split(r"(?<=[.!?])\s+", schedule.description or "")
    notes = [each for each in sentences if each and not (told and _SAYS_WHEN.search(each))]
    notes += [schedule.notes] if schedule.notes else []
    return Hours(
        days=days,
        month_days=month_days if monthly or not days else (),
        monthly=monthly or bool(month_days and not days),
        every=schedule.interval or 1,
        opens=schedule.opens_at,
        closes=schedule.closes_at,
        begins=schedule.dtstart,
        valid_from=schedule.valid_from,
        valid_to=schedule.valid_to,
        note=" ".join(dict.fromkeys(each if each[-1] in ".!?" else f"{each}." for each in notes)),
    )


def clock_words(at: time) -> str:
    """A time of day the British way: "9:30am", "midday"."""
    if at == time(12, 0):
        return "midday"
    if at in (time(0, 0), time(23, 59)):
        return "midnight"
    minutes = f":{at.minute:02d}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _ordinal(day: int) -> str:
    return f"{day}{'th' if 10 < day < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


def _weekdays(days: Sequence[int]) -> str:
    if len(days) == _EVERY_DAY:
        return "Every day"
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{NAMES[days[0]]} to {NAMES[days[-1]]}"
    return _listed([f"{NAMES[day]}s" for day in days])


def _which_days(hours: Hours) -> str:
    plain = sorted({day for nth, day in hours.days if not nth})
    numbered = [(day, [nth for nth, other in hours.days if nth and other == day]) for _, day in hours.days]
    month = "the month" if hours.every == 1 else f"every {hours.every} months"
    parts = []
    for day, nths in dict(numbered).items():
        if nths:
            ending = "s" if len(nths) > 1 else ""
            parts.append(
                f"{_listed([_NTH.get(nth, _ordinal(abs(nth))) for nth in nths])} {NAMES[day]}{ending}"
            )
    if parts:
        said = _listed(parts)
        return f"{said[0].upper()}{said[1:]} of {month}"
    if hours.month_days:
        return f"On the {_listed([_ordinal(day) for day in hours.month_days])} of {month}"
    if not plain:
        return ""
    if hours.monthly:
        return f"Once a month, on a {_listed([NAMES[day] for day in plain])}"
    if hours.every == 2:
        return f"Every other {_listed([NAMES[day] for day in plain])}"
    return f"Every {hours.every} weeks on {_weekdays(plain)}" if hours.every > 2 else _weekdays(plain)


def _sentence(hours: Hours, today: date) -> str:
    times = ""
    if hours.opens and hours.closes and hours.opens != hours.closes:
        times = f"{clock_words(hours.opens)} to {clock_words(hours.closes)}"
        if (hours.opens, hours.closes) == (time(0, 0), time(23, 59)):
            times = "all day and all night"
    elif hours.opens and hours.opens != hours.closes:
        times = f"from {clock_words(hours.opens)}"
    said = ", ".join(part for part in (_which_days(hours), times) if part)
    said = said[:1].upper() + said[1:]
    if said and hours.valid_from and hours.valid_from > today:
        said = f"From {hours.valid_from.day} {hours.valid_from:%B %Y}: {said}"
    if hours.note and hours.note.lower() not in said.lower():
        return f"{said}. {hours.note}" if said else hours.note
    return said


def _merged(every: Iterable[Hours]) -> list[Hours]:
    """Hours that differ only in their days, put together: feeds write one schedule for each day."""
    groups: dict[Hours, list[tuple[int, int]]] = {}
    for hours in every:
        bare = Hours(**{**vars(hours), "days": (), "begins": hours.begins if hours.every > 1 else None})
        groups.setdefault(bare, []).extend(hours.days)
    merged = [Hours(**{**vars(bare), "days": tuple(sorted(set(days)))}) for bare, days in groups.items()]
    return sorted(merged, key=lambda each: (each.days[0][1] if each.days else 9, each.opens or time(0)))


def describe_hours(every: Iterable[Hours], today: date) -> tuple[str, ...]:
    """One line for each set of hours that is not over: "Mondays and Thursdays, 9:30am to 11am"."""
    current = [each for each in every if not each.valid_to or each.valid_to >= today]
    return tuple(dict.fromkeys(line for each in _merged(current) if (line := _sentence(each, today))))


def opens_evenings(every: Iterable[Hours]) -> bool:
    """True if some hours reach into the evening."""
    return any(
        each.closes is not None and each.opens is not None
        and (each.closes > EVENING or each.opens >= EVENING or each.closes < each.opens)
        for each in every
    )  # fmt: skip


def opens_weekends(every: Iterable[Hours]) -> bool:
    """True if some hours are on a Saturday or a Sunday."""
    return any(day > 4 for each in every for _, day in each.days)


def happens_on(hours: Hours, day: date) -> bool | None:
    """Whether these hours apply on a day; None if the feed does not say enough to tell."""
    if (hours.valid_from and day < hours.valid_from) or (hours.valid_to and day > hours.valid_to):
        return False
    last = monthrange(day.year, day.month)[1]
    nth, from_end = (day.day - 1) // 7 + 1, -((last - day.day) // 7 + 1)
    match = any(other == day.weekday() and which in (0, nth, from_end) for which, other in hours.days)
    match = match or day.day in hours.month_days
    vague = hours.monthly and any(not which for which, _ in hours.days)
    if not match or (hours.every == 1 and not vague):
        return match
    if vague or not hours.begins:
        return None
    if hours.monthly:
        return ((day.year - hours.begins.year) * 12 + day.month - hours.begins.month) % hours.every == 0
    weeks = (day - timedelta(day.weekday()) - hours.begins + timedelta(hours.begins.weekday())).days // 7
    return weeks % hours.every == 0


def open_now(every: Iterable[Hours], now: datetime) -> bool | None:
    """Whether a service is open at an aware moment; None if its hours are not known well enough."""
    here = now.astimezone(LONDON)
    today, clock = here.date(), here.time().replace(tzinfo=None)
    answers: list[bool | None] = []
    for hours in every:
        if not hours.opens or not hours.closes or not (hours.days or hours.month_days):
            answers.append(None)
        elif hours.opens < hours.closes:
            closes = time.max if hours.closes == time(23, 59) else hours.closes
            answers.append(happens_on(hours, today) if hours.opens <= clock < closes else False)
        elif clock >= hours.opens:
            answers.append(happens_on(hours, today))
        else:
            answers.append(happens_on(hours, today - timedelta(1)) if clock < hours.closes else False)
    if True in answers:
        return True
    return None if None in answers or not answers else False
