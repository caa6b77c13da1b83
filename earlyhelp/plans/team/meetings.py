"""The meetings of a Team Around the Family: agenda, who comes, notes, and what each will do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.errors import PlanChangedError, PlanError
from earlyhelp.plans.editing import add_line, put_line, remove_line
from earlyhelp.plans.entries import Entry, check_unchanged, mark_of, put, what_stands
from earlyhelp.plans.members import LONGEST_ANSWER
from earlyhelp.plans.mine import hold, write_audit
from earlyhelp.plans.model import FamilyPlan, PlanEntry
from earlyhelp.requests.staff import PERSON

LONGEST_NOTES = 5000
"""Characters of an agenda or of the notes."""
LONGEST_WHERE = 200
"""Characters of a time or a place."""

TASK = ("action", "who", "by")
"""What a lead writes of an action: what is done, by whom, and by when."""

Coming = Literal["asked", "came", "sorry"]
"""Somebody was asked, was there, or could not come."""
COMING: tuple[Coming, ...] = get_args(Coming)


@dataclass(frozen=True)
class Attendee:
    """Somebody at a meeting; `role` is what they are to the family."""

    name: str
    role: str
    coming: Coming

    @property
    def key(self) -> str:
        """Names them in a form."""
        return attendee_key(self.name, self.role)


@dataclass(frozen=True)
class Meeting:
    """One meeting. `points` is what the family wants to talk about, in their words; `actions` are the keys of
    what was agreed at it, in the plan; `called_off` is true where it does not take place.

    `mark` tells whether somebody wrote in it meanwhile.
    """

    key: str
    on: date
    time: str = ""
    place: str = ""
    agenda: str = ""
    notes: str = ""
    attendees: Sequence[Attendee] = ()
    points: str = ""
    actions: Sequence[str] = ()
    called_off: bool = False
    mark: str = ""


@dataclass(frozen=True)
class Task:
    """Something that was agreed at a meeting, to be written into the plan under this key.

    `told` holds the fields of `TASK`, none to take it out. `seen` is the mark of what the lead saw of these,
    None for a new one.
    """

    key: str
    told: Mapping[str, str]
    seen: str | None = None


def mark_of_task(told: Mapping[str, Any]) -> str:
    """A mark of what, who and by when, whatever else the family says of it."""
    return mark_of({field: told.get(field, "") for field in TASK})


def attendee_key(name: str, role: str) -> str:
    """The same person has the same key at every meeting."""
    return mark_of({"name": name, "role": role})


def meetings_of(ours: Iterable[Entry]) -> list[Meeting]:
    """The meetings in these entries of a plan, the latest first."""
    listed = list(ours)
    points = {each.key: each.words for each in listed if each.kind == "points"}
    found = [_meeting(each, points.get(each.key, "")) for each in listed if each.kind == "meeting"]
    return sorted(found, key=lambda each: each.on, reverse=True)


def write_meeting(
    session: Session,
    vault: Vault,
    plan: FamilyPlan,
    meeting: Meeting,
    tasks: Sequence[Task],
    who: str,
    now: datetime,
    seen: str | None = None,
) -> None:
    """The lead writes a meeting anew, and what was agreed at it into the plan: all of it, or nothing.

    `seen` is the mark of what the lead saw there, None for a new one: that changes nothing where it is there
    already. Raises PlanError, and PlanChangedError where something else stands there by now.
    """
    too_long = max(len(meeting.agenda), len(meeting.notes)) > LONGEST_NOTES
    if too_long or max(len(meeting.time), len(meeting.place)) > LONGEST_WHERE:
        raise PlanError("Write less: it is too long to keep.")
    hold(session, plan.id, now)
    content = {
        "on": meeting.on.isoformat(),
        "time": meeting.time,
        "place": meeting.place,
        "agenda": meeting.agenda,
        "notes": meeting.notes,
        "attendees": [
            {"name": each.name, "role": each.role, "coming": each.coming} for each in meeting.attendees
        ],
        "actions": _keys(meeting.actions, tasks),
        "called_off": meeting.called_off,
    }
    if seen is not None:
        check_unchanged(session, vault, plan.id, "meeting", meeting.key, seen)
    elif _is_there(session, plan.id, meeting.key):
        return
    put(session, vault, plan.id, plan.id, "meeting", meeting.key, content, now)
    for each in tasks:
        _write_task(session, vault, plan.id, each, who, now)
    write_audit(session, plan.id, "meeting_written", who, now)


def put_points(
    session: Session, vault: Vault, plan_id: str, key: str, words: str, now: datetime, seen: str | None = None
) -> None:
    """The family writes what it wants to talk about at this meeting; no words take it out.

    Raises PlanError, and PlanChangedError where it is not what was `seen`, by its mark.
    """
    if len(words) > LONGEST_ANSWER:
        raise PlanError("Write less: it is too long to keep.")
    hold(session, plan_id, now)
    if seen is not None:
        check_unchanged(session, vault, plan_id, "points", key, seen)
    put(session, vault, plan_id, plan_id, "points", key, {"words": words.strip()}, now)
    write_audit(session, plan_id, "changed", PERSON, now)


def _keys(before: Iterable[str], tasks: Iterable[Task]) -> list[str]:
    taken_out = {each.key for each in tasks if not each.told}
    added = [each.key for each in tasks if each.seen is None]
    return [key for key in dict.fromkeys([*before, *added]) if key not in taken_out]


def _write_task(session: Session, vault: Vault, plan_id: str, task: Task, who: str, now: datetime) -> None:
    if task.seen is None:
        add_line(session, vault, plan_id, "action", task.told, now, task.key, who=who)
        return
    stands = what_stands(session, vault, plan_id, "action", task.key)
    done = what_stands(session, vault, plan_id, "done", task.key).get("done", False)
    if done or mark_of_task(stands) != task.seen:
        raise PlanChangedError(mark_of_task(stands), stands)
    if task.told:
        put_line(session, vault, plan_id, "action", {**stands, **task.told}, now, task.key, who=who)
    else:
        remove_line(session, plan_id, "action", task.key, now, who)


def _is_there(session: Session, plan_id: str, key: str) -> bool:
    there = select(PlanEntry.id).where(
        PlanEntry.owner == plan_id, PlanEntry.kind == "meeting", PlanEntry.key == key
    )
    return session.scalar(there) is not None


def _meeting(entry: Entry, points: str) -> Meeting:
    told: Mapping[str, Any] = entry.content
    return Meeting(
        entry.key,
        date.fromisoformat(told["on"]),
        told["time"],
        told["place"],
        told["agenda"],
        told["notes"],
        [Attendee(each["name"], each["role"], each["coming"]) for each in told["attendees"]],
        points,
        told["actions"],
        told["called_off"],
        mark_of(told),
    )
