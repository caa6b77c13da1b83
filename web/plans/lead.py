"""The worker who leads the plan: a member says yes to one of those they can name, or takes it back."""

from __future__ import annotations

from aiohttp import web

from earlyhelp.plans.document import PlanDocument
from earlyhelp.plans.leading import agree_lead, take_back_lead
from web.door import DOOR, PLANS
from web.plans.visits import (
    PLAN,
    Fields,
    back_to,
    change_plan,
    contacts_of,
    form_page,
    member_who_says,
    of_open_plan,
    plan_path,
)
from web.visitors import see_other

routes = web.RouteTableDef()

LEAD = f"{PLAN}/lead"
PART = "lead"


@routes.get(LEAD)
@of_open_plan
async def ask(request: web.Request, plan: PlanDocument, _fields: Fields) -> web.Response:
    """Whom the family can say yes to, and what for; on a site without contacts, back to the plan."""
    if not contacts_of(request):
        return see_other(f"{plan_path(request)}#{PART}")
    return await _form(request, plan, "", {})


@routes.post(LEAD)
@of_open_plan
async def agree(request: web.Request, plan: PlanDocument, fields: Fields) -> web.Response:
    """Opens the plan to whom they picked, once they ticked that they agree.

    Link and passcode are handed on; so whoever says yes shows by their own code word that they are of the
    family.
    """
    office, door = request.app[PLANS], request.app[DOOR]
    picked, say = contacts_of(request).get(fields.get("contact", "")), office.wording.say
    problems = {} if picked else {"contact": say("page_pick_lead")}
    if fields.get("agree") != "yes":
        problems["agree"] = say("page_agree_lead")
    member = await member_who_says(request, fields) if not problems else None
    if not problems and member is None:
        problems["code"] = say("page_code_wrong")
    if picked is None or member is None:
        return await _form(request, plan, picked.key if picked else "", problems)
    contact, whose, now = picked, member, door.clock()
    problem = await change_plan(
        request, lambda session, _: agree_lead(session, door.vault, whose, contact, now, office)
    )
    return await _form(request, plan, picked.key, {"": problem}) if problem else back_to(request, PART)


@routes.post(f"{LEAD}/take-back")
@of_open_plan
async def take_back(request: web.Request, _plan: PlanDocument, _fields: Fields) -> web.Response:
    """Shuts the plan to them at once."""
    now = request.app[DOOR].clock()
    await change_plan(request, lambda session, plan_id: take_back_lead(session, plan_id, now))
    return back_to(request, PART)


async def _form(request: web.Request, plan: PlanDocument, picked: str, problems: Fields) -> web.Response:
    contacts = sorted(contacts_of(request).values(), key=lambda each: each.name)
    values = {"contacts": contacts, "picked": picked, "part": PART, "lead": plan.lead, "told": {}}
    return await form_page(request, "lead.html", values, problems)
