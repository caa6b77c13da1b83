"""The worker who leads the plan: a member says yes to one of those they can name, or takes it back."""

from __future__ import annotations

from aiohttp import web

from earlyhelp.days import day_of
from earlyhelp.plans.document import PlanDocument
from earlyhelp.plans.leading import agree_lead, take_back_lead
from web.door import DOOR, PLANS
from web.plans.forms import form_page, with_own_code
from web.plans.shown import meetings_of
from web.plans.visits import (
    NONE,
    PLAN,
    Fields,
    back_to,
    change_plan,
    contacts_of,
    of_open_plan,
    plan_page,
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
    if contacts_of(request) is None:
        return see_other(f"{plan_path(request)}#{PART}")
    return await _form(request, plan, NONE, {})


@routes.post(LEAD)
@of_open_plan
async def agree(request: web.Request, plan: PlanDocument, fields: Fields) -> web.Response:
    """Opens the plan to whom they picked, once they ticked that they agree.

    Link and passcode are handed on; so whoever says yes shows by their own code word that they are of the
    family.
    """
    office, door = request.app[PLANS], request.app[DOOR]
    contacts = contacts_of(request)
    picked = contacts.by_key.get(fields.get("contact", "")) if contacts else None
    problems = {} if picked else {"contact": office.wording.say("page_pick_lead")}
    if fields.get("agree") != "yes":
        problems["agree"] = office.wording.say("page_agree_lead")
    if picked is not None and not problems:
        contact, now = picked, door.clock()
        _, problem = await with_own_code(
            request,
            fields,
            lambda session, member: agree_lead(session, door.vault, member, contact, now, office, contacts),
        )
        problems = {"code": problem} if problem else {}
    if problems:
        return await _form(request, plan, fields, problems)
    return back_to(request, PART)


@routes.get(f"{LEAD}/take-back")
@of_open_plan
async def ask_back(request: web.Request, plan: PlanDocument, _fields: Fields) -> web.Response:
    """Asks before the yes is taken back, and says what comes of it."""
    name = plan.lead.get("name") or plan.lead_left
    if not name:
        return back_to(request, PART, "gone")
    meets = any(each.ahead for each in meetings_of(plan, day_of(request.app[DOOR].clock())))
    values = {"lead_name": name, "is_gone": not plan.lead.get("name"), "meets": meets, "part": PART}
    return await plan_page(request, "lead_back.html", values)


@routes.post(f"{LEAD}/take-back")
@of_open_plan
async def take_back(request: web.Request, _plan: PlanDocument, _fields: Fields) -> web.Response:
    """Shuts the plan to them at once."""
    door, office, contacts = request.app[DOOR], request.app[PLANS], contacts_of(request)
    now = door.clock()
    await change_plan(
        request,
        lambda session, plan_id: take_back_lead(session, door.vault, plan_id, contacts, now, office),
    )
    return back_to(request, PART)


async def _form(request: web.Request, plan: PlanDocument, told: Fields, problems: Fields) -> web.Response:
    contacts = contacts_of(request)
    values = {
        "contacts": sorted(contacts.by_key.values(), key=lambda each: each.name) if contacts else [],
        "told": {name: told.get(name, "") for name in ("contact", "agree")},
        "part": PART,
        "lead_name": plan.lead.get("name") or plan.lead_left,
        "leads_now": plan.lead.get("name", ""),
    }
    return await form_page(request, "lead.html", values, problems)
