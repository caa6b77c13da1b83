"""An Early Help Assessment, started from a request by the contact it was shared with."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy.orm import Session

from earlyhelp.assessment.document import as_docx
from earlyhelp.assessment.starter import Starter, start_assessment
from earlyhelp.errors import UnknownRequestError
from earlyhelp.requests import shared_with
from earlyhelp.requests.history import write_audit
from earlyhelp.requests.sharing import may_read
from web.door import DESK, DOOR
from web.staff.requests import REQUEST, find, why
from web.staff.visits import WHO, desk_page, in_transaction

routes = web.RouteTableDef()

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@routes.get(f"{REQUEST}/assessment")
async def show(request: web.Request) -> web.Response:
    """As a page that prints well."""
    starter = await _start(request, "assessment")
    return await desk_page(request, "desk/assessment.html", {"starter": starter})


@routes.get(f"{REQUEST}/assessment.docx")
async def download(request: web.Request) -> web.Response:
    """As a document to write on."""
    starter = await _start(request, "assessment.docx")
    return web.Response(
        body=as_docx(starter, request.app[DOOR].clock()),
        content_type=DOCX,
        headers={"Content-Disposition": f'attachment; filename="{starter.reference}.docx"'},
    )


async def _start(request: web.Request, kind: str) -> Starter:
    """The assessment, with an entry in the audit; raises HTTPNotFound unless something is shared."""
    door, who, reference = request.app[DOOR], request[WHO], request.match_info["reference"]
    office, now = request.app[DESK].office, door.clock()

    def start(session: Session) -> Starter:
        found = find(session, reference, who, office)
        shown = shared_with(session, door.vault, found, who.contact, now, office)
        if not may_read(session, found, who.contact, office) or not shown.values:
            raise UnknownRequestError("Nothing of this request is shared.")
        capacity = why(session, found, who, office)
        write_audit(session, found, "exported", who.account_id, now, f"{capacity}, {kind}")
        return start_assessment(shown, who.contact, now, office)

    try:
        return await in_transaction(request, start)
    except UnknownRequestError:
        raise web.HTTPNotFound from None
