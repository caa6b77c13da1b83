"""Finding a request by reference and code word, in a way that tells a stranger nothing."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.office import Office
from earlyhelp.references import read_code
from earlyhelp.requests.draft import digest
from earlyhelp.requests.history import write_audit
from earlyhelp.requests.model import HelpRequest
from earlyhelp.requests.staff import PERSON
from earlyhelp.tries import count_try, forget_tries, locked_until

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
    allowed = count_try(session, named, now)
    found = session.scalar(select(HelpRequest).where(HelpRequest.reference == named))
    kept = _NO_CODE
    if found is not None and found.sealed_code is not None:
        kept = vault.open(found.sealed_code, found.id).decode()
    fits = hmac.compare_digest(kept.encode(), (read_code(code) or "").encode())
    if found is None or not (allowed and fits):
        return None
    forget_tries(session, named)
    write_audit(session, found, "looked_up", PERSON, now)
    return found


def request_locked_until(session: Session, reference: str, now: datetime, office: Office) -> datetime | None:
    """Until when no try at this reference is looked at, known or not; None if the next one is."""
    named = office.references.read_reference(reference)
    return locked_until(session, named, now) if named else None


def requests_of(session: Session, person: str) -> Sequence[HelpRequest]:
    """The requests sent under this opaque id, such as the conversation's, the newest first."""
    found = select(HelpRequest).where(HelpRequest.person == digest(person))
    return session.scalars(found.order_by(HelpRequest.created_at.desc(), HelpRequest.id)).all()


def code_for_person(vault: Vault, request: HelpRequest) -> str:
    """The code word, for the conversation that the request was sent from; empty once it was erased."""
    return vault.open(request.sealed_code, request.id).decode() if request.sealed_code else ""
