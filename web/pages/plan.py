"""The page of a family plan: its passcode opens it for half an hour of use, to this browser alone.

A link that is none and a passcode that is wrong get the same answer, after the same time.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from http import HTTPStatus

from aiohttp import web
from sqlalchemy.orm import Session

from earlyhelp.days import date_words, day_of, next_minute_words, span_words
from earlyhelp.plans.document import PlanDocument
from earlyhelp.plans.printing.pdf import as_pdf
from earlyhelp.plans.printing.word import as_docx
from earlyhelp.plans.visiting import end_plan_visit, open_plan
from staff.keys import staff_keys
from staff.tries import WINDOW, may_look, may_look_again_at
from web.door import DESK, DOOR, PLANS
from web.limits import visitor_address
from web.pages.my_request import checked_form
from web.plans.shown import COMING_WORDS, by_theme, drawing_of_outcomes, effect_words, goals_of, meetings_of
from web.plans.visits import (
    KEPT_NOWHERE,
    PLAN,
    Fields,
    ask_for_passcode,
    of_open_plan,
    part_of,
    plan_page,
    plan_path,
)
from web.staff.visits import in_transaction
from web.text import read_words
from web.visitors import cookie_of, see_other

routes = web.RouteTableDef()

_LONGEST_WORDS = 60
_SECONDS_TO_ANSWER = 0.25
"""Every answer to a passcode takes as long as this, right or wrong."""
_DONE = ("saved", "removed", "gone", "better")
_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@routes.get(PLAN)
@of_open_plan
async def show(request: web.Request, plan: PlanDocument, _fields: Fields) -> web.Response:
    """The whole plan, each part with what can be changed in it."""
    office = request.app[PLANS]
    done = {
        request.query[what]: office.wording.say(f"page_{what}") for what in _DONE if what in request.query
    }
    values = {
        "plan": plan,
        "goals": goals_of(plan, office),
        "themes": by_theme(plan, office),
        "outcomes_drawn": drawing_of_outcomes(plan, office),
        "effect": lambda number: effect_words(number, office),
        "review_on": date_words(plan.review_on) if plan.review_on else "",
        "closed_on": date_words(day_of(plan.closed_at)) if plan.closed_at else "",
        "changed_on": date_words(day_of(plan.changed_at)),
        "kept_for": span_words(office.wording.kept.days),
        "meetings": meetings_of(plan, day_of(request.app[DOOR].clock())),
        "coming_words": COMING_WORDS,
        "day_words": lambda at: date_words(day_of(at)),
        "done": done,
        "can_lead": DESK in request.app,
    }
    return await plan_page(request, "plan.html", values)


@routes.post(PLAN)
async def open_(request: web.Request) -> web.Response:
    """Opens the plan to whoever says its passcode; every other reason gives the same answer."""
    fields = await checked_form(request)
    (is_open, again_at), _ = await asyncio.gather(
        in_transaction(request, lambda session: _look(request, session, fields)),
        asyncio.sleep(_SECONDS_TO_ANSWER),
    )
    if is_open:
        part = part_of(fields.get("to", ""))
        return see_other(f"{plan_path(request)}/{part}" if part else plan_path(request))
    say, now = request.app[PLANS].wording.say, request.app[DOOR].clock()
    if again_at is None:
        return await ask_for_passcode(request, fields, say("page_wrong"))
    wait = say("page_wait", time=next_minute_words(again_at, now))
    answer = await ask_for_passcode(request, fields, wait, HTTPStatus.TOO_MANY_REQUESTS)
    answer.headers["Retry-After"] = str(int(WINDOW.total_seconds()))
    return answer


@routes.post(f"{PLAN}/shut")
async def shut(request: web.Request) -> web.Response:
    """Ends the visit, for whoever shares this browser."""
    await checked_form(request)
    visitor = cookie_of(request)
    await in_transaction(request, lambda session: end_plan_visit(session, visitor))
    return see_other(f"{plan_path(request)}?shut=yes")


@routes.get(f"{PLAN}/plan.{{kind:pdf|docx}}")
@of_open_plan
async def download(request: web.Request, plan: PlanDocument, _fields: Fields) -> web.Response:
    """The plan as a file to print, or to write on in a word processor."""
    kind, now, office = request.match_info["kind"], request.app[DOOR].clock(), request.app[PLANS]
    body = await asyncio.to_thread(as_pdf if kind == "pdf" else as_docx, plan, office, now)
    headers = {"Content-Disposition": f'attachment; filename="family-plan.{kind}"', **KEPT_NOWHERE}
    return web.Response(body=body, content_type=_TYPES[kind], headers=headers)


def _look(request: web.Request, session: Session, fields: Fields) -> tuple[bool, datetime | None]:
    """Whether the plan is open now; and when this client may try again, if they tried too often."""
    door = request.app[DOOR]
    keys = staff_keys(door.settings)
    now, visitor, token = door.clock(), cookie_of(request), request.match_info["token"]
    client = f"client:{visitor_address(request, door.settings.trust_proxy)}"
    if not may_look(session, keys, client, now):
        return False, may_look_again_at(session, keys, client, now)
    passcode = read_words(fields.get("passcode", ""), _LONGEST_WORDS)
    return open_plan(session, door.vault, token, passcode, visitor, now) is not None, None
