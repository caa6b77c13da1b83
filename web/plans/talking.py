"""A member says yes or no to their lead's talking with somebody who works with the family."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy.orm import Session

from earlyhelp.errors import PlanChangedError
from earlyhelp.plans import Mine
from earlyhelp.plans.document import PlanDocument
from earlyhelp.plans.team.involving import say_talk
from web.door import DOOR, PLANS
from web.plans.forms import SEEN, form_page, with_own_code
from web.plans.visits import KEY, NONE, PLAN, Fields, back_to, of_open_plan

routes = web.RouteTableDef()

TALK = f"{PLAN}/agency/{KEY}/talk"
PART = "agencies"


@routes.get(TALK)
@of_open_plan
async def ask(request: web.Request, plan: PlanDocument, _fields: Fields) -> web.Response:
    """Whom it is about, and what a yes means."""
    return await _form(request, plan, NONE, {})


@routes.post(TALK)
@of_open_plan
async def answer(request: web.Request, plan: PlanDocument, fields: Fields) -> web.Response:
    """Keeps the answer, which their own code word shows to be the family's."""
    office, door = request.app[PLANS], request.app[DOOR]
    key, now, said, seen = (
        request.match_info["key"],
        door.clock(),
        fields.get("talk", ""),
        fields.get(SEEN, ""),
    )
    problems = {} if said in {"yes", "no"} else {"talk": office.wording.say("page_talk_pick")}
    if not problems and any(each.key == key for each in plan.agencies):

        def keep(session: Session, member: Mine) -> None:
            may_talk = said == "yes"
            say_talk(session, door.vault, member, key, may_talk=may_talk, seen=seen, now=now, office=office)

        try:
            _, problem = await with_own_code(request, fields, keep)
        except PlanChangedError:
            problems = {"": office.wording.say("page_talk_other")}
        else:
            problems = {"code": problem} if problem else {}
    return await _form(request, plan, fields, problems) if problems else back_to(request, PART)


async def _form(request: web.Request, plan: PlanDocument, told: Fields, problems: Fields) -> web.Response:
    found = next((each for each in plan.agencies if each.key == request.match_info["key"]), None)
    if found is None:
        return back_to(request, PART, "gone")
    values = {"agency": found, "seen": found.identity, "told": {"talk": told.get("talk", "")}, "part": PART}
    return await form_page(request, "talk.html", values, problems)
