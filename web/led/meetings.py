"""Meetings of the Team Around the Family: planning one, noting what was said, and reading it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from http import HTTPStatus

from aiohttp import web
from sqlalchemy.orm import Session

from earlyhelp.days import date_words, day_of
from earlyhelp.errors import PlanChangedError
from earlyhelp.plans.document import PlanDocument
from earlyhelp.plans.editing import longest
from earlyhelp.plans.model import FamilyPlan
from earlyhelp.plans.team.coming import candidates, read_coming, who_comes
from earlyhelp.plans.team.meetings import (
    COMING,
    LONGEST_NOTES,
    LONGEST_WHERE,
    Meeting,
    write_meeting,
)
from language.dates import read_day
from web.bodies import read_form
from web.door import DOOR, PLANS
from web.led.opening import PLAN, plan_address, read_led_plan, shut, with_led_plan
from web.plans.forms import SEEN, new_once, once_of
from web.plans.shown import COMING_WORDS, actions_of
from web.plans.visits import NEW
from web.staff.visits import WHO, desk_page
from web.text import read_text, read_words
from web.visitors import see_other

routes = web.RouteTableDef()

MEETING = rf"{PLAN}/meeting/{{key:[A-Za-z0-9_-]{{1,40}}}}"
ACTION_FIELDS = ("action", "who", "by")
ROOM_FOR_ACTIONS = 4
"""Actions that one saving of the form can add."""
NO_DAY = "Write the day of the meeting, such as 31 January 2027."
FAR_DAY = "That day is far off. Look at the year again."
NO_ACTION = "Write what is to be done, or empty the whole row."
NO_YEAR = "Write the year as well: that day could be the last or the next one."
CHANGED = "This was changed in another window while you wrote. Saving again puts yours in its place."
NO_MORE = "The family does not say yes to {name} any more. Tell them that they are not asked to this meeting."
_FARTHEST, _HALF_A_YEAR = timedelta(days=731), timedelta(days=183)


@routes.get(MEETING)
async def show(request: web.Request) -> web.Response:
    """The meeting on one page, to read out and to print."""
    plan = await read_led_plan(request)
    meeting = _found(request, plan)
    if meeting is None:
        raise web.HTTPNotFound
    agreed, before = actions_of(plan, meeting)
    no_more = [
        each.name for each in candidates(plan, meeting) if each.coming == "asked" and not each.may_come
    ]
    values = {
        **_common(request),
        "meeting": meeting,
        "day": date_words(meeting.on),
        "lead": plan.lead.get("name", ""),
        "warned": [NO_MORE.format(name=name) for name in no_more],
        "agreed": agreed,
        "before": before,
        "saved": request.query.get("done") == "yes",
    }
    return await desk_page(request, "led/meeting.html", values)


@routes.get(f"{MEETING}/edit")
async def ask(request: web.Request) -> web.Response:
    """The form: empty but for the usual agenda, or as the meeting stands."""
    plan = await read_led_plan(request)
    meeting = _found(request, plan)
    if meeting is None and request.match_info["key"] != NEW:
        raise web.HTTPNotFound
    told = {"agenda": request.app[PLANS].wording.say("meeting_agenda")}
    if meeting is not None:
        told = {
            "day": date_words(meeting.on),
            "time": meeting.time,
            "place": meeting.place,
            "agenda": meeting.agenda,
            "notes": meeting.notes,
            "called_off": "yes" if meeting.called_off else "",
        }
    return await _form(request, plan, meeting, told)


@routes.post(f"{MEETING}/edit")
async def save(request: web.Request) -> web.Response:
    """Writes the meeting, and each thing that was agreed into the plan, once however often it is pressed."""
    fields, door, who = await read_form(request), request.app[DOOR], request[WHO]
    now = door.clock()
    told = _told(fields)
    try:
        plan = await read_led_plan(request)
    except web.HTTPNotFound:
        return await shut(request, _worth_keeping(told))
    stands, once = _found(request, plan), once_of(fields)
    day, problems = _day(told["day"], day_of(now))
    problems |= _too_long(told)
    actions = _actions(told, once)
    problems |= {
        f"action_{row}": NO_ACTION
        for row in range(1, ROOM_FOR_ACTIONS + 1)
        if not told[f"action_{row}"] and (told[f"who_{row}"] or told[f"by_{row}"])
    }
    if problems or day is None:
        return await _form(request, plan, stands, told, problems, once, fields.get(SEEN, ""))
    is_new = request.match_info["key"] == NEW
    key = once if is_new else request.match_info["key"]
    meeting = Meeting(
        key,
        day,
        told["time"],
        told["place"],
        told["agenda"],
        told["notes"],
        who_comes(plan, stands, told),
        actions=stands.actions if stands else (),
        called_off=told["called_off"] == "yes",
    )

    def write(session: Session, led: FamilyPlan) -> None:
        seen = None if is_new else fields.get(SEEN, "")
        write_meeting(session, door.vault, led, meeting, actions, who.account_id, now, seen)

    try:
        await with_led_plan(request, write)
    except PlanChangedError:
        return await _form(request, plan, stands, told, {"": CHANGED}, once, stands.mark if stands else "")
    except web.HTTPNotFound:
        return await shut(request, _worth_keeping(told))
    return see_other(f"{plan_address(request)}/meeting/{key}?done=yes")


async def _form(
    request: web.Request,
    plan: PlanDocument,
    meeting: Meeting | None,
    told: Mapping[str, str],
    problems: Mapping[str, str] | None = None,
    once: str = "",
    seen: str = "",
) -> web.Response:
    agreed, before = actions_of(plan, meeting)
    values = {
        **_common(request),
        "meeting": meeting,
        "told": told,
        "problems": problems or {},
        "once": once or new_once(),
        "seen": seen or (meeting.mark if meeting else ""),
        "candidates": [
            replace(each, coming=read_coming(told.get(each.key, ""))) if problems else each
            for each in candidates(plan, meeting)
        ],
        "rows": range(1, ROOM_FOR_ACTIONS + 1),
        "agreed": agreed,
        "before": before,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return await desk_page(request, "led/meeting_form.html", values, status)


def _common(request: web.Request) -> dict[str, object]:
    return {
        "plan_address": plan_address(request),
        "reference": request.match_info["reference"],
        "coming_words": COMING_WORDS,
    }


def _found(request: web.Request, plan: PlanDocument) -> Meeting | None:
    key = request.match_info["key"]
    return next((each for each in plan.meetings if each.key == key), None)


def _told(fields: Mapping[str, str]) -> dict[str, str]:
    """What the form says: texts, short fields, and by each candidate's key whether they come."""
    told = {name: read_text(fields.get(name, "")) for name in ("agenda", "notes")}
    short = ["day", "time", "place", "called_off"]
    short += [f"{field}_{row}" for row in range(1, ROOM_FOR_ACTIONS + 1) for field in ACTION_FIELDS]
    told |= {name: read_words(said, len(said)) for name in short for said in (fields.get(name, ""),)}
    return told | {name: value for name, value in fields.items() if value in COMING}


def _day(typed: str, today: date) -> tuple[date | None, dict[str, str]]:
    day = read_day(typed, today) if typed else None
    if day is None:
        return None, {"day": NO_DAY}
    if day - today > _HALF_A_YEAR and not re.search(r"\d{4}", typed):
        return None, {"day": NO_YEAR}
    return (day, {}) if abs(day - today) <= _FARTHEST else (None, {"day": FAR_DAY})


def _too_long(told: Mapping[str, str]) -> dict[str, str]:
    limits = dict.fromkeys(("agenda", "notes"), LONGEST_NOTES) | dict.fromkeys(
        ("time", "place"), LONGEST_WHERE
    )
    for row in range(1, ROOM_FOR_ACTIONS + 1):
        limits |= {f"{field}_{row}": longest(field) for field in ACTION_FIELDS}
    return {
        name: f"Shorten it to {limit:,} characters."
        for name, limit in limits.items()
        if len(told.get(name, "")) > limit
    }


def _actions(told: Mapping[str, str], once: str) -> dict[str, dict[str, str]]:
    """What was agreed, by keys that a second press of the same button brings again."""
    return {
        f"{once}-{row}": {field: told[f"{field}_{row}"] for field in ACTION_FIELDS}
        for row in range(1, ROOM_FOR_ACTIONS + 1)
        if told[f"action_{row}"]
    }


def _worth_keeping(told: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    rows = "\n".join(
        ", ".join(filter(None, (told[f"{field}_{row}"] for field in ACTION_FIELDS)))
        for row in range(1, ROOM_FOR_ACTIONS + 1)
    )
    return [("Agenda", told["agenda"]), ("Notes", told["notes"]), ("What each will do", rows.strip())]
