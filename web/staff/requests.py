"""One request as one page: what was shared with whoever looks, and what they can do next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web
from msgspec import json
from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.days import moment_words
from earlyhelp.errors import EarlyHelpError, UnknownRequestError
from earlyhelp.fhir import request_bundle
from earlyhelp.office import Office
from earlyhelp.requests import (
    HelpRequest,
    Shown,
    acknowledge,
    add_note,
    close,
    record_contact,
    request_with_reference,
    shared_with,
    view_request,
)
from earlyhelp.requests.draft import REACH
from earlyhelp.requests.history import write_audit
from earlyhelp.requests.sharing import eyes, may_read
from earlyhelp.requests.staff import holder_of, may_hold, may_step_in
from earlyhelp.requests.status import MOVES, WAITING
from earlyhelp.wording import NOT_REACHED, Outcome
from staff.sessions import SignedIn
from web.bodies import read_form
from web.door import DESK, DOOR
from web.identity import new_token
from web.staff.visits import WHO, desk_page, in_transaction
from web.staff.words import KINDS, NOT_SHARED, Listed, listed, who_words
from web.text import read_text
from web.visitors import see_other

routes = web.RouteTableDef()

REQUEST = "/desk/{reference:[A-Z]{4}-[0-9]{4}}"
"""The address of a request, as mails to staff have it."""

DONE = {
    "acknowledged": "You have said that you have this request. The person can see that now.",
    "contact": "What you did is written down. The person can see where things stand.",
    "note": "Your note is saved.",
    "closed": "The request is closed.",
}

Move = Callable[[Session, Vault, str, SignedIn], object]


@dataclass(frozen=True)
class Line:
    """One line of the history."""

    what: str
    when: str
    who: str
    note: str


@dataclass(frozen=True)
class Opened:
    """A request for the page. `shared` and `not_shared` are pairs of label and words; both are empty for a
    manager to whom the person did not agree, and `is_shared` says so. `cautions` are sentences to heed.

    `asks` is true for the manager whom the person let ask them who else may help; `can_reach` where they may
    see how, `can_ask` there and for who holds it; `has_left` where nobody holds the request any more.
    """

    summary: Listed
    status: str
    contact: str
    is_shared: bool
    has_left: bool
    asks: bool
    can_reach: bool
    can_ask: bool
    cautions: Sequence[str]
    shared: Sequence[tuple[str, str]]
    not_shared: Sequence[tuple[str, str]]
    history: Sequence[Line]
    outcomes: Sequence[Outcome]
    outcome: str
    may: frozenset[str]
    steps_in: bool


def find(session: Session, reference: str, who: SignedIn, office: Office) -> HelpRequest:
    """The request, if this member of staff may know of it; raises UnknownRequestError for all others."""
    found = request_with_reference(session, reference)
    if found is not None and (who.staff.is_manager or may_read(found, who.contact, office)):
        return found
    raise UnknownRequestError("There is no such request.")


@routes.get(REQUEST)
async def show(request: web.Request) -> web.Response:
    """The request, with an entry in the audit."""
    return await request_page(request, done=DONE.get(request.query.get("done", ""), ""))


@routes.post(f"{REQUEST}/acknowledge")
async def acknowledged(request: web.Request) -> web.Response:
    """The contact has it, or the second contact takes it over."""
    door, office = request.app[DOOR], request.app[DESK].office
    return await _move(
        request,
        "acknowledged",
        lambda db, vault, id_, who: acknowledge(db, vault, id_, who.staff, door.clock(), office),
    )


@routes.post(f"{REQUEST}/contact")
async def contacted(request: web.Request) -> web.Response:
    """The contact reached the person, or tried to."""
    fields, door, office = await read_form(request), request.app[DOOR], request.app[DESK].office
    reached, note = fields.get("reached"), read_text(fields.get("note", ""))
    once = fields.get("once") or new_token()
    if reached not in {"yes", "no"}:
        return await request_page(request, "Say whether you reached the person.", note=note)
    return await _move(
        request,
        "contact",
        lambda db, vault, id_, who: record_contact(
            db, vault, id_, who.staff, once, door.clock(), office, reached=reached == "yes", note=note
        ),
        note,
    )


@routes.post(f"{REQUEST}/note")
async def noted(request: web.Request) -> web.Response:
    """A note, sealed like everything personal."""
    fields, door, office = await read_form(request), request.app[DOOR], request.app[DESK].office
    once, note = fields.get("once") or new_token(), read_text(fields.get("note", ""))
    return await _move(
        request,
        "note",
        lambda db, vault, id_, who: add_note(db, vault, id_, who.staff, once, note, door.clock(), office),
        note,
    )


@routes.post(f"{REQUEST}/close")
async def closed(request: web.Request) -> web.Response:
    """The end, with how it ended."""
    fields, door, office = await read_form(request), request.app[DOOR], request.app[DESK].office
    outcome, note = fields.get("outcome", ""), read_text(fields.get("note", ""))
    return await _move(
        request,
        "closed",
        lambda db, vault, id_, who: close(db, vault, id_, outcome, who.staff, door.clock(), office, note),
        note,
    )


@routes.get(f"{REQUEST}/fhir.json")
async def as_fhir(request: web.Request) -> web.Response:
    """The request as a FHIR bundle: whoever the person agreed to gets the answers, a manager the rest."""
    door, who, reference = request.app[DOOR], request[WHO], request.match_info["reference"]
    office, now = request.app[DESK].office, door.clock()

    def make(session: Session) -> Mapping[str, object]:
        found = find(session, reference, who, office)
        bundle = request_bundle(session, door.vault, found, now, office, who.contact)
        answers = "" if eyes(session, found, who.contact, office) else "without answers"
        write_audit(session, found, "exported", who.account_id, now, answers)
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
    request: web.Request, problem: str = "", note: str = "", done: str = ""
) -> web.Response:
    """The page of a request; raises HTTPNotFound for one that this member of staff may not know of."""
    who, reference = request[WHO], request.match_info["reference"]
    try:
        opened = await in_transaction(request, lambda session: _open(session, request, reference, who))
    except UnknownRequestError:
        raise web.HTTPNotFound from None
    values = {"opened": opened, "once": new_token(), "problem": problem, "note": note, "done": done}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return await desk_page(request, "desk/request.html", values, status)


async def _move(request: web.Request, done: str, move: Move, note: str = "") -> web.Response:
    """Makes a move and comes back to the page; what cannot be done is said there, and the note kept."""
    door, who, reference = request.app[DOOR], request[WHO], request.match_info["reference"]
    office = request.app[DESK].office
    try:
        found = await in_transaction(request, lambda session: find(session, reference, who, office))
        await in_transaction(request, lambda session: move(session, door.vault, found.id, who))
    except UnknownRequestError:
        raise web.HTTPNotFound from None
    except EarlyHelpError as problem:
        return await request_page(request, str(problem), note)
    return see_other(f"/desk/{reference}?done={done}")


def _open(session: Session, request: web.Request, reference: str, who: SignedIn) -> Opened:
    door, office = request.app[DOOR], request.app[DESK].office
    now = door.clock()
    found = find(session, reference, who, office)
    if is_shared := eyes(session, found, who.contact, office) is not None:
        shown = view_request(session, door.vault, found.id, who.staff, now, office)
    else:
        shown = shared_with(session, door.vault, found, who.contact, now, office)
        write_audit(session, found, "viewed", who.account_id, now, "without answers")
    return _opened(shown, who, office, listed(found, office, now), is_shared)


def _opened(shown: Shown, who: SignedIn, office: Office, summary: Listed, is_shared: bool) -> Opened:
    found, items = shown.request, office.agreement.items
    order = [*items, *(key for key in shown.states if key not in items)]
    outcome = office.wording.outcomes.get(found.outcome or "")
    return Opened(
        summary=summary,
        status=found.status,
        contact=summary.contact,
        is_shared=is_shared,
        has_left=found.ended_at is None and holder_of(found, office) is None,
        asks=is_shared and not may_read(found, who.contact, office),
        can_reach=REACH in shown.values,
        can_ask=REACH in shown.values or may_hold(found, who.contact, office),
        cautions=[office.wording.cautions[each] for each in shown.cautions],
        shared=[(office.agreement.label(key), shown.values[key]) for key in order if key in shown.values],
        not_shared=[
            (office.agreement.label(key), NOT_SHARED[shown.states[key]])
            for key in order
            if key in shown.not_shared
        ],
        history=[
            Line(
                KINDS.get(each.kind, each.kind),
                moment_words(each.at),
                who_words(each.who, each.done_by, office),
                each.note,
            )
            for each in shown.history
        ],
        outcomes=[
            each
            for each in office.wording.outcomes.values()
            if found.status != "contact_tried" or each.key == NOT_REACHED
        ],
        outcome=outcome.label if outcome else "",
        may=_may(found, who, office),
        steps_in=may_step_in(found, who.contact, office),
    )


def _may(request: HelpRequest, who: SignedIn, office: Office) -> frozenset[str]:
    """What this member of staff can do with the request as it stands."""
    after = MOVES[request.status]  # type: ignore[index]
    may: set[str] = set()
    holds = may_hold(request, who.contact, office)
    if may_read(request, who.contact, office) and request.status in WAITING:
        may.add("acknowledge")
    if holds and request.ended_at is None:
        may.add("note")
        if "contact_made" in after or request.status == "contact_made":
            may.add("contact")
        if "closed" in after:
            may.add("close")
    if "handed_over" in after and (holds or who.staff.is_manager):
        may.add("hand_over")
    return frozenset(may)
