"""Who is involved: the lead puts somebody in, found in the who's-who or not, and takes them out again."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from aiohttp import web
from sqlalchemy.orm import Session

from directory.people import Found
from earlyhelp.errors import PlanError
from earlyhelp.plans.editing import FIELDS, longest
from earlyhelp.plans.model import FamilyPlan
from earlyhelp.plans.team.involving import involve, is_involved, take_out
from web.bodies import read_form
from web.door import DESK, DOOR
from web.led.opening import PLAN, NotYourPlanError, plan_address, read_led_plan, shut, with_led_plan
from web.people.looking import note
from web.plans.forms import new_once, once_of
from web.staff.visits import WHO, desk_page
from web.text import read_text, read_words
from web.visitors import see_other

routes = web.RouteTableDef()

INVOLVED = f"{PLAN}/involved"
LABELS: Mapping[str, str] = {
    "name": "Their name",
    "role": "Their job",
    "service": "Where they work",
    "assessments": "What they have looked at with the family",
}
NO_NAME = "Write their name."
ALREADY = "They are in the plan already."
_FOUND = 5


@routes.get(INVOLVED)
async def ask(request: web.Request) -> web.Response:
    """The empty form."""
    await read_led_plan(request)
    return await _form(request, {})


@routes.post(INVOLVED)
async def put_in(request: web.Request) -> web.Response:
    """Writes them into the plan, where the family reads who put them in and says yes or no.

    Before that: looks somebody up in the who's-who, or fills the form from there. What was written stays.
    """
    fields, door, who = await read_form(request), request.app[DOOR], request[WHO]
    told = {
        field: read_text(said) if field == "assessments" else read_words(said, len(said))
        for field in FIELDS["agency"]
        for said in (fields.get(field, ""),)
    }
    looked_for, wants_put = read_words(fields.get("q", "")), "put" in fields
    if "pick" in fields or (looked_for and not wants_put):
        return await _look_up(request, told, looked_for, fields.get("pick", ""), once_of(fields))
    problems = {
        field: f"Shorten it to {longest(field):,} characters."
        for field, words in told.items()
        if len(words) > longest(field)
    } | ({} if told["name"] else {"name": NO_NAME})
    once, now = once_of(fields), door.clock()

    def write(session: Session, plan: FamilyPlan) -> None:
        if is_involved(session, door.vault, plan, told, once):
            problems["name"] = ALREADY
        if not problems:
            lead = request.app[DESK].office.contacts.by_key[who.contact].name
            involve(session, door.vault, plan, told, lead, who.account_id, once, now)

    try:
        await with_led_plan(request, write)
    except NotYourPlanError:
        return await shut(request, [(LABELS[field], words) for field, words in told.items()])
    if problems:
        return await _form(request, told, problems, once)
    return see_other(f"{plan_address(request)}?done=involved#involved")


@routes.post(f"{INVOLVED}/{{key}}/remove")
async def remove(request: web.Request) -> web.Response:
    """Takes out whom the lead had put in."""
    door, who, key = request.app[DOOR], request[WHO], request.match_info["key"]
    now = door.clock()
    try:
        await with_led_plan(
            request, lambda session, plan: take_out(session, door.vault, plan, key, who.account_id, now)
        )
    except PlanError:
        return see_other(f"{plan_address(request)}#involved")
    return see_other(f"{plan_address(request)}?done=out#involved")


async def _look_up(
    request: web.Request, told: Mapping[str, str], looked_for: str, picked_key: str, once: str
) -> web.Response:
    """The form again, with who was found, or with whoever was picked written into it."""
    door = request.app[DOOR]
    await read_led_plan(request)
    picked = await asyncio.to_thread(door.people.one, picked_key) if picked_key else None
    if picked is not None:
        told = {**told, "name": picked.name, "role": picked.role, "service": picked.agency}
        return await _form(request, told, once=once)
    found = (await asyncio.to_thread(door.people.find, looked_for, _FOUND)).results if looked_for else ()
    await note(request, request[WHO], "searched")
    return await _form(request, told, once=once, looked_for=looked_for, found=found)


async def _form(
    request: web.Request,
    told: Mapping[str, str],
    problems: Mapping[str, str] | None = None,
    once: str = "",
    looked_for: str = "",
    found: Sequence[Found] = (),
) -> web.Response:
    values = {
        "plan_address": plan_address(request),
        "reference": request.match_info["reference"],
        "labels": LABELS,
        "told": told,
        "problems": problems or {},
        "once": once or new_once(),
        "looked_for": looked_for,
        "found": found,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return await desk_page(request, "led/involved.html", values, status)
