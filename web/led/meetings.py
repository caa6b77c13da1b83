"""Meetings of the Team Around the Family: planning one, noting what was said, and reading it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus

from aiohttp import web
from sqlalchemy.orm import Session

from earlyhelp.days import date_words, day_of
from earlyhelp.errors import PlanChangedError
from earlyhelp.plans.document import PlanDocument
from earlyhelp.plans.model import FamilyPlan
from earlyhelp.plans.team.coming import candidates, read_coming, who_comes
from earlyhelp.plans.team.meetings import LONGEST_NOTES, TASK, Meeting, Task, write_meeting
from web.bodies import read_form
from web.door import DOOR, PLANS
from web.led.meanwhile import redrawn
from web.led.meeting_form import (
    Row,
    problems_of,
    read_back,
    read_meeting_day,
    read_told,
    rows_in,
    rows_of,
    tasks_in,
    told_of,
)
from web.led.opening import PLAN, NotYourPlanError, plan_address, read_led_plan, shut, with_led_plan
from web.plans.forms import SEEN, new_once, once_of
from web.plans.shown import COMING_WORDS, actions_of
from web.plans.visits import NEW
from web.staff.visits import WHO, desk_page
from web.visitors import see_other

routes = web.RouteTableDef()

MEETING = rf"{PLAN}/meeting/{{key:[A-Za-z0-9_-]{{1,40}}}}"
CHANGED = (
    "This was changed in another window, or by the family, while you wrote. "
    "Saving again puts what you changed in its place."
)
NO_MORE = "The family does not say yes to {name} any more. Tell them that they are not asked to this meeting."


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
    agenda = request.app[PLANS].wording.say("meeting_agenda")
    told = {"agenda": agenda} if meeting is None else told_of(plan, meeting)
    return await _form(request, plan, meeting, told, rows_of(plan, meeting))


@routes.post(f"{MEETING}/edit")
async def save(request: web.Request) -> web.Response:
    """Writes the meeting, and each thing that was agreed into the plan, once however often it is pressed."""
    fields, door, who = await read_form(request), request.app[DOOR], request[WHO]
    now = door.clock()
    try:
        plan = await read_led_plan(request)
    except NotYourPlanError:
        return await shut(request, _worth_keeping(fields))
    stands, once = _found(request, plan), once_of(fields)
    rows = rows_in(fields, stands)
    told = read_told(fields, rows, [each.key for each in candidates(plan, stands)])
    tasks = tasks_in(told, rows, plan, once)
    day, problem = read_meeting_day(told["day"], day_of(now))
    problems = {"day": problem} if problem else {}
    problems |= problems_of(told, rows, tasks, ahead=day is not None and day > day_of(now))
    if stands is not None and told["time"] == stands.time:
        problems.pop("time", None)
    if problems or day is None:
        if day is not None and problem == read_back(day):
            told["day"] = date_words(day)
        return await _form(request, plan, stands, told, rows, problems, once, fields.get(SEEN, ""))
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
        write_meeting(session, door.vault, led, meeting, tasks, who.account_id, now, seen)

    try:
        await with_led_plan(request, write)
    except PlanChangedError:
        return await _changed(request, fields, told, rows, tasks, once)
    except NotYourPlanError:
        return await shut(request, _worth_keeping(fields))
    return see_other(f"{plan_address(request)}/meeting/{key}?done=yes")


async def _changed(
    request: web.Request,
    fields: Mapping[str, str],
    told: Mapping[str, str],
    rows: Sequence[Row],
    tasks: Sequence[Task],
    once: str,
) -> web.Response:
    """What somebody wrote, beside what stands in the plan by now."""
    try:
        plan = await read_led_plan(request)
    except NotYourPlanError:
        return await shut(request, _worth_keeping(fields))
    meeting, problem = _found(request, plan), {"": CHANGED}
    if meeting is None:
        return await _form(request, plan, meeting, told, rows, problem, once)
    again = redrawn(plan, meeting, told, rows, tasks)
    return await _form(
        request, plan, meeting, again.told, again.rows, problem, once, meeting.mark, again.stands
    )


async def _form(
    request: web.Request,
    plan: PlanDocument,
    meeting: Meeting | None,
    told: Mapping[str, str],
    rows: Iterable[Row],
    problems: Mapping[str, str] | None = None,
    once: str = "",
    seen: str = "",
    stands: Sequence[tuple[str, str]] = (),
) -> web.Response:
    agreed, before = actions_of(plan, meeting)
    values = {
        **_common(request),
        "meeting": meeting,
        "told": told,
        "problems": problems or {},
        "once": once or new_once(),
        "seen": seen or (meeting.mark if meeting else ""),
        "stands": stands,
        "candidates": [
            replace(each, coming=read_coming(told.get(each.key, ""))) if problems else each
            for each in candidates(plan, meeting)
        ],
        "corrected": [row for row in rows if row.seen],
        "added": [row for row in rows if not row.seen],
        "was_done": [each for each in agreed if each.done],
        "before": before,
        "longest": LONGEST_NOTES,
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


def _worth_keeping(fields: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    rows = [Row(name.removeprefix("action_")) for name in fields if name.startswith("action_")]
    told = read_told(fields, rows)
    to_do = "\n".join(", ".join(filter(None, (told[f"{field}_{row.id}"] for field in TASK))) for row in rows)
    return [("Agenda", told["agenda"]), ("Notes", told["notes"]), ("What each will do", to_do.strip())]
