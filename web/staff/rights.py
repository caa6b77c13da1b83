"""Who may use which route: one table for the whole site. A route that is not in it answers nobody."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from staff.roles import ROLES, Role
from web.staff.visits import WHO, NotForYouError, ask_to_sign_in, check_staff_form, who_asks

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

ANYONE: frozenset[Role] | None = None
STAFF: frozenset[Role] = frozenset(ROLES)
HOLDERS: frozenset[Role] = frozenset({"contact", "manager"})
EDITORS: frozenset[Role] = frozenset({"editor", "manager", "admin"})
MANAGERS: frozenset[Role] = frozenset({"manager"})

RIGHTS: Mapping[tuple[str, str], frozenset[Role] | None] = {
    ("GET", "/"): ANYONE,
    ("GET", "/chat"): ANYONE,
    ("POST", "/chat"): ANYONE,
    ("GET", "/chat/delete"): ANYONE,
    ("POST", "/chat/delete"): ANYONE,
    ("GET", "/chat/deleted"): ANYONE,
    ("GET", "/api/chat"): ANYONE,
    ("POST", "/api/chat"): ANYONE,
    ("GET", "/search"): ANYONE,
    ("GET", "/services/{id}"): ANYONE,
    ("GET", "/advice"): ANYONE,
    ("GET", "/advice/{slug}"): ANYONE,
    ("GET", "/help-now"): ANYONE,
    ("GET", "/leaving-fast"): ANYONE,
    ("GET", "/exit"): ANYONE,
    ("GET", "/about"): ANYONE,
    ("GET", "/privacy"): ANYONE,
    ("GET", "/cookies"): ANYONE,
    ("GET", "/accessibility"): ANYONE,
    ("GET", "/assets/{name}"): ANYONE,
    ("GET", "/healthz"): ANYONE,
    ("GET", "/readyz"): ANYONE,
    ("GET", "/dev/mailbox"): ANYONE,
    ("GET", "/my-request"): ANYONE,
    ("POST", "/my-request"): ANYONE,
    ("GET", "/my-request/open/{token}"): ANYONE,
    ("POST", "/my-request/open/{token}"): ANYONE,
    ("GET", "/my-request/kept"): ANYONE,
    ("GET", "/my-request/data.{kind}"): ANYONE,
    ("GET", "/my-request/copy"): ANYONE,
    ("POST", "/my-request/copy"): ANYONE,
    ("GET", "/my-request/take-back"): ANYONE,
    ("POST", "/my-request/take-back"): ANYONE,
    ("GET", "/my-request/take-back-part"): ANYONE,
    ("POST", "/my-request/take-back-part"): ANYONE,
    ("GET", "/my-request/delete"): ANYONE,
    ("POST", "/my-request/delete"): ANYONE,
    ("POST", "/my-request/shut"): ANYONE,
    ("GET", "/plan/{token}"): ANYONE,
    ("POST", "/plan/{token}"): ANYONE,
    ("POST", "/plan/{token}/shut"): ANYONE,
    ("GET", "/plan/{token}/plan.{kind}"): ANYONE,
    ("GET", "/plan/{token}/{line}/{key}"): ANYONE,
    ("POST", "/plan/{token}/{line}/{key}"): ANYONE,
    ("GET", "/plan/{token}/{line}/{key}/remove"): ANYONE,
    ("POST", "/plan/{token}/{line}/{key}/remove"): ANYONE,
    ("POST", "/plan/{token}/action/{key}/done"): ANYONE,
    ("GET", "/plan/{token}/outcome"): ANYONE,
    ("GET", "/plan/{token}/outcome/{key}"): ANYONE,
    ("POST", "/plan/{token}/outcome/{key}"): ANYONE,
    ("GET", "/plan/{token}/outcome/{key}/remove"): ANYONE,
    ("POST", "/plan/{token}/outcome/{key}/remove"): ANYONE,
    ("GET", "/plan/{token}/again"): ANYONE,
    ("POST", "/plan/{token}/again"): ANYONE,
    ("GET", "/plan/{token}/text/{which}"): ANYONE,
    ("POST", "/plan/{token}/text/{which}"): ANYONE,
    ("GET", "/plan/{token}/lead"): ANYONE,
    ("POST", "/plan/{token}/lead"): ANYONE,
    ("GET", "/plan/{token}/lead/take-back"): ANYONE,
    ("POST", "/plan/{token}/lead/take-back"): ANYONE,
    ("GET", "/plan/{token}/agency/{key}/talk"): ANYONE,
    ("POST", "/plan/{token}/agency/{key}/talk"): ANYONE,
    ("GET", "/plan/{token}/meeting/{key}/points"): ANYONE,
    ("POST", "/plan/{token}/meeting/{key}/points"): ANYONE,
    ("GET", "/plan/{token}/help/{about}/{key}"): ANYONE,
    ("POST", "/plan/{token}/help/{about}/{key}"): ANYONE,
    ("GET", "/plan/{token}/own-part"): ANYONE,
    ("POST", "/plan/{token}/own-part"): ANYONE,
    ("GET", "/plan/{token}/review-day"): ANYONE,
    ("POST", "/plan/{token}/review-day"): ANYONE,
    ("GET", "/desk/sign-in"): ANYONE,
    ("POST", "/desk/sign-in"): ANYONE,
    ("GET", "/desk/enter/{token}"): ANYONE,
    ("POST", "/desk/enter/{token}"): ANYONE,
    ("GET", "/desk/single-sign-on"): ANYONE,
    ("GET", "/desk/single-sign-on/answer"): ANYONE,
    ("GET", "/desk/signed-out"): ANYONE,
    ("POST", "/desk/sign-out"): STAFF,
    ("GET", "/desk"): STAFF,
    ("GET", "/desk/whos-who"): EDITORS,
    ("POST", "/desk/whos-who/{key}/{decision}"): EDITORS,
    ("POST", "/desk/whos-who/reports/{id}/settle"): EDITORS,
    ("POST", "/desk/whos-who/gaps/{id}/forget"): EDITORS,
    ("GET", "/guidance"): ANYONE,
    ("GET", "/guidance/sharing"): ANYONE,
    ("GET", "/guidance/worry"): ANYONE,
    ("POST", "/guidance/worry"): ANYONE,
    ("GET", "/guidance/{topic}"): ANYONE,
    ("GET", "/whos-who"): ANYONE,
    ("GET", "/whos-who/suggest"): ANYONE,
    ("GET", "/whos-who/areas"): ANYONE,
    ("GET", "/whos-who/own"): STAFF,
    ("GET", "/whos-who/{key}"): ANYONE,
    ("GET", "/whos-who/{key}/card.vcf"): ANYONE,
    ("GET", "/whos-who/{key}/out-of-date"): STAFF,
    ("POST", "/whos-who/{key}/out-of-date"): STAFF,
    ("GET", "/whos-who/{key}/edit"): STAFF,
    ("POST", "/whos-who/{key}/edit"): STAFF,
    ("POST", "/whos-who/{key}/right"): STAFF,
    ("GET", "/desk/plan/{reference}"): HOLDERS,
    ("POST", "/desk/plan/{reference}"): HOLDERS,
    ("GET", "/desk/plan/{reference}/involved"): HOLDERS,
    ("POST", "/desk/plan/{reference}/involved"): HOLDERS,
    ("POST", "/desk/plan/{reference}/involved/{key}/remove"): HOLDERS,
    ("GET", "/desk/plan/{reference}/meeting/{key}"): HOLDERS,
    ("GET", "/desk/plan/{reference}/meeting/{key}/edit"): HOLDERS,
    ("POST", "/desk/plan/{reference}/meeting/{key}/edit"): HOLDERS,
    ("GET", "/desk/{reference}"): HOLDERS,
    ("POST", "/desk/{reference}/acknowledge"): HOLDERS,
    ("POST", "/desk/{reference}/contact"): HOLDERS,
    ("POST", "/desk/{reference}/note"): HOLDERS,
    ("POST", "/desk/{reference}/close"): HOLDERS,
    ("GET", "/desk/{reference}/hand-over"): HOLDERS,
    ("POST", "/desk/{reference}/hand-over"): HOLDERS,
    ("GET", "/desk/{reference}/fhir.json"): HOLDERS,
    ("GET", "/desk/{reference}/assessment"): HOLDERS,
    ("GET", "/desk/{reference}/assessment.docx"): HOLDERS,
    ("POST", "/desk/deliveries/{id}/again"): MANAGERS,
    ("POST", "/desk/deliveries/again"): MANAGERS,
}
"""By method and path: the roles that may, or ANYONE. HEAD is GET. Whose request it is, is asked later; also
under /my-request and /plan, where a short visit of the person's own must be open. What of the who's-who
is shown depends on who asks."""


@web.middleware
async def check_rights(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Lets a request through if the table does; what staff send must carry their form's token."""
    resource = request.match_info.route.resource
    if resource is None:
        return await handler(request)
    method = "GET" if request.method == "HEAD" else request.method
    key = (method, resource.canonical)
    if key not in RIGHTS:
        raise web.HTTPNotFound
    allowed = RIGHTS[key]
    if allowed is None:
        return await handler(request)
    who = await who_asks(request)
    if who is None:
        return await ask_to_sign_in(request)
    if who.role not in allowed:
        raise NotForYouError
    request[WHO] = who
    if method != "GET":
        await check_staff_form(request)
    return await handler(request)
