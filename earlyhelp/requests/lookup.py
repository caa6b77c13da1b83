"""Finding a request by reference and code word, in a way that tells a stranger nothing."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import case, delete, select, update
from sqlalchemy.orm import Session

from core.database import add_once
from core.encryption import Vault
from earlyhelp.office import Office
from earlyhelp.references import read_code
from earlyhelp.requests.draft import digest
from earlyhelp.requests.model import HelpRequest, ReferenceTry

WRONG_TRIES = 5
LOCKED_FOR = timedelta(minutes=15)

_NO_CODE = "------"


def find_request(
    session: Session, vault: Vault, reference: str, code: str, now: datetime, office: Office
) -> HelpRequest | None:
    """The request of whoever says its reference and code word; None for every other reason alike.

    An unknown reference, a wrong code, one try too many (5 wrong within 15 minutes) and a request that was
    erased look the same and write the same. The caller commits, also after None: tries are counted.
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
    return found


def requests_of(session: Session, person: str) -> Sequence[HelpRequest]:
    """The requests sent under this opaque id, such as the conversation's, the newest first."""
    found = select(HelpRequest).where(HelpRequest.person == digest(person))
    return session.scalars(found.order_by(HelpRequest.created_at.desc(), HelpRequest.id)).all()


def _count_try(session: Session, reference: str, now: datetime) -> bool:
    """Counts a try before it is judged, so that tries at once all count; False if there are too many.

    The count is written first, which takes the lock, so that no BEGIN IMMEDIATE is needed.
    """
    if add_once(session, ReferenceTry, {"reference": reference, "wrong": 1, "since": now}):
        return True
    over = ReferenceTry.since <= now - LOCKED_FOR
    counting = (
        update(ReferenceTry)
        .where(ReferenceTry.reference == reference)
        .values(
            wrong=case((over, 1), else_=ReferenceTry.wrong + 1),
            since=case((over, now), else_=ReferenceTry.since),
        )
        .returning(ReferenceTry.wrong)
        .execution_options(synchronize_session=False)
    )
    return session.execute(counting).scalar_one() <= WRONG_TRIES
