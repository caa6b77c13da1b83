"""Opening a request to the person who sent it, without their chat: a link that works once, a short visit.

Who gets a pass has been checked before: they wrote from the same chat, or said reference and code word.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from core.database import add_once
from earlyhelp.requests.model import HelpRequest, RequestPass

OPEN_FOR = timedelta(minutes=15)
"""How long a link works if nobody uses it, and how long a visit lasts."""


def make_pass(session: Session, request_id: str, now: datetime) -> str:
    """A new token for a link to this request. It is kept nowhere; only its hash is."""
    token = secrets.token_urlsafe(32)
    _open(session, _hash("link", token), request_id, now)
    return token


def use_pass(session: Session, token: str, visitor: str, now: datetime) -> bool:
    """Uses a link up and begins a visit of `visitor`, which only their browser holds; False if it is spent.

    Its first statement deletes the pass, so that of two presses at once only one gets in.
    """
    using = (
        delete(RequestPass)
        .where(RequestPass.hash == _hash("link", token), RequestPass.expires_at > now)
        .returning(RequestPass.request_id)
        .execution_options(synchronize_session=False)
    )
    request_id = session.scalar(using)
    if request_id is None:
        return False
    begin_visit(session, request_id, visitor, now)
    return True


def begin_visit(session: Session, request_id: str, visitor: str, now: datetime) -> None:
    """Opens a request to this visitor for a while, in place of any that was open to them."""
    _open(session, _hash("visit", visitor), request_id, now)


def visited(session: Session, visitor: str, now: datetime) -> HelpRequest | None:
    """The request that is open to this visitor; None if there is none, its time is over, or it was erased."""
    found = (
        select(HelpRequest)
        .join(RequestPass, RequestPass.request_id == HelpRequest.id)
        .where(
            RequestPass.hash == _hash("visit", visitor),
            RequestPass.expires_at > now,
            HelpRequest.erased_at.is_(None),
        )
    )
    return session.scalar(found)


def end_visit(session: Session, visitor: str) -> None:
    """Shuts what is open to this visitor; a second time changes nothing."""
    session.execute(delete(RequestPass).where(RequestPass.hash == _hash("visit", visitor)))


def forget_passes(session: Session, now: datetime) -> int:
    """Deletes links and visits whose time is over; gives how many."""
    over = delete(RequestPass).where(RequestPass.expires_at <= now).returning(RequestPass.hash)
    return len(session.scalars(over).all())


def _open(session: Session, hash_: bytes, request_id: str, now: datetime) -> None:
    values = {"request_id": request_id, "expires_at": now + OPEN_FOR}
    if not add_once(session, RequestPass, {"hash": hash_, **values}):
        session.execute(update(RequestPass).where(RequestPass.hash == hash_).values(**values))


def _hash(kind: str, secret: str) -> bytes:
    return hashlib.sha256(f"{kind}/{secret}".encode()).digest()
