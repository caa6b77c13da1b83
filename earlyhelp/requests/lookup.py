"""Finding a request by reference and code word, in a way that tells a stranger nothing."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from core.database import add_once
from core.encryption import Vault
from earlyhelp.office import Office
from earlyhelp.references import read_code
from earlyhelp.requests.draft import digest
from earlyhelp.requests.history import write_audit
from earlyhelp.requests.model import HelpRequest, ReferenceTry
from earlyhelp.requests.staff import PERSON

WRONG_TRIES, LOCKED_FOR = 5, timedelta(minutes=15)
"""After so many wrong tries nothing is looked at for a while, which doubles with each one more."""

MOST_A_DAY, DAY = 10, timedelta(days=1)
"""Tries at one reference in a day: a stranger would need more than forty years for half of its code words.
Tries across references are counted by who tries (`staff.tries.may_look`)."""

_NO_CODE = "------"


def find_request(
    session: Session, vault: Vault, reference: str, code: str, now: datetime, office: Office
) -> HelpRequest | None:
    """The request of whoever says its reference and code word; None for every other reason alike.

    An unknown reference, a wrong code, one try too many and a request that was erased look the same and write
    the same. The caller commits, also after None: tries are counted. One that is found is in the audit, so
    change it in another transaction.
    """
    named = office.references.read_reference(reference)
    if named is None:
        return None
    allowed = _count_try(session, named, now)
    found = session.scalar(select(HelpRequest).where(HelpRequest.reference == named))
    kept = _NO_CODE
    if found is not None and found.sealed_code is not None:
        kept = vault.open(found.sealed_code, found.id).decode()
    fits = hmac.compare_digest(kept.encode(), (read_code(code) or "").encode())
    if found is None or not (allowed and fits):
        return None
    session.execute(delete(ReferenceTry).where(ReferenceTry.reference == named))
    write_audit(session, found, "looked_up", PERSON, now)
    return found


def locked_until(session: Session, reference: str, now: datetime, office: Office) -> datetime | None:
    """Until when no try at this reference is looked at, known or not; None if the next one is."""
    named = office.references.read_reference(reference)
    tries = session.get(ReferenceTry, named) if named else None
    until = tries.locked_until if tries is not None else None
    return until if until is not None and now < until else None


def requests_of(session: Session, person: str) -> Sequence[HelpRequest]:
    """The requests sent under this opaque id, such as the conversation's, the newest first."""
    found = select(HelpRequest).where(HelpRequest.person == digest(person))
    return session.scalars(found.order_by(HelpRequest.created_at.desc(), HelpRequest.id)).all()


def code_for_person(vault: Vault, request: HelpRequest) -> str:
    """The code word, for the conversation that the request was sent from; empty once it was erased."""
    return vault.open(request.sealed_code, request.id).decode() if request.sealed_code else ""


def _count_try(session: Session, reference: str, now: datetime) -> bool:
    """Counts a try before it is judged, so that tries at once all count; False if there are too many.

    The first statement writes, which takes the lock, so that no BEGIN IMMEDIATE is needed.
    """
    held = update(ReferenceTry).where(ReferenceTry.reference == reference).values(wrong=ReferenceTry.wrong)
    while not add_once(
        session, ReferenceTry, {"reference": reference, "wrong": 1, "since": now, "locked_until": None}
    ):
        found = session.execute(held.returning(ReferenceTry.reference)).first()
        if found is not None:
            return _count_again(session.get_one(ReferenceTry, reference, populate_existing=True), now)
    return True


def _count_again(tries: ReferenceTry, now: datetime) -> bool:
    """Counts one more try of a day; while they are locked out, none is looked at and none counts."""
    if tries.since <= now - DAY:
        tries.wrong, tries.since, tries.locked_until = 0, now, None
    if tries.locked_until is not None and now < tries.locked_until:
        return False
    tries.wrong += 1
    if tries.wrong >= MOST_A_DAY:
        tries.locked_until = tries.since + DAY
    elif tries.wrong >= WRONG_TRIES:
        tries.locked_until = now + LOCKED_FOR * 2 ** (tries.wrong - WRONG_TRIES)
    return True
