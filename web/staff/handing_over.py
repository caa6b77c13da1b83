"""Handing a request over: only with the person's own yes or no to each item, for the new contact.

Who may see how to reach the person says that they asked them; a manager who may not could only hear it from
somebody who got in touch with them, and says that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from aiohttp import web
from sqlalchemy import select
from sqlalchemy.orm import Session

from earlyhelp.contacts import Contact
from earlyhelp.errors import ConsentNeededError, EarlyHelpError, UnknownRequestError
from earlyhelp.office import Office
from earlyhelp.requests import HelpRequest, RequestItem, Shown, hand_over, shared_with
from earlyhelp.requests.draft import AGE, REACH
from earlyhelp.requests.history import write_audit
from earlyhelp.requests.staff import may_hold
from staff.sessions import SignedIn
from web.bodies import read_form
from web.door import DESK, DOOR
from web.identity import new_token
from web.staff.requests import REQUEST, find
from web.staff.visits import WHO, desk_page, in_transaction
from web.visitors import see_other

routes = web.RouteTableDef()

_ITEM = "item_"
ASKED, CAME = "yes", "came"
"""What is said of the person's answers: they were asked, or they got in touch themselves."""
_UNASKED = {
    ASKED: "Say that you asked the person, and what they answered to each item.",
    CAME: "Say that the person got in touch with you, and what they answered to each item.",
}


@dataclass(frozen=True)
class Asked:
    """One item to ask about: its key and label, and the words of a yes and of a no.

    `fixed` is true of what goes without a choice, because it protects the person.
    """

    key: str
    label: str
    yes: str
    no: str
    fixed: bool


@routes.get(f"{REQUEST}/hand-over")
async def show(request: web.Request) -> web.Response:
    """First who it should go to, then the words to read to the person; with an entry in the audit."""
    return await _page(request, request.query.get("to", ""))


@routes.post(f"{REQUEST}/hand-over")
async def handed_over(request: web.Request) -> web.Response:
    """Records the new consent and hands over, in one transaction."""
    fields, door, who = await read_form(request), request.app[DOOR], request[WHO]
    office = request.app[DESK].office
    to, reference = fields.get("to", ""), request.match_info["reference"]
    answers = {
        name.removeprefix(_ITEM): value == "yes"
        for name, value in fields.items()
        if name.startswith(_ITEM) and value in {"yes", "no"}
    }
    version = fields.get("version", "")

    def check(session: Session) -> str:
        found = find(session, reference, who, office)
        shown = shared_with(session, door.vault, found, who.contact, door.clock(), office)
        way = _way(shown, who, office)
        if fields.get("asked") != way:
            raise ConsentNeededError(_UNASKED[way])
        return found.id

    def work(session: Session) -> None:
        hand_over(
            session,
            door.vault,
            request_id,
            to,
            answers,
            int(version) if version.isascii() and version.isdigit() and len(version) < 6 else 0,
            who.staff,
            fields.get("once") or new_token(),
            door.clock(),
            office,
        )

    try:
        request_id = await in_transaction(request, check)
        await in_transaction(request, work)
    except UnknownRequestError:
        raise web.HTTPNotFound from None
    except EarlyHelpError as problem:
        return await _page(request, to, answers, str(problem))
    return see_other("/desk?done=handed-over")


async def _page(
    request: web.Request, to: str, answers: dict[str, bool] | None = None, problem: str = ""
) -> web.Response:
    door, who, reference = request.app[DOOR], request[WHO], request.match_info["reference"]
    office, now = request.app[DESK].office, door.clock()

    def read(session: Session) -> tuple[HelpRequest, Sequence[str], Shown]:
        found = find(session, reference, who, office)
        shown = shared_with(session, door.vault, found, who.contact, now, office)
        items = select(RequestItem.item).where(RequestItem.request_id == found.id)
        kept = session.scalars(items).all()
        write_audit(session, found, "hand_over_opened", who.account_id, now)
        return found, kept, shown

    try:
        found, kept, shown = await in_transaction(request, read)
    except UnknownRequestError:
        raise web.HTTPNotFound from None
    others = {
        key: each
        for key, each in office.contacts.by_key.items()
        if office.is_there(key, now) and not may_hold(found, key, office)
    }
    contact = others.get(to)
    items = [key for key in office.agreement.items if key in kept]
    yes = dict.fromkeys(items, True)
    words = office.agreement.words(yes, contact, None, now, found.young) if contact else None
    values = {
        "reference": reference,
        "ended": found.ended_at is not None,
        "cautions": [office.wording.cautions[each] for each in shown.cautions],
        "contacts": list(others.values()),
        "way": _way(shown, who, office),
        "contact": contact,
        "opening": words.opening if words else (),
        "closing": words.closing if words else (),
        "items": _asked(office, items, contact, now, found.young),
        "answers": answers or {},
        "version": office.agreement.version,
        "once": new_token(),
        "problem": problem,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return await desk_page(request, "desk/hand_over.html", values, status)


def _way(shown: Shown, who: SignedIn, office: Office) -> str:
    """How this member of staff can come by the person's answers."""
    return ASKED if may_hold(shown.request, who.contact, office) or REACH in shown.values else CAME


def _asked(
    office: Office, items: Sequence[str], contact: Contact | None, now: datetime, young: bool
) -> list[Asked]:
    """The words of a yes and of a no to each item that the request holds, for the new contact."""
    if contact is None:
        return []
    yes = office.agreement.words(dict.fromkeys(items, True), contact, None, now).shared
    no = office.agreement.words(dict.fromkeys(items, False), contact, None, now).refused
    label = office.agreement.label
    return [Asked(key, label(key), yes[key], no[key], fixed=young and key == AGE) for key in items]
