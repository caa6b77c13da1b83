"""Who is sending an entry: leases that end by themselves, and what is written down after an attempt.

Each change is one conditional UPDATE in a short transaction of its own, so that two workers never hold the
same entry, on SQLite and on PostgreSQL alike, and none waits while mail is spoken.
"""

from __future__ import annotations

from collections.abc import Collection
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

GIVE_UP_AFTER = timedelta(days=5)
"""No younger entry is given up: a mail server can be down from before a bank-holiday weekend to after it."""

FEWEST_ATTEMPTS = 48
"""Nor is one with fewer, about 31 hours with the waits below: also what waited while the site was down, or is
sent again, is tried that often."""

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
    created_at: datetime
    lease: str


def wait_before(attempt: int, random: Random) -> timedelta:
    """How long after failed attempt `attempt` (from 1) the next is due.

    Twice as long each time up to an hour, of which at random half to all, so that entries that failed
    together do not all return together.
    """
    longest: timedelta = min(_FIRST_WAIT * 2 ** min(attempt - 1, 16), _LONGEST_WAIT)
    return longest * random.uniform(0.5, 1.0)


def block_expired(session: Session, now: datetime) -> int:
    """Stops what would come too late, also what a worker left behind, and forgets it; gives how many."""
    left = and_(OutboxEntry.state == "sending", OutboxEntry.lease_until <= now)
    late = and_(OutboxEntry.expires_at <= now, or_(OutboxEntry.state.in_(("waiting", "dead")), left))
    if session.scalar(select(OutboxEntry.id).where(late).limit(1)) is None:
        return 0
    stopping = (
        update(OutboxEntry).where(late).values(state="blocked", blocked_at=now, sealed=None, lease_until=None)
    )
    return len(session.scalars(stopping.returning(OutboxEntry.id)).all())


def lease_next(
    session: Session, now: datetime, lease: timedelta, kinds: Collection[str] = ()
) -> Leased | None:
    """Takes what is due of these kinds, or of all: first what expires, then what has been due for longest.

    Due is also what a worker left that has gone. None if there is nothing.
    """
    due = and_(_is_due(now), OutboxEntry.kind.in_(kinds)) if kinds else _is_due(now)
    first = OutboxEntry.expires_at.is_(None), OutboxEntry.due_at, OutboxEntry.id
    while True:
        candidate = session.scalar(select(OutboxEntry.id).where(due).order_by(*first).limit(1))
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
                taken.id,
                taken.key,
                taken.kind,
                taken.sealed,
                taken.message_id,
                taken.attempts,
                taken.created_at,
                token,
            )


def renew(session: Session, leased: Leased, now: datetime, lease: timedelta) -> bool:
    """Just before sending: lengthens the lease; False if it was blocked, taken over or expired meanwhile."""
    return _change(
        session, leased, and_(OutboxEntry.state == "sending", _is_fresh(now)), lease_until=now + lease
    )


def record_sent(session: Session, leased: Leased, now: datetime) -> bool:
    """Writes down that it went, which stays true even if it was blocked while it went."""
    known = OutboxEntry.state.in_(("sending", "blocked"))
    return _change(session, leased, known, state="sent", sent_at=now, sealed=None, lease_until=None)


def record_failure(
    session: Session, leased: Leased, error: str, now: datetime, random: Random, *, final: bool
) -> bool:
    """Writes down a failed attempt; True if the entry is now given up: `final`, or tried long and often."""
    attempts = leased.attempts + 1
    dead = final or (attempts >= FEWEST_ATTEMPTS and now >= leased.created_at + GIVE_UP_AFTER)
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
    waits = and_(OutboxEntry.state == "waiting", OutboxEntry.due_at <= now)
    left = and_(OutboxEntry.state == "sending", OutboxEntry.lease_until <= now)
    return and_(or_(waits, left), _is_fresh(now))


def _is_fresh(now: datetime) -> ColumnElement[bool]:
    return or_(OutboxEntry.expires_at.is_(None), OutboxEntry.expires_at > now)


def _change(session: Session, leased: Leased, where: ColumnElement[bool], **values: Any) -> bool:
    changing = (
        update(OutboxEntry)
        .where(OutboxEntry.id == leased.id, OutboxEntry.lease == leased.lease, where)
        .values(**values)
        .returning(OutboxEntry.id)
        .execution_options(synchronize_session=False)
    )
    return len(session.scalars(changing).all()) > 0
