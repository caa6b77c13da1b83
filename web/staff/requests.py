"""One request as one page: what was shared with whoever looks, and what they can do next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from types import MappingProxyType

from aiohttp import web
from msgspec import json
from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.days import day_of, day_words
from earlyhelp.errors import EarlyHelpError, UnknownRequestError
from earlyhelp.fhir import request_bundle
from earlyhelp.office import Office
from earlyhelp.requests import (
    HelpRequest,
    acknowledge,
    add_note,
    close,
    record_contact,
    request_with_reference,
    shared_with,
    view_request,
)
from earlyhelp.requests.history import write_audit
from earlyhelp.requests.sharing import capacity, handed_on, may_read
from staff.sessions import SignedIn
from web.bodies import read_form
from web.door import DESK, DOOR
from web.identity import new_token
from web.staff.opened import Opened, open_for
from web.staff.visits import WHO, desk_page, in_transaction
from web.text import read_text
from web.visitors import see_other

routes = web.RouteTableDef()

REQUEST = "/desk/{reference:[A-Z]{4}-[0-9]{4}}"
"""The address of a request, as mails to staff have it."""

DONE = {
    "acknowledged": "You have said that you have this request. The person can see that now.",
    "contact": "What you did is written down. The person can see where things stand.",
    "note": "Your note is saved.",
    "handed-over": "The request is with the new contact now.",
    "closed": "The request is closed.",
}

Move = Callable[[Session, Vault, str, SignedIn], object]


def find(session: Session, reference: str, who: SignedIn, office: Office) -> HelpRequest:
    """The request, if this member of staff may know of it; raises UnknownRequestError for all others."""
    found = request_with_reference(session, reference)
    if found is not None and may_know(session, found, who, office):
        return found
    raise UnknownRequestError("There is no such request.")


def may_know(session: Session, request: HelpRequest, who: SignedIn, office: Office) -> bool:
    """Whether this member of staff may know of the request: as a manager, or because they may read it."""
    return who.staff.is_manager or may_read(session, request, who.contact, office)


def why(session: Session, request: HelpRequest, who: SignedIn, office: Office) -> str:
    """Why they look at it, for the audit: the capacity in which they may see what was said, if they may."""
    return capacity(session, request, who.contact, office) or "manager, without answers"


@routes.get(REQUEST)
async def show(request: web.Request) -> web.Response:
    """The request, with an entry in the audit; for who handed it over and sees it no more, only that."""
    handed = await in_transaction(request, lambda session: _handed_on(session, request))
    if handed is not None:
        return await desk_page(request, "desk/handed_over.html", handed)
    return await request_page(request, done=DONE.get(request.query.get("done", ""), ""))


@routes.post(f"{REQUEST}/acknowledge")
async def acknowledged(request: web.Request) -> web.Response:
    """The contact has it, or the second contact takes it over; a note that was begun stays in its box."""
    door, office = request.app[DOOR], request.app[DESK].office
    written = _written(await read_form(request))
    return await _move(
        request,
        "acknowledged",
        lambda db, vault, id_, who: acknowledge(db, vault, id_, who.staff, door.clock(), office),
        written,
        staying=written if written["note"] else None,
    )


@routes.post(f"{REQUEST}/contact")
async def contacted(request: web.Request) -> web.Response:
    """The contact reached the person, or tried to."""
    fields, door, office = await read_form(request), request.app[DOOR], request.app[DESK].office
    written, once = _written(fields), fields.get("once") or new_token()
    reached, note = written["reached"], written["note"]
    if reached not in {"yes", "no"}:
        return await request_page(request, "Say whether you reached the person.", written)
    return await _move(
        request,
        "contact",
        lambda db, vault, id_, who: record_contact(
            db, vault, id_, who.staff, once, door.clock(), office, reached=reached == "yes", note=note
        ),
        written,
    )


@routes.post(f"{REQUEST}/note")
async def noted(request: web.Request) -> web.Response:
    """A note, sealed like everything personal."""
    fields, door, office = await read_form(request), request.app[DOOR], request.app[DESK].office
    once, written = fields.get("once") or new_token(), _written(fields)
    note = written["note"]
    return await _move(
        request,
        "note",
        lambda db, vault, id_, who: add_note(db, vault, id_, who.staff, once, note, door.clock(), office),
        written,
    )


@routes.post(f"{REQUEST}/close")
async def closed(request: web.Request) -> web.Response:
    """The end, with how it ended."""
    fields, door, office = await read_form(request), request.app[DOOR], request.app[DESK].office
    written = _written(fields)
    outcome, note = written["outcome"], written["note"]
    return await _move(
        request,
        "closed",
        lambda db, vault, id_, who: close(db, vault, id_, outcome, who.staff, door.clock(), office, note),
        written,
    )


@routes.get(f"{REQUEST}/fhir.json")
async def as_fhir(request: web.Request) -> web.Response:
    """The request as a FHIR bundle: whoever the person agreed to gets the answers, a manager the rest."""
    door, who, reference = request.app[DOOR], request[WHO], request.match_info["reference"]
    office, now = request.app[DESK].office, door.clock()

    def make(session: Session) -> Mapping[str, object]:
        found = find(session, reference, who, office)
        bundle = request_bundle(session, door.vault, found, now, office, who.contact)
        write_audit(session, found, "exported", who.account_id, now, why(session, found, who, office))
        return bundle

    try:
        bundle = await in_transaction(request, make)
    except UnknownRequestError:
        raise web.HTTPNotFound from None
    return web.Response(
        body=json.encode(bundle),
        content_type="application/fhir+json",
        headers={"Content-Disposition": f'attachment; filename="{reference}.json"'},
    )


async def request_page(
    request: web.Request, problem: str = "", written: Mapping[str, str] = MappingProxyType({}), done: str = ""
) -> web.Response:
    """The page of a request, with what was written on it before; raises HTTPNotFound for one that this member
    of staff may not know of."""
    who, reference = request[WHO], request.match_info["reference"]
    try:
        opened = await in_transaction(request, lambda session: _open(session, request, reference, who))
    except UnknownRequestError:
        raise web.HTTPNotFound from None
    values = {"opened": opened, "once": new_token(), "problem": problem, "written": written, "done": done}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return await desk_page(request, "desk/request.html", values, status)


def _handed_on(session: Session, request: web.Request) -> Mapping[str, str] | None:
    """To whom and when this member of staff handed the request over; None if it is not that they may know."""
    who, reference, office = request[WHO], request.match_info["reference"], request.app[DESK].office
    contact, found = office.contacts.by_key.get(who.contact), request_with_reference(session, reference)
    if contact is None or found is None or may_know(session, found, who, office):
        return None
    handed = handed_on(session, found, contact)
    if handed is None:
        return None
    name = office.name_of(office.contacts.person(handed.contact, handed.contact_mark))
    return {"reference": reference, "name": name, "day": day_words(day_of(handed.at))}


def _written(fields: Mapping[str, str]) -> Mapping[str, str]:
    """What was written or chosen on the page, whichever of its buttons was pressed."""
    chosen = {name: fields.get(name, "") for name in ("reached", "outcome")}
    return {**chosen, "note": read_text(fields.get("note", ""))}


async def _move(
    request: web.Request,
    done: str,
    move: Move,
    written: Mapping[str, str],
    staying: Mapping[str, str] | None = None,
) -> web.Response:
    """Makes a move and comes back to the page; what cannot be done is said there, and what was written kept.

    `staying` is what the move did not save: then the page is the answer, with it still in its boxes.
    """
    door, who, reference = request.app[DOOR], request[WHO], request.match_info["reference"]
    office = request.app[DESK].office
    try:
        found = await in_transaction(request, lambda session: find(session, reference, who, office))
        await in_transaction(request, lambda session: move(session, door.vault, found.id, who))
    except UnknownRequestError:
        raise web.HTTPNotFound from None
    except EarlyHelpError as problem:
        return await request_page(request, str(problem), written)
    if staying is not None:
        return await request_page(request, written=staying, done=DONE[done])
    return see_other(f"/desk/{reference}?done={done}")


def _open(session: Session, request: web.Request, reference: str, who: SignedIn) -> Opened:
    door, office = request.app[DOOR], request.app[DESK].office
    now = door.clock()
    found = find(session, reference, who, office)
    seen_as = capacity(session, found, who.contact, office)
    if seen_as is not None:
        shown = view_request(session, door.vault, found.id, who.staff, now, office)
    else:
        shown = shared_with(session, door.vault, found, who.contact, now, office)
        write_audit(session, found, "viewed", who.account_id, now, why(session, found, who, office))
    return open_for(session, shown, who, seen_as, now, office)
