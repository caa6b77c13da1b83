"""A visit to the page of a plan: whoever has not opened it is asked for the passcode, on every page of it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, TypeVar

from aiohttp import web
from sqlalchemy.orm import Session

from earlyhelp.contacts import Contacts
from earlyhelp.errors import PlanError
from earlyhelp.plans.document import PlanDocument, read_plan
from earlyhelp.plans.leading import with_lead
from earlyhelp.plans.model import FamilyPlan
from earlyhelp.plans.visiting import visited_plan
from web.door import DESK, DOOR, PLANS
from web.errors import WebError
from web.pages.chat import form_token
from web.pages.my_request import checked_form
from web.rendering import page
from web.staff.visits import in_transaction
from web.visitors import known_cookie, see_other

PLAN = "/plan/{token:[A-Za-z0-9_-]{1,100}}"
"""The address of a plan, as its private link has it."""
KEY = r"{key:[A-Za-z0-9_-]{1,40}}"
NEW = "new"
"""Stands in an address for what is not in the plan yet."""

_PART = re.compile(r"[a-z]+(?:-[a-z]+)*(?:/[A-Za-z0-9_-]{1,40}){0,2}|plan\.(?:pdf|docx)")
_ONLY_SENT = ("done", "shut")
"""The last word of addresses that only a form goes to."""
_WRITTEN = ("name", "role", "service", "assessments", "action", "who", "by", "words")
"""The fields in which somebody writes words of their own."""

Fields = Mapping[str, str]
Result = TypeVar("Result")
Handler = Callable[[web.Request], Awaitable[web.Response]]
PlanHandler = Callable[[web.Request, PlanDocument, Fields], Awaitable[web.Response]]
NONE: Fields = MappingProxyType({})


class PlanShutError(WebError):
    """The plan is not open to this visitor, or not any more."""

    status = 403
    sentence = "The plan is shut. Please open it again with its passcode."


def of_open_plan(handler: PlanHandler) -> Handler:
    """Gives a route the plan that is open to the visitor, and the fields of a form that is ours.

    Anybody else gets the passcode's form, with what they wrote, so that it is not lost.
    """

    @wraps(handler)
    async def handle(request: web.Request) -> web.Response:
        fields = await checked_form(request) if request.method == "POST" else NONE
        door, office = request.app[DOOR], request.app[PLANS]
        try:
            plan = await _with_plan(
                request, lambda session, found: read_plan(session, door.vault, found, office)
            )
            return await handler(request, with_lead(plan, contacts_of(request)), fields)
        except PlanShutError:
            return await ask_for_passcode(request, fields)

    return handle


def contacts_of(request: web.Request) -> Contacts | None:
    """Whom the family can ask to lead; None where the site takes no requests."""
    desk = request.app.get(DESK)
    return desk.office.contacts if desk else None


async def change_plan(request: web.Request, work: Callable[[Session, str], object]) -> str:
    """Calls `work(session, plan_id)` and commits; gives what was wrong in a sentence, or nothing.

    Raises PlanShutError where the visit is over, and PlanChangedError of `work`.
    """
    try:
        await _with_plan(request, lambda session, plan: work(session, plan.id))
    except PlanError as problem:
        return str(problem)
    return ""


async def read_from_plan(request: web.Request, read: Callable[[Session, str], Result]) -> Result:
    """What `read(session, plan_id)` gives; raises PlanShutError where the visit is over."""
    return await _with_plan(request, lambda session, plan: read(session, plan.id))


async def plan_page(
    request: web.Request,
    template: str,
    values: Mapping[str, Any] = MappingProxyType({}),
    status: int = HTTPStatus.OK,
) -> web.Response:
    """A page of the plan, which is kept nowhere and found by no search engine."""
    shown = {
        "plan_path": plan_path(request),
        "say": request.app[PLANS].wording.say,
        "form_token": form_token(request),
        "problems": {},
        **values,
    }
    response = await page(request, f"plan/{template}", shown, status)
    response.headers.update(KEPT_NOWHERE)
    return response


KEPT_NOWHERE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow, noarchive"}


async def ask_for_passcode(
    request: web.Request,
    fields: Fields = NONE,
    problem: str = "",
    status: int | None = None,
) -> web.Response:
    """The same form for every link; `fields` are those of a form that came too late, or of this one."""
    unsaved = [fields[name] for name in _WRITTEN if fields.get(name, "").strip()]
    late = request.method == "POST" and not problem
    values = {
        "problem": problem,
        "to": part_of(fields.get("to", "")) or _here(request),
        "unsaved": "\n\n".join(unsaved),
        "late": late,
        "is_shut": request.query.get("shut") == "yes",
    }
    usual = HTTPStatus.FORBIDDEN if late else HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return await plan_page(request, "open.html", values, status or usual)


def part_of(said: str) -> str:
    """The part of a plan's address that a form says it goes back to; empty if it is none."""
    return said if _PART.fullmatch(said) else ""


def plan_path(request: web.Request) -> str:
    """The path of the plan."""
    return f"/plan/{request.match_info['token']}"


def back_to(request: web.Request, part: str, what: str = "saved") -> web.Response:
    """Back to the plan, to the part of it that was just changed, which says so."""
    return see_other(f"{plan_path(request)}?{what}={part}#{part}")


def _here(request: web.Request) -> str:
    """The part of the plan that was asked for."""
    part = request.path.removeprefix(plan_path(request)).strip("/")
    return part_of(part) if part.rpartition("/")[2] not in _ONLY_SENT else ""


async def _with_plan(request: web.Request, work: Callable[[Session, FamilyPlan], Result]) -> Result:
    visitor, now, token = known_cookie(request), request.app[DOOR].clock(), request.match_info["token"]

    def run(session: Session) -> Result:
        found = visited_plan(session, token, visitor, now) if visitor else None
        if found is None:
            raise PlanShutError
        return work(session, found)

    return await in_transaction(request, run)
