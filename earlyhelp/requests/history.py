"""Taking one request in hand, and writing down what happened to it."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core import audit
from core.encryption import Vault
from earlyhelp.contacts import Contact
from earlyhelp.errors import UnknownRequestError
from earlyhelp.requests.model import HelpRequest, RequestEvent
from earlyhelp.requests.staff import SYSTEM


def hold(session: Session, request_id: str) -> HelpRequest:
    """The request as it now is, locked until the caller's transaction ends; raises UnknownRequestError.

    Its first statement writes, which takes the row's lock on PostgreSQL and the write lock on SQLite, so that
    no BEGIN IMMEDIATE is needed as long as this comes before whatever else the transaction reads.
    """
    locking = (
        update(HelpRequest)
        .where(HelpRequest.id == request_id)
        .values(version=HelpRequest.version + 1)
        .execution_options(synchronize_session=False)
        .returning(HelpRequest.id)
    )
    if session.execute(locking).first() is None:
        raise UnknownRequestError("There is no such request.")
    return session.get_one(HelpRequest, request_id, populate_existing=True)


def happened(session: Session, request: HelpRequest, once: str) -> bool:
    """Whether the event with this natural key is already written down."""
    found = select(RequestEvent.id).where(RequestEvent.request_id == request.id, RequestEvent.once == once)
    return session.scalar(found) is not None


def add_event(
    session: Session,
    vault: Vault,
    request: HelpRequest,
    kind: str,
    once: str,
    who: str,
    now: datetime,
    *,
    contact: Contact | None = None,
    by: Contact | None = None,
    note: str = "",
) -> None:
    """Adds an event that has not happened yet; the caller holds the request.

    It moves `changed_at`, unless it is one of ours alone: a reminder must not keep anything for longer.

    `contact` is who was asked, where that is not who holds it; `by` the contact as whom staff did it.
    """
    last = session.scalar(select(func.max(RequestEvent.number)).where(RequestEvent.request_id == request.id))
    event_id = str(uuid4())
    session.add(
        RequestEvent(
            id=event_id,
            request_id=request.id,
            number=(last or 0) + 1,
            once=once,
            kind=kind,
            who=who,
            contact=contact.key if contact else request.contact,
            contact_mark=contact.mark if contact else request.contact_mark,
            done_by=by.mark if by else None,
            round=request.round,
            at=now,
            sealed=vault.seal(note.encode(), event_id) if note else None,
        )
    )
    if who != SYSTEM:
        request.changed_at = now
    session.flush()


def write_audit(
    session: Session, request: HelpRequest, kind: str, who: str, now: datetime, why: str = ""
) -> None:
    """One entry about this request, as the transaction's last statement: appends take turns."""
    audit.append(session, who, f"request/{kind}", request.id, why, now=now)
