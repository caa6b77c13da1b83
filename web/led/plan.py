"""Reading a plan, the lead's view of it, and the review."""

from __future__ import annotations

from typing import get_args

from aiohttp import web
from sqlalchemy.orm import Session

from earlyhelp.days import date_words, day_of
from earlyhelp.plans.document import read_plan
from earlyhelp.plans.leading import Note, plan_review, write_note
from earlyhelp.plans.members import LONGEST_ANSWER
from earlyhelp.plans.model import FamilyPlan
from language.dates import read_day
from web.bodies import read_form
from web.door import DOOR, PLANS
from web.led.opening import PLAN, NotYourPlanError, plan_address, read_led_plan, shut, with_led_plan
from web.plans.shown import by_aim, by_theme, effect_words, places_of
from web.staff.visits import WHO, desk_page
from web.text import read_text
from web.visitors import see_other

routes = web.RouteTableDef()

DONE = {
    "yes": "What you wrote is in the plan.",
    "involved": "They are in the plan. Ask the family before you talk with them.",
    "out": "They are not in the plan any more.",
}
TOO_LONG = f"Shorten it to {LONGEST_ANSWER:,} characters. What you wrote is still here."
NO_DAY = "Give a day after today, such as 31 January 2027. What you wrote is still here."


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
        await with_led_plan(request, save)
    except NotYourPlanError:
        return await shut(request, [("Your view", notes["practitioner"]), ("The review", notes["review"])])
    return see_other(f"{plan_address(request)}?done=yes")


async def _show(
    request: web.Request, problem: str = "", written: dict[str, str] | None = None
) -> web.Response:
    office = request.app[PLANS]
    plan = await read_led_plan(request)
    values = {
        "plan": plan,
        "goals": [(goal, places_of(goal)) for goal in plan.goals],
        "themes": by_theme(plan, office),
        "aims": by_aim(plan, office),
        "effect": lambda number: effect_words(number, office),
        "day_words": lambda at: date_words(day_of(at)),
        "meetings": [(each.key, date_words(each.on), each.called_off) for each in plan.meetings],
        "written": {
            "practitioner": plan.practitioner_view,
            "review": plan.review_notes,
            "day": date_words(plan.review_on) if plan.review_on else "",
            **(written or {}),
        },
        "problem": problem,
        "done": DONE.get(request.query.get("done", "")),
    }
    return await desk_page(request, "led/plan.html", values, 422 if problem else 200)
