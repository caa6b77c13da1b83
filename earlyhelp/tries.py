"""Wrong tries at a name that can be said aloud, such as KITE-4821: a request's or a family plan's."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import String, delete, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.database import Base, Moment, add_once

WRONG_TRIES, LOCKED_FOR = 5, timedelta(minutes=15)
"""After so many wrong tries nothing is looked at for a while, which doubles with each one more."""

MOST_A_DAY, DAY = 10, timedelta(days=1)
"""Tries at one reference in a day: a stranger would need more than forty years for half of its code words.
Tries across references are counted by who tries (`staff.tries.may_look`)."""


class ReferenceTry(Base):
    """How often a reference, known or not, was tried with a wrong code word since a moment.

    Until `locked_until` no try is looked at.
    """

    __tablename__ = "reference_try"

    reference: Mapped[str] = mapped_column(String(9), primary_key=True)
    wrong: Mapped[int]
    since: Mapped[datetime] = mapped_column(Moment)
    locked_until: Mapped[datetime | None] = mapped_column(Moment)


def locked_until(session: Session, reference: str, now: datetime) -> datetime | None:
    """Until when no try at this reference is looked at, known or not; None if the next one is."""
    tries = session.get(ReferenceTry, reference)
    until = tries.locked_until if tries is not None else None
    return until if until is not None and now < until else None


def forget_tries(session: Session, reference: str) -> None:
    """The right code word was said: nothing is counted any more."""
    session.execute(delete(ReferenceTry).where(ReferenceTry.reference == reference))


def take_back_try(session: Session, reference: str) -> None:
    """The try that was just counted was right: it wears nothing out, and those before it stay counted."""
    right = update(ReferenceTry).where(ReferenceTry.reference == reference, ReferenceTry.wrong > 0)
    session.execute(right.values(wrong=ReferenceTry.wrong - 1, locked_until=None))


def count_try(session: Session, reference: str, now: datetime) -> bool:
    """Counts a try before it is judged, so that tries at once all count; False if there are too many.

    The first statement writes, which takes the lock, so that no BEGIN IMMEDIATE is needed.
    """
    held = update(ReferenceTry).where(ReferenceTry.reference == reference).values(wrong=ReferenceTry.wrong)
    while not add_once(
        session, ReferenceTry, {"reference": reference, "wrong": 1, "since": now, "locked_until": None}
    ):
        found = session.execute(held.returning(ReferenceTry.reference)).first()
        if found is not None:
            return _count_again(session.get_one(ReferenceTry, reference, populate_existing=True), now)
    return True


def _count_again(tries: ReferenceTry, now: datetime) -> bool:
    """Counts one more try of a day; while they are locked out, none is looked at and none counts."""
    if tries.since <= now - DAY:
        tries.wrong, tries.since, tries.locked_until = 0, now, None
    if tries.locked_until is not None and now < tries.locked_until:
        return False
    tries.wrong += 1
    if tries.wrong >= MOST_A_DAY:
        tries.locked_until = tries.since + DAY
    elif tries.wrong >= WRONG_TRIES:
        tries.locked_until = now + LOCKED_FOR * 2 ** (tries.wrong - WRONG_TRIES)
    return True
