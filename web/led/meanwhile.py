"""What changed in a meeting while somebody wrote: shown beside their words, and never written over unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from earlyhelp.plans.document import PlanDocument
from earlyhelp.plans.team.coming import candidates
from earlyhelp.plans.team.meetings import TASK, Meeting, Task
from web.led.meeting_form import Row, rows_of, told_of
from web.plans.shown import COMING_WORDS

_LABELS = {"day": "Day", "time": "Time", "place": "Place", "agenda": "Agenda", "notes": "Notes"}
_NOTHING, _NOT_ASKED, _DONE, _GONE = "Nothing", "Not asked", "It is done.", "It was taken out of the plan."
_CALLED_OFF = {"yes": "It does not take place.", "": "It takes place."}


@dataclass(frozen=True)
class Redrawn:
    """The form once more: its words, its rows, and by label what stands where the words are others."""

    told: Mapping[str, str]
    rows: Sequence[Row]
    stands: Sequence[tuple[str, str]]


def redrawn(
    plan: PlanDocument, meeting: Meeting, told: Mapping[str, str], rows: Sequence[Row], tasks: Iterable[Task]
) -> Redrawn:
    """The form with what this person changed, and with what stands now where they changed nothing.

    A row of theirs whose task is done or gone meanwhile is offered as a new one.
    """
    now, fresh = told_of(plan, meeting), rows_of(plan, meeting)
    changed = {task.key for task in tasks if task.seen is not None}
    shown, stands = dict(told), _differences(plan, meeting, told, now)
    for number, row in enumerate(fresh, 1):
        names = [f"{field}_{row.id}" for field in TASK]
        if row.seen and row.id in changed:
            if any(now[name] != told[name] for name in names):
                stands.append((f"What ({number})", ", ".join(now[name] for name in names if now[name])))
        elif row.seen:
            shown |= {name: now[name] for name in names}
    done = {each.key for each in plan.actions if each.done}
    for row in rows:
        if row.id in changed and row.id not in {each.id for each in fresh}:
            action = told[f"action_{row.id}"]
            stands.append(
                (f"“{action}”" if action else "What you took out", _DONE if row.id in done else _GONE)
            )
            _offer_as_new(shown, row, fresh)
    return Redrawn(shown, fresh, stands)


def _differences(
    plan: PlanDocument, meeting: Meeting, told: Mapping[str, str], now: Mapping[str, str]
) -> list[tuple[str, str]]:
    stands = [(label, now[name] or _NOTHING) for name, label in _LABELS.items() if now[name] != told[name]]
    if now["called_off"] != told["called_off"]:
        stands.append(("The meeting", _CALLED_OFF[now["called_off"]]))
    return stands + [
        (each.name, COMING_WORDS[each.coming] if each.coming else _NOT_ASKED)
        for each in candidates(plan, meeting)
        if each.may_come and (each.coming or "") != told.get(each.key, "")
    ]


def _offer_as_new(told: dict[str, str], row: Row, fresh: Iterable[Row]) -> None:
    free = (each.id for each in fresh if not each.seen and not told[f"action_{each.id}"])
    new = next(free, "")
    if new:
        told |= {f"{field}_{new}": told[f"{field}_{row.id}"] for field in TASK}
