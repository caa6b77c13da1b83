"""Who is sending an entry: leases that end by themselves, and what is written down after an attempt.

Each change is one conditional UPDATE in a short transaction of its own, so that two workers never hold the
same entry, on SQLite and on PostgreSQL alike, and none waits while mail is spoken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from core.outbox.models import OutboxEntry

LEASE = timedelta(minutes=2)
"""Longer than any sender takes over one entry; after it another worker tries again."""

MAX_ATTEMPTS = 48
"""About two days of trying, with the waits below."""

_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True)
class Leased:
    """An entry in this worker's hands. `attempts` counts those that failed before."""

    id: int
    key: str
    kind: str
    sealed: bytes
    message_id: str
    attempts: int
    lease: str


def wait_before(attempt: int, random: Random) -> timedelta:
    """How long after failed attempt `attempt` (from 1) the next is due.

    Twice as long each time up to an hour, of which at random half to all, so that entries that failed
    together do not all return together.
    """
    longest: timedelta = min(_FIRST_WAIT * 2 ** min(attempt - 1, 16), _LONGEST_WAIT)
    return longest * random.uniform(0.5, 1.0)


def lease_next(session: Session, now: datetime, lease: timedelta) -> Leased | None:
    """Takes the entry that has been due for longest, or whose worker has gone; None if there is none."""
    while True:
        oldest = select(OutboxEntry.id).where(_is_due(now)).order_by(OutboxEntry.due_at, OutboxEntry.id)
        candidate = session.scalar(oldest.limit(1))
        if candidate is None:
            return None
        token = uuid4().hex
        taking = (
            update(OutboxEntry)
            .where(OutboxEntry.id == candidate, _is_due(now))
            .values(state="sending", lease=token, lease_until=now + lease)
            .returning(OutboxEntry)
            .execution_options(populate_existing=True)
        )
        taken = session.scalars(taking).first()
        if taken is not None:
            assert taken.sealed is not None
            return Leased(
                taken.id, taken.key, taken.kind, taken.sealed, taken.message_id, taken.attempts, token
            )


def renew(session: Session, leased: Leased, now: datetime, lease: timedelta) -> bool:
    """Just before sending: lengthens the lease; False if the entry was blocked or taken over meanwhile."""
    return _change(session, leased, OutboxEntry.state == "sending", lease_until=now + lease)


def record_sent(session: Session, leased: Leased, now: datetime) -> bool:
    """Writes down that it went, which stays true even if it was blocked while it went."""
    known = OutboxEntry.state.in_(("sending", "blocked"))
    return _change(session, leased, known, state="sent", sent_at=now, sealed=None, lease_until=None)


def record_failure(
    session: Session, leased: Leased, error: str, now: datetime, random: Random, *, final: bool
) -> bool:
    """Writes down a failed attempt; True if the entry is now given up (`final`, or too many attempts)."""
    attempts = leased.attempts + 1
    dead = final or attempts >= MAX_ATTEMPTS
    changed = _change(
        session,
        leased,
        OutboxEntry.state == "sending",
        state="dead" if dead else "waiting",
        attempts=attempts,
        due_at=now + wait_before(attempts, random),
        last_error=error[:64],
        lease_until=None,
    )
    return dead and changed


def _is_due(now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(OutboxEntry.state == "waiting", OutboxEntry.due_at <= now),
        and_(OutboxEntry.state == "sending", OutboxEntry.lease_until <= now),
    )


def _change(session: Session, leased: Leased, where: ColumnElement[bool], **values: Any) -> bool:
    changing = (
        update(OutboxEntry)
        .where(OutboxEntry.id == leased.id, OutboxEntry.lease == leased.lease, where)
        .values(**values)
        .returning(OutboxEntry.id)
        .execution_options(synchronize_session=False)
    )
    return len(session.scalars(changing).all()) > 0
