"""Who looks into the who's-who, what they may see, and that it is written down."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aiohttp import web
from sqlalchemy.orm import Session

from core import audit
from directory.people import Found
from directory.people.owning import own_entry
from staff.accounts import email_of
from staff.sessions import SignedIn
from web.door import DESK, DOOR
from web.rendering import page
from web.staff.rights import EDITORS
from web.staff.visits import WHO, in_transaction, staff_form_token, who_asks

VISITOR = "visitor"
"""Who looked, where they are not signed in: the audit knows no more of them."""
EVERYBODY = "whos-who"
"""What was looked into, where it was not one entry."""


async def looker(request: web.Request) -> SignedIn | None:
    """Who looks, if they are signed in."""
    return request.get(WHO) or (await who_asks(request) if DESK in request.app else None)


async def note(request: web.Request, who: SignedIn | None, what: str, subject: str = EVERYBODY) -> None:
    """Writes a look-up into the audit: who, what, and which entry; never the words that were typed."""
    account, now = who.account_id if who else VISITOR, request.app[DOOR].clock()
    await in_transaction(
        request, lambda session: audit.append(session, account, f"people/{what}", subject, now=now)
    )


async def entry_of(request: web.Request, who: SignedIn | None) -> Found | None:
    """The person or team of this address, if there is one that this reader may see."""
    people, key = request.app[DOOR].people, request.match_info["key"]
    return await asyncio.to_thread(people.one, key, public_only=who is None)


async def owned_by(request: web.Request, who: SignedIn) -> str:
    """The key of this member of staff's own entry, or empty."""
    vault = request.app[DOOR].vault

    def find(session: Session) -> str:
        person = own_entry(session, email_of(session, vault, who.account_id))
        return person.id if person else ""

    return await in_transaction(request, find)


def is_editor(who: SignedIn) -> bool:
    """That they keep the who's-who right for everybody."""
    return who.role in EDITORS


async def people_page(
    request: web.Request,
    template: str,
    who: SignedIn | None,
    values: Mapping[str, Any] | None = None,
    status: int = HTTPStatus.OK,
) -> web.Response:
    """A page of the who's-who, as staff or as anybody sees it."""
    shown: dict[str, Any] = {"who": who, "needs": request.app[DOOR].needs}
    if who is not None:
        contact = request.app[DESK].office.contacts.by_key.get(who.contact)
        shown |= {
            "who_name": contact.name if contact else who.role.capitalize(),
            "form_token": staff_form_token(request),
            "edits": is_editor(who),
        }
    return await page(request, template, {**shown, **(values or {})}, status)
