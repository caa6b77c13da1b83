"""All that is kept of one member, as a file for them: their own code word shows who they are."""

from __future__ import annotations

from aiohttp import web

from earlyhelp.plans.document import PlanDocument
from earlyhelp.plans.exporting import export_member
from web.door import DOOR, PLANS
from web.plans.forms import form_page, with_own_code
from web.plans.visits import KEPT_NOWHERE, NONE, PLAN, Fields, of_open_plan

routes = web.RouteTableDef()

OWN = f"{PLAN}/own-part"


@routes.get(OWN)
@of_open_plan
async def ask(request: web.Request, _plan: PlanDocument, _fields: Fields) -> web.Response:
    """Asks for the code word."""
    return await _form(request, NONE)


@routes.post(OWN)
@of_open_plan
async def save(request: web.Request, _plan: PlanDocument, fields: Fields) -> web.Response:
    """The file; whoever's code word it is not gets none."""
    office, door = request.app[PLANS], request.app[DOOR]
    now = door.clock()
    part, problem = await with_own_code(
        request, fields, lambda session, member: export_member(session, door.vault, member, now, office)
    )
    if part is None:
        return await _form(request, {"code": problem})
    as_data = fields.get("as") == "data"
    body, kind, name = (
        (part.json, "application/json", "json") if as_data else (part.html, "text/html", "html")
    )
    headers = {"Content-Disposition": f'attachment; filename="my-part-of-the-plan.{name}"', **KEPT_NOWHERE}
    return web.Response(text=body, content_type=kind, charset="utf-8", headers=headers)


async def _form(request: web.Request, problems: Fields) -> web.Response:
    return await form_page(request, "own_part.html", {"told": {}, "part": ""}, problems)
