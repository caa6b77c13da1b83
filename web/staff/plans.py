"""The family plans that a contact leads with the family's yes: reading one, their view, and the review."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar, get_args

from aiohttp import web
from sqlalchemy.orm import Session

from earlyhelp.days import date_words, day_of
from earlyhelp.errors import PlanError
from earlyhelp.plans.document import PlanDocument, read_plan
from earlyhelp.plans.leading import Note, plan_led_by, plan_review, write_note
from earlyhelp.plans.members import LONGEST_ANSWER
from earlyhelp.plans.mine import write_audit
from earlyhelp.plans.model import FamilyPlan
from language.dates import read_day
from web.bodies import read_form
from web.door import DESK, DOOR, PLANS
from web.plans.shown import by_aim, by_theme, effect_words, places_of
from web.staff.visits import WHO, desk_page, in_transaction
from web.text import read_text
from web.visitors import see_other

routes = web.RouteTableDef()

PLAN = "/desk/plan/{reference}"
DONE = {"yes": "What you wrote is in the plan."}
TOO_LONG = f"Shorten it to {LONGEST_ANSWER:,} characters. What you wrote is still here."
NO_DAY = "Give a day after today, such as 31 January 2027. What you wrote is still here."

Result = TypeVar("Result")


@routes.get(PLAN)
async def show(request: web.Request) -> web.Response:
    """The plan as the family shares it; that it was opened is written down."""
    return await _show(request)


@routes.post(PLAN)
async def write(request: web.Request) -> web.Response:
    """Writes the view, what the review came to, and the day of the next one; what is not changed stays.

    Where the family took their yes back meanwhile, what was written is shown, so that it is not lost.
    """
    fields, door = await read_form(request), request.app[DOOR]
    who, now = request[WHO], door.clock()
    notes = {which: read_text(fields.get(which, "")) for which in get_args(Note)}
    written = {**notes, "day": fields.get("day", "").strip()}
    if any(len(words) > LONGEST_ANSWER for words in notes.values()):
        return await _show(request, TOO_LONG, written)
    day = read_day(written["day"], day_of(now))
    if written["day"] and (day is None or day <= day_of(now)):
        return await _show(request, NO_DAY, written)

    def save(session: Session, plan: FamilyPlan) -> None:
        stands = read_plan(session, door.vault, plan, request.app[PLANS])
        before = {"practitioner": stands.practitioner_view, "review": stands.review_notes}
        for which in get_args(Note):
            if notes[which].strip() != before[which]:
                write_note(session, door.vault, plan, which, notes[which], who.account_id, now)
        if plan.review_on != day:
            plan_review(session, plan, day, who.account_id, now)

    try:
        await _with_plan(request, save)
    except web.HTTPNotFound:
        return await desk_page(request, "desk/plan_shut.html", {"written": written}, HTTPStatus.NOT_FOUND)
    return see_other(f"/desk/plan/{request.match_info['reference']}?done=yes")


async def _show(
    request: web.Request, problem: str = "", written: dict[str, str] | None = None
) -> web.Response:
    door, office = request.app[DOOR], request.app[PLANS]
    who, now = request[WHO], door.clock()

    def read(session: Session, plan: FamilyPlan) -> PlanDocument:
        document = read_plan(session, door.vault, plan, office)
        write_audit(session, plan.id, "read_by_lead", who.account_id, now)
        return document

    plan = await _with_plan(request, read)
    values = {
        "plan": plan,
        "goals": [(goal, places_of(goal)) for goal in plan.goals],
        "themes": by_theme(plan, office),
        "aims": by_aim(plan, office),
        "effect": lambda number: effect_words(number, office),
        "review_on": date_words(plan.review_on) if plan.review_on else "",
        "written": {
            "practitioner": plan.practitioner_view,
            "review": plan.review_notes,
            "day": date_words(plan.review_on) if plan.review_on else "",
            **(written or {}),
        },
        "problem": problem,
        "done": DONE.get(request.query.get("done", "")),
    }
    return await desk_page(request, "desk/plan.html", values, 422 if problem else 200)


async def _with_plan(request: web.Request, work: Callable[[Session, FamilyPlan], Result]) -> Result:
    """Does this with the plan, for its lead alone; raises HTTPNotFound for everybody else."""
    contact = request.app[DESK].office.contacts.by_key.get(request[WHO].contact)
    reference = request.match_info["reference"]
    if contact is None:
        raise web.HTTPNotFound

    def run(session: Session) -> Result:
        return work(session, plan_led_by(session, contact, reference))

    try:
        return await in_transaction(request, run)
    except PlanError:
        raise web.HTTPNotFound from None
