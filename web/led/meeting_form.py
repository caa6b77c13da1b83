"""What the form of a meeting says, checked: the day, who comes, notes, and what each will do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from earlyhelp.days import date_words, day_words
from earlyhelp.plans.document import PlanDocument, PlannedAction
from earlyhelp.plans.editing import longest
from earlyhelp.plans.team.coming import candidates
from earlyhelp.plans.team.meetings import (
    COMING,
    LONGEST_NOTES,
    LONGEST_WHERE,
    TASK,
    Meeting,
    Task,
    mark_of_task,
)
from language.dates import read_day
from web.plans.shown import COMING_WORDS, actions_of
from web.text import read_text, read_words

NEW_ROWS = ("1", "2", "3", "4")
"""Actions that one saving of the form can add."""
SEEN_ROW = "seen_"
"""Begins the field with the mark of what stood in a row when the form was asked for."""
NO_DAY = "Write the day of the meeting, such as 31 January 2027."
FAR_DAY = "That day is far off. Look at the year again."
NO_YEAR = "Write the year as well: that day could be the last or the next one."
THIS_DAY = "That is {day}. Save again if it is right."
NO_TIME = "Write a time of day, such as 3.30pm."
NOT_YET = "That day is still to come. Choose “{asked}” or “{sorry}”."
NO_ACTION = "Write what is to be done, or empty the whole row."
NO_WHO = "Write who does it: one name."
NO_BY = "Write by when, such as 31 January 2027."
_FARTHEST, _HALF_A_YEAR = timedelta(days=731), timedelta(days=183)
_LATER = timedelta(days=8)
_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2})[.:](\d{2})(?!\d)")
_HOUR = re.compile(r"(?<![\d.:])(\d{1,2})(?:[.:]\d{2})? ?(?:am\b|pm\b|o['’]? ?clock)", re.IGNORECASE)
_DAY, _LATEST, _LAST_MINUTE = 24, 12, 59


@dataclass(frozen=True)
class Row:
    """One thing to do in the form: `id` ends its fields' names, `seen` marks what stands in the plan."""

    id: str
    seen: str = ""


def told_of(plan: PlanDocument, meeting: Meeting) -> dict[str, str]:
    """What stands in the form of this meeting before anybody writes in it."""
    told = {
        "day": date_words(meeting.on),
        "time": meeting.time,
        "place": meeting.place,
        "agenda": meeting.agenda,
        "notes": meeting.notes,
        "called_off": "yes" if meeting.called_off else "",
    }
    for each in actions_of(plan, meeting)[0]:
        told |= {f"{field}_{each.key}": getattr(each, field) for field in TASK}
    return told | {each.key: each.coming for each in candidates(plan, meeting) if each.coming}


def rows_of(plan: PlanDocument, meeting: Meeting | None) -> list[Row]:
    """A row for each thing that is still to do from this meeting, and some empty ones."""
    agreed = [Row(each.key, _mark(each)) for each in actions_of(plan, meeting)[0] if not each.done]
    return [*agreed, *(Row(number) for number in NEW_ROWS)]


def rows_in(fields: Mapping[str, str], meeting: Meeting | None) -> list[Row]:
    """The rows that somebody filled in, with the marks of what they saw; a row that came in part is none."""
    keys = meeting.actions if meeting else ()
    whole = [key for key in keys if all(f"{field}_{key}" in fields for field in TASK)]
    shown = [Row(key, fields[SEEN_ROW + key]) for key in whole if fields.get(SEEN_ROW + key)]
    return [*shown, *(Row(number) for number in NEW_ROWS)]


def read_told(fields: Mapping[str, str], rows: Iterable[Row], invited: Iterable[str] = ()) -> dict[str, str]:
    """What somebody wrote: texts, short fields, and by the key of each who is `invited` whether they come."""
    told = {name: read_text(fields.get(name, "")) for name in ("agenda", "notes")}
    short = ["day", "time", "place", "called_off", *(f"{field}_{row.id}" for row in rows for field in TASK)]
    told |= {name: read_words(said, len(said)) for name in short for said in (fields.get(name, ""),)}
    return told | {key: fields[key] for key in invited if fields.get(key) in COMING}


def tasks_in(told: Mapping[str, str], rows: Iterable[Row], plan: PlanDocument, once: str) -> list[Task]:
    """What is to be written into the plan: new rows, and those in which something was changed or wiped.

    New ones have keys that a second press of the same button brings again.
    """
    stand = {each.key: {field: getattr(each, field) for field in TASK} for each in plan.actions}
    tasks = []
    for row in rows:
        typed = {field: told[f"{field}_{row.id}"] for field in TASK}
        if not row.seen:
            tasks += [Task(f"{once}-{row.id}", typed)] if typed["action"] else []
        elif not any(typed.values()):
            tasks.append(Task(row.id, {}, row.seen))
        elif mark_of_task(whole := _over(stand.get(row.id, {}), typed)) != row.seen:
            tasks.append(Task(row.id, whole, row.seen))
    return tasks


def read_meeting_day(typed: str, today: date) -> tuple[date | None, str]:
    """The day, and what is to be said of it; one that is counted from today is read back before it counts."""
    day = read_day(typed, today) if typed else None
    if day is None:
        return None, NO_DAY
    if abs(day - today) > _FARTHEST:
        return day, FAR_DAY
    if day - today > _HALF_A_YEAR and not re.search(r"\d{4}", typed):
        return day, NO_YEAR
    later = read_day(typed, today + _LATER)
    if later is None or (later.day, later.month) != (day.day, day.month):
        return day, read_back(day)
    return day, ""


def read_back(day: date) -> str:
    """What is said of a day that was counted from today."""
    return THIS_DAY.format(day=f"{day_words(day)} {day.year}")


def problems_of(
    told: Mapping[str, str], rows: Iterable[Row], tasks: Iterable[Task], ahead: bool
) -> dict[str, str]:
    """What is wrong with the rest, by field; `ahead` is true of a meeting on a day to come."""
    written = {each.key for each in tasks if each.told}
    problems = {} if _is_time(told["time"]) else {"time": NO_TIME}
    limits = dict.fromkeys(("agenda", "notes"), LONGEST_NOTES) | dict.fromkeys(
        ("time", "place"), LONGEST_WHERE
    )
    for row in rows:
        action, who, by = (told[f"{field}_{row.id}"] for field in TASK)
        limits |= {f"{field}_{row.id}": longest(field) for field in TASK}
        if not action and (who or by):
            problems[f"action_{row.id}"] = NO_ACTION
        elif action and (not row.seen or row.id in written):
            problems |= {f"who_{row.id}": NO_WHO} if not who else {}
            problems |= {f"by_{row.id}": NO_BY} if not by else {}
    problems |= {
        name: f"Shorten it to {limit:,} characters."
        for name, limit in limits.items()
        if len(told[name]) > limit
    }
    early = NOT_YET.format(asked=COMING_WORDS["asked"], sorry=COMING_WORDS["sorry"])
    return problems | {name: early for name, said in told.items() if ahead and said == "came"}


def _over(stands: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """What stands, with what was typed; lines that a field of one line cannot show are no change."""
    changed = {field: words for field, words in typed.items() if read_words(stands.get(field, "")) != words}
    return {**stands, **changed}


def _mark(action: PlannedAction) -> str:
    return mark_of_task({field: getattr(action, field) for field in TASK})


def _is_time(said: str) -> bool:
    """False of what is clearly a time of day and of none that there is; all other words may be one."""
    clocks = all(int(hour) <= _DAY and int(minute) <= _LAST_MINUTE for hour, minute in _CLOCK.findall(said))
    return clocks and all(int(hour) <= _LATEST for hour in _HOUR.findall(said))
