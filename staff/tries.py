"""How often an address, a client or a conversation may ask or send, counted in the database.

So every process counts together.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import case, update
from sqlalchemy.orm import Session

from core.database import add_once
from staff.keys import StaffKeys
from staff.models import StaffTry

WINDOW = timedelta(minutes=15)

DAY = timedelta(days=1)
"""The longest time for which anything is counted."""

SENDS = 5
"""Requests that one conversation may send in a day."""

LOOKS = 20
"""Requests that one client, or one conversation, may try to open by name and code word in that time."""


def may_look(session: Session, keys: StaffKeys, who: str, now: datetime) -> bool:
    """Counts a try at any request by its name and code word; False if `who` tries too often.

    Each reference has a lock of its own besides. The caller commits whatever the answer is.
    """
    return count_try(session, keys, "look", who, now, LOOKS)


def may_look_again_at(session: Session, keys: StaffKeys, who: str, now: datetime) -> datetime | None:
    """When `who` may try again after too many tries; None if they may now."""
    tried = session.get(StaffTry, keys.hash("look", who))
    if tried is None or tried.count < LOOKS or tried.since <= now - WINDOW:
        return None
    return tried.since + WINDOW


def may_send(session: Session, keys: StaffKeys, who: str, now: datetime) -> bool:
    """Counts a request that is about to be sent; False if `who` sent as many as one may in a day.

    In the transaction that sends, so that only what was sent is counted, also where it was erased since.
    """
    return count_try(session, keys, "send", who, now, SENDS, DAY)


def count_try(
    session: Session,
    keys: StaffKeys,
    what: str,
    who: str,
    now: datetime,
    limit: int,
    window: timedelta = WINDOW,
) -> bool:
    """Counts a try before it is judged; False if there were more than `limit` within `window`.

    The count is written first, which takes the lock, so that no BEGIN IMMEDIATE is needed. The caller commits
    whatever the answer is.
    """
    key = keys.hash(what, who)
    if add_once(session, StaffTry, {"key": key, "count": 1, "since": now}):
        return limit >= 1
    over = StaffTry.since <= now - window
    counting = (
        update(StaffTry)
        .where(StaffTry.key == key)
        .values(
            count=case((over, 1), else_=StaffTry.count + 1),
            since=case((over, now), else_=StaffTry.since),
        )
        .returning(StaffTry.count)
        .execution_options(synchronize_session=False)
    )
    return session.execute(counting).scalar_one() <= limit
