"""Putting entries into the outbox, stopping them, and seeing those that were given up."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from core.database import add_once
from core.encryption import Vault
from core.opaque import opaque
from core.outbox.models import KEY, OutboxEntry, sealed_under


@dataclass(frozen=True)
class Blocked:
    """How many entries were stopped, and how many of them a worker had in hand and may just have sent."""

    stopped: int
    under_way: int


@dataclass(frozen=True)
class DeadLetter:
    """An entry that was given up; `last_error` is the class of the last failure."""

    id: int
    key: str
    kind: str
    attempts: int
    last_error: str
    created_at: datetime


def put(
    session: Session,
    vault: Vault,
    key: str,
    kind: str,
    payload: Mapping[str, Any],
    now: datetime,
    expires_at: datetime | None = None,
) -> bool:
    """Adds an entry in the caller's transaction, due at once; a key that is known changes nothing: False.

    `key` is opaque (letters, digits, `._:/-`, up to 200) and begins with what `block` stops it by, as in
    `request/17/sent`. `payload` is what the sender of `kind` reads, and must be JSON. What is worth nothing
    after `expires_at` goes first, and not at all after it.
    """
    values = {
        "key": opaque(key, KEY),
        "kind": opaque(kind, 16),
        "sealed": vault.seal(json.dumps(payload).encode(), sealed_under(key)),
        "message_id": uuid4().hex,
        "due_at": now,
        "expires_at": expires_at,
        "attempts": 0,
        "state": "waiting",
        "created_at": now,
    }
    return add_once(session, OutboxEntry, values)


def block(session: Session, subject: str, now: datetime) -> Blocked:
    """Stops, in the caller's transaction, whatever of `subject` has not been sent, and forgets its payload.

    An entry is of `subject` if that is its key or begins it up to a slash: `request/17` stops
    `request/17/sent` and not `request/170/sent`. Entries put in later are not stopped, so a notice of the
    withdrawal is put in after this.
    """
    under_way = _stop(session, subject, OutboxEntry.state == "sending", now)
    at_rest = _stop(session, subject, OutboxEntry.state.in_(("waiting", "dead")), now)
    return Blocked(under_way + at_rest, under_way)


def dead_letters(session: Session, most: int) -> Sequence[DeadLetter]:
    """What was given up, oldest first and at most so many, for staff to see."""
    found = (
        select(
            OutboxEntry.id,
            OutboxEntry.key,
            OutboxEntry.kind,
            OutboxEntry.attempts,
            func.coalesce(OutboxEntry.last_error, ""),
            OutboxEntry.created_at,
        )
        .where(OutboxEntry.state == "dead")
        .order_by(OutboxEntry.id)
        .limit(most)
    )
    return [DeadLetter(*each) for each in session.execute(found)]


def count_dead(session: Session) -> int:
    """How much was given up."""
    return session.scalar(select(func.count(OutboxEntry.id)).where(OutboxEntry.state == "dead")) or 0


def send_again(session: Session, entry_id: int, now: datetime) -> bool:
    """Makes an entry that was given up due again, with new attempts; False if there is none such."""
    reviving = (
        update(OutboxEntry)
        .where(OutboxEntry.id == entry_id, OutboxEntry.state == "dead")
        .values(state="waiting", due_at=now, attempts=0)
    )
    return len(session.scalars(reviving.returning(OutboxEntry.id)).all()) > 0


def send_all_again(session: Session, now: datetime) -> int:
    """The same for whatever was given up, as after a fault of the mail server; gives how much."""
    reviving = (
        update(OutboxEntry)
        .where(OutboxEntry.state == "dead")
        .values(state="waiting", due_at=now, attempts=0)
        .execution_options(synchronize_session=False)
    )
    return len(session.scalars(reviving.returning(OutboxEntry.id)).all())


def forget_settled(session: Session, before: datetime) -> int:
    """Deletes entries that were sent, blocked or given up before this moment; gives how many.

    Their keys are then free again: keep them for longer than anything could ask for the same delivery.
    """
    settled = or_(
        and_(OutboxEntry.state == "sent", OutboxEntry.sent_at < before),
        and_(OutboxEntry.state == "blocked", OutboxEntry.blocked_at < before),
        and_(OutboxEntry.state == "dead", OutboxEntry.due_at < before),
    )
    return len(session.scalars(delete(OutboxEntry).where(settled).returning(OutboxEntry.id)).all())


def _stop(session: Session, subject: str, where: ColumnElement[bool], now: datetime) -> int:
    begins = func.substr(OutboxEntry.key, 1, len(subject) + 1) == f"{subject}/"
    stopping = (
        update(OutboxEntry)
        .where(where, or_(OutboxEntry.key == subject, begins))
        .values(state="blocked", blocked_at=now, sealed=None)
    )
    return len(session.scalars(stopping.returning(OutboxEntry.id)).all())
