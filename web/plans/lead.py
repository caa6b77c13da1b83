"""The worker who leads the plan: the family says yes to one of those they can name, and takes it back."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web

from earlyhelp.contacts import Contact
from earlyhelp.plans.document import PlanDocument
from earlyhelp.plans.leading import agree_lead, take_back_lead
from web.door import DESK, DOOR, PLANS
from web.plans.visits import PLAN, Fields, back_to, change_plan, form_page, of_open_plan, plan_path
from web.visitors import see_other

routes = web.RouteTableDef()

LEAD = f"{PLAN}/lead"
PART = "lead"


@routes.get(LEAD)
@of_open_plan
async def ask(request: web.Request, plan: PlanDocument, _fields: Fields) -> web.Response:
    """Whom the family can say yes to, and what for; on a site without contacts, back to the plan."""
    if not _contacts(request):
        return see_other(f"{plan_path(request)}#{PART}")
    return await _form(request, plan, "", {})


@routes.post(LEAD)
@of_open_plan
async def agree(request: web.Request, plan: PlanDocument, fields: Fields) -> web.Response:
    """Opens the plan to whom they picked, once they ticked that they agree."""
    say, door = request.app[PLANS].wording.say, request.app[DOOR]
    picked = next((each for each in _contacts(request) if each.key == fields.get("contact", "")), None)
    problems = {} if picked else {"contact": say("page_pick_lead")}
    if fields.get("agree") != "yes":
        problems["agree"] = say("page_agree_lead")
    if picked is None or problems:
        return await _form(request, plan, picked.key if picked else "", problems)
    contact, now = picked, door.clock()
    problem = await change_plan(
        request, lambda session, plan_id: agree_lead(session, door.vault, plan_id, contact, now)
    )
    return await _form(request, plan, picked.key, {"": problem}) if problem else back_to(request, PART)


@routes.post(f"{LEAD}/take-back")
@of_open_plan
async def take_back(request: web.Request, _plan: PlanDocument, _fields: Fields) -> web.Response:
    """Shuts the plan to them at once."""
    now = request.app[DOOR].clock()
    await change_plan(request, lambda session, plan_id: take_back_lead(session, plan_id, now))
    return back_to(request, PART)


def _contacts(request: web.Request) -> Sequence[Contact]:
    """Everybody who can be asked, by name; nobody where the site takes no requests."""
    desk = request.app.get(DESK)
    return sorted(desk.office.contacts.by_key.values(), key=lambda each: each.name) if desk else []


async def _form(request: web.Request, plan: PlanDocument, picked: str, problems: Fields) -> web.Response:
    values = {"contacts": _contacts(request), "picked": picked, "part": PART, "lead": plan.lead}
    return await form_page(request, "lead.html", values, problems)
