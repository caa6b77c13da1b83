"""Handing a request over: only with the person's own yes or no to each item, for the new contact.

The new contact is never whoever records it.

Who may see how to reach the person says that they asked them; a manager who may not could only hear it from
somebody who got in touch with them, and says that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from types import MappingProxyType

from aiohttp import web
from sqlalchemy import select
from sqlalchemy.orm import Session

from earlyhelp.contacts import Contact
from earlyhelp.days import date_words, day_of
from earlyhelp.errors import EarlyHelpError, UnknownRequestError
from earlyhelp.office import Office
from earlyhelp.requests import HelpRequest, RequestItem, Shown, hand_over, shared_with
from earlyhelp.requests.draft import AGE, REACH
from earlyhelp.requests.history import write_audit
from earlyhelp.requests.staff import may_hold
from web.bodies import read_form
from web.door import DESK, DOOR
from web.identity import new_token
from web.staff.requests import REQUEST, find, why
from web.staff.visits import WHO, desk_page, in_transaction
from web.visitors import see_other

routes = web.RouteTableDef()

_ITEM = "item_"
ASKED, CAME = "yes", "came"
"""What is said of the person's answers: they were asked, or they got in touch themselves."""
HOW = {"face": "face to face", "phone": "by phone", "writing": "by text or e-mail"}
"""How the person can have answered."""
_UNASKED = {
    ASKED: "Say that you asked the person, and what they answered to each item.",
    CAME: "Say that the person got in touch with you, and what they answered to each item.",
}


@dataclass(frozen=True)
class Asked:
    """One item to ask about: its key and label, and the words of a yes and of a no.

    `value` is what would be passed on, as far as whoever asks may see it; `fixed` is true of what goes
    without a choice, because it protects the person.
    """

    key: str
    label: str
    value: str
    yes: str
    no: str
    fixed: bool


@dataclass(frozen=True)
class Form:
    """What can be handed over, to whom, and by which way the answers come."""

    request: HelpRequest
    shown: Shown
    items: Sequence[str]
    others: Mapping[str, Contact]
    way: str


@routes.get(f"{REQUEST}/hand-over")
async def show(request: web.Request) -> web.Response:
    """First who it should go to, then the words to read to the person; with an entry in the audit."""
    to = request.query.get("to")
    problems = {"to": "Choose who could take it."} if to == "" else {}
    return await _page(request, to or "", problems=problems)


@routes.post(f"{REQUEST}/hand-over")
async def handed_over(request: web.Request) -> web.Response:
    """Records the new consent and hands over, in one transaction."""
    fields, door, who = await read_form(request), request.app[DOOR], request[WHO]
    office, now = request.app[DESK].office, door.clock()
    to = fields.get("to", "")
    answers = _answers(fields)

    def check(session: Session) -> tuple[str, Mapping[str, str]]:
        form = _form(session, request)
        missing = _missing(form, fields, day_of(now), office) if to in form.others else {}
        if fields.get("asked") != form.way:
            missing = {**missing, "asked": _UNASKED[form.way]}
        return form.request.id, missing

    def work(session: Session) -> None:
        hand_over(
            session,
            door.vault,
            request_id,
            to,
            answers,
            _number(fields, "version"),
            who.staff,
            fields.get("once") or new_token(),
            now,
            office,
            answered=_day(fields),
            seen=_number(fields, "seen"),
            note=_note(fields),
        )

    try:
        request_id, missing = await in_transaction(request, check)
        if not missing:
            await in_transaction(request, work)
    except UnknownRequestError:
        raise web.HTTPNotFound from None
    except EarlyHelpError as problem:
        missing = {"words": str(problem)}
    if missing:
        return await _page(request, to, fields, missing)
    return see_other(f"/desk/{request.match_info['reference']}?done=handed-over")


async def _page(
    request: web.Request,
    to: str,
    fields: Mapping[str, str] = MappingProxyType({}),
    problems: Mapping[str, str] = MappingProxyType({}),
) -> web.Response:
    """Who it could go to, or for one of these what to ask; `problems` are by the part of the page."""
    who, office, now = request[WHO], request.app[DESK].office, request.app[DOOR].clock()

    def read(session: Session) -> Form:
        form = _form(session, request)
        capacity = why(session, form.request, who, office)
        write_audit(session, form.request, "hand_over_opened", who.account_id, now, capacity)
        return form

    try:
        form = await in_transaction(request, read)
    except UnknownRequestError:
        raise web.HTTPNotFound from None
    contact, yes = form.others.get(to), dict.fromkeys(form.items, True)
    words = office.agreement.words(yes, contact, None, now, form.request.young) if contact else None
    if contact is None and problems:
        problems = {"to": next(iter(problems.values()))}
    values = {
        "reference": form.request.reference,
        "ended": form.request.ended_at is not None,
        "cautions": [office.wording.cautions[each] for each in form.shown.cautions],
        "contacts": list(form.others.values()),
        "way": form.way,
        "contact": contact,
        "opening": words.opening if words else (),
        "closing": words.closing if words else (),
        "items": _asked(form, contact, now, office) if contact else [],
        "answers": _answers(fields),
        "fields": fields,
        "how": HOW,
        "today": day_of(now).isoformat(),
        "version": office.agreement.version,
        "seen": form.request.version,
        "once": new_token(),
        "problem": bool(problems),
        "problems": problems,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return await desk_page(request, "desk/hand_over.html", values, status)


def _form(session: Session, request: web.Request) -> Form:
    """What this member of staff can hand over as things stand; raises UnknownRequestError."""
    door, who, office = request.app[DOOR], request[WHO], request.app[DESK].office
    now = door.clock()
    found = find(session, request.match_info["reference"], who, office)
    shown = shared_with(session, door.vault, found, who.contact, now, office)
    kept = session.scalars(select(RequestItem.item).where(RequestItem.request_id == found.id)).all()
    others = {
        key: each
        for key, each in office.contacts.by_key.items()
        if office.is_there(key, now) and not may_hold(found, key, office) and key != who.contact
    }
    asks = may_hold(found, who.contact, office) or REACH in shown.values
    return Form(found, shown, office.agreement.in_order(kept), others, ASKED if asks else CAME)


def _asked(form: Form, contact: Contact, now: datetime, office: Office) -> list[Asked]:
    """The words of a yes and of a no to each item that the request holds, for the new contact."""
    agreement, items = office.agreement, form.items
    yes = agreement.words(dict.fromkeys(items, True), contact, None, now).shared
    no = agreement.words(dict.fromkeys(items, False), contact, None, now).refused
    return [
        Asked(
            key,
            agreement.label_for_staff(key),
            form.shown.values.get(key, ""),
            yes[key],
            no[key],
            fixed=form.request.young and key == AGE,
        )
        for key in items
    ]


def _answers(fields: Mapping[str, str]) -> dict[str, bool]:
    """The person's yes or no, by item."""
    return {
        name.removeprefix(_ITEM): value == "yes"
        for name, value in fields.items()
        if name.startswith(_ITEM) and value in {"yes", "no"}
    }


def _missing(form: Form, fields: Mapping[str, str], today: date, office: Office) -> dict[str, str]:
    """What is still to be answered on the page, one sentence for each of its parts."""
    label, answers = office.agreement.label_for_staff, _answers(fields)
    missing = {item: f"Say yes or no for “{label(item)}”." for item in form.items if item not in answers}
    if fields.get("how") not in HOW:
        missing["how"] = "Say how the person answered."
    day = _day(fields)
    if day is None or not day_of(form.request.created_at) <= day <= today:
        missing["when"] = "Give the day on which they answered: after they asked for help, and not to come."
    return missing


def _note(fields: Mapping[str, str]) -> str:
    """How and when the person answered, for the record."""
    day = _day(fields)
    return f"Answered {HOW[fields['how']]} on {date_words(day)}." if day and fields.get("how") in HOW else ""


def _number(fields: Mapping[str, str], name: str) -> int:
    """A version that the form was shown with; 0, which none has, where it is not told."""
    told = fields.get(name, "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 6 else 0


def _day(fields: Mapping[str, str]) -> date | None:
    try:
        return date.fromisoformat(fields.get("when", ""))
    except ValueError:
        return None
