"""What somebody may see of the who's-who, what of it is theirs, and that they looked."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from aiohttp import web
from sqlalchemy.orm import Session

from core import audit
from directory.people import Found
from directory.people.owning import own_entries
from staff.accounts import email_of
from staff.sessions import SignedIn
from web.door import DOOR
from web.staff.visits import in_transaction

VISITOR = "visitor"
"""Who looked, where they are not signed in: the audit knows no more of them."""
EVERYBODY = "whos-who"
"""What was looked into, where it was not one entry."""


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


async def owned_by(request: web.Request, who: SignedIn) -> Mapping[str, str]:
    """This member of staff's own entries: names by their keys."""
    vault = request.app[DOOR].vault

    def find(session: Session) -> dict[str, str]:
        found = own_entries(session, email_of(session, vault, who.account_id))
        return {person.id: person.name for person in found}

    return await in_transaction(request, find)
