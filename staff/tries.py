"""How often an address, a client or a conversation may ask, counted in the database.

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

LOOKS = 20
"""Requests that one client, or one conversation, may try to open by name and code word in that time."""


def may_look(session: Session, keys: StaffKeys, who: str, now: datetime) -> bool:
    """Counts a try at any request by its name and code word; False if `who` tries too often.

    Each reference has a lock of its own besides. The caller commits whatever the answer is.
    """
    return count_try(session, keys, "look", who, now, LOOKS)


def count_try(session: Session, keys: StaffKeys, what: str, who: str, now: datetime, limit: int) -> bool:
    """Counts a try before it is judged; False if there were more than `limit` within 15 minutes.

    The count is written first, which takes the lock, so that no BEGIN IMMEDIATE is needed. The caller commits
    whatever the answer is.
    """
    key = keys.hash(what, who)
    if add_once(session, StaffTry, {"key": key, "count": 1, "since": now}):
        return limit >= 1
    over = StaffTry.since <= now - WINDOW
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
