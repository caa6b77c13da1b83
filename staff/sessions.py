"""Sessions of staff: in the database, so that they can be ended from anywhere and end by themselves."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from core import audit
from core.settings import Settings
from earlyhelp.contacts import Contacts
from earlyhelp.requests import Staff
from staff.keys import StaffKeys
from staff.models import SignInLink, StaffAccount, StaffSession, StaffTry
from staff.roles import Role
from staff.tries import DAY

_SESSION = "session"
_SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class SessionTimes:
    """How long a session lasts without a request, and at the longest."""

    idle: timedelta
    longest: timedelta


@dataclass(frozen=True)
class SignedIn:
    """Who asks: the account's opaque id, its role, and the contact that it is, or empty."""

    account_id: str
    role: Role
    contact: str

    @property
    def staff(self) -> Staff:
        """The same, as requests know staff."""
        return Staff(self.account_id, self.contact, is_manager=self.role == "manager")


def session_times(settings: Settings) -> SessionTimes:
    """The times of these settings."""
    return SessionTimes(timedelta(minutes=settings.staff_idle_minutes), timedelta(hours=settings.staff_hours))


def begin_session(session: Session, keys: StaffKeys, account_id: str, now: datetime) -> str:
    """Signs an account in; gives the value of the cookie, which is kept nowhere."""
    cookie = secrets.token_urlsafe(32)
    hash_ = keys.hash(_SESSION, cookie)
    session.add(StaffSession(token_hash=hash_, account_id=account_id, created_at=now, seen_at=now))
    session.flush()
    return cookie


def signed_in(
    session: Session,
    keys: StaffKeys,
    cookie: str,
    times: SessionTimes,
    now: datetime,
    contacts: Contacts,
) -> SignedIn | None:
    """Who this cookie is; None if it is nobody's or its time is over. Notes the visit once a minute.

    An account whose contact has left is no contact.
    """
    found = session.execute(
        select(StaffSession, StaffAccount)
        .join(StaffAccount, StaffAccount.id == StaffSession.account_id)
        .where(
            StaffSession.token_hash.in_(keys.hashes(_SESSION, cookie)),
            StaffSession.seen_at > now - times.idle,
            StaffSession.created_at > now - times.longest,
            StaffAccount.removed_at.is_(None),
        )
    ).first()
    if found is None:
        return None
    kept, account = found
    if now - kept.seen_at >= _SEEN_EVERY:
        session.execute(
            update(StaffSession)
            .where(StaffSession.id == kept.id)
            .values(seen_at=now)
            .execution_options(synchronize_session=False)
        )
    contact = contacts.person(account.contact, account.contact_mark)
    return SignedIn(account.id, cast(Role, account.role), contact.key if contact else "")


def end_session(session: Session, keys: StaffKeys, cookie: str, now: datetime) -> None:
    """Signs this browser out; a second time changes nothing."""
    hashes = keys.hashes(_SESSION, cookie)
    ending = delete(StaffSession).where(StaffSession.token_hash.in_(hashes))
    ended = session.scalars(ending.returning(StaffSession.account_id)).first()
    if ended is not None:
        audit.append(session, ended, "staff/signed_out", ended, now=now)


def forget_ended(session: Session, times: SessionTimes, now: datetime) -> int:
    """Deletes sessions, links and counts whose time is over; gives how many."""
    over = or_(StaffSession.seen_at <= now - times.idle, StaffSession.created_at <= now - times.longest)
    sessions = session.scalars(delete(StaffSession).where(over).returning(StaffSession.id)).all()
    links = session.scalars(
        delete(SignInLink).where(SignInLink.expires_at <= now).returning(SignInLink.id)
    ).all()
    tries = session.scalars(delete(StaffTry).where(StaffTry.since <= now - DAY).returning(StaffTry.key)).all()
    return len(sessions) + len(links) + len(tries)
