"""Deliveries that were given up: what they were, and sending them again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aiohttp import web
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.outbox import DeadLetter, send_again, send_all_again
from earlyhelp.days import moment_words
from earlyhelp.office import Office
from earlyhelp.requests import HelpRequest
from earlyhelp.requests.announcing import KIND as WEBHOOK
from earlyhelp.requests.delivery_keys import letter_of, request_of
from web.door import DESK, DOOR
from web.staff.visits import WHO, in_transaction
from web.visitors import see_other

routes = web.RouteTableDef()

_LARGEST_ID = 2**31


@dataclass(frozen=True)
class Given:
    """One delivery that was given up; nothing in it is about the person. `reference` may be empty."""

    id: int
    what: str
    reference: str
    attempts: int
    error: str
    since: str


@routes.post("/desk/deliveries/{id:[0-9]{1,10}}/again")
async def again(request: web.Request) -> web.Response:
    """Makes a delivery due again, with all its attempts."""
    entry, who, now = int(request.match_info["id"]), request[WHO], request.app[DOOR].clock()

    def revive(session: Session) -> None:
        if entry < _LARGEST_ID and send_again(session, entry, now):
            audit.append(session, who.account_id, "outbox/again", f"outbox/{entry}", now=now)

    await in_transaction(request, revive)
    request.app[DESK].rounds.wake()
    return see_other("/desk?done=again")


@routes.post("/desk/deliveries/again")
async def all_again(request: web.Request) -> web.Response:
    """Makes whatever was given up due again, as after a fault of the mail server."""
    who, now = request[WHO], request.app[DOOR].clock()

    def revive(session: Session) -> None:
        count = send_all_again(session, now)
        if count:
            audit.append(session, who.account_id, "outbox/all_again", "outbox", f"entries {count}", now=now)

    await in_transaction(request, revive)
    request.app[DESK].rounds.wake()
    return see_other("/desk?done=all-again")


def given_up(session: Session, letters: Iterable[DeadLetter], office: Office) -> list[Given]:
    """Deliveries in the words of the desk."""
    about = {each: request_of(each.key) for each in letters}
    asked = HelpRequest.id.in_(set(about.values()))
    found = session.execute(select(HelpRequest.id, HelpRequest.reference).where(asked))
    references = {row.id: row.reference for row in found}
    return [
        Given(
            each.id,
            _what(each, office),
            references.get(request_id, ""),
            each.attempts,
            each.last_error,
            moment_words(each.created_at),
        )
        for each, request_id in about.items()
    ]


def _what(entry: DeadLetter, office: Office) -> str:
    """What a delivery was, told by its kind and its key."""
    if entry.kind == WEBHOOK:
        return "Notice to the case management"
    if not request_of(entry.key):
        return "Sign-in link"
    letter = letter_of(entry.key)
    contact = office.contacts.by_key.get(letter.to) if letter else None
    return f"Mail to {contact.name}" if contact else "Mail"
