"""What somebody asked and we had no answer to, so that an editor can fill the gap.

What was typed may name a person, so it is sealed, shown to editors alone and forgotten after RETENTION.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast
from uuid import uuid4

from sqlalchemy import LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from core import audit
from core.clock import day_of
from core.database import Base, Moment
from core.encryption import Vault
from core.keys import register_sealed
from directory.models.columns import Id

GapKind = Literal["people", "guidance"]
RETENTION = timedelta(days=180)
LONGEST = 200
"""Characters of a question that are kept."""
MOST = 1_000
"""Gaps of one kind that are kept at a time; the oldest make room for newer ones."""

_LOOSE_NUMBERS = re.compile(r"\S*\d{3}\S*|\S+@\S+")
_NAMES = re.compile(r"(?<=[a-z,;] )(?!I\b|I'm\b|EHA\b)[A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+)*")
"""Words with a capital letter inside a sentence, which name people and places."""


class Gap(Base):
    """One question without an answer; `kind` is where the answer was looked for."""

    __tablename__ = "gap"

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(16))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(Moment, index=True)


register_sealed(Gap, ("sealed",), lambda _session, gap: str(gap.id))


@dataclass(frozen=True)
class Missing:
    """A question as editors see it, how often it was asked, and when last; `id` is of the last time."""

    id: str
    kind: GapKind
    words: str
    times: int
    last: datetime


def record_gap(
    session: Session, vault: Vault, kind: GapKind, words: str, now: datetime, *, named: bool = False
) -> bool:
    """Keeps a question, once a day, without addresses and long numbers; False if there is nothing to keep.

    Words that may be names are left out, unless the question is `named`: about a colleague or a school.
    """
    said = _LOOSE_NUMBERS.sub(" ", words)
    said = " ".join((said if named else _NAMES.sub("…", said)).split())[:LONGEST]
    kept = session.scalars(select(Gap).where(Gap.kind == kind).order_by(Gap.at.desc(), Gap.id)).all()
    today = [each for each in kept if day_of(each.at) == day_of(now)]
    if not said or said.lower() in {vault.open(each.sealed, each.id).decode().lower() for each in today}:
        return False
    for each in kept[MOST - 1 :]:
        session.delete(each)
    gap_id = str(uuid4())
    session.add(Gap(id=gap_id, kind=kind, sealed=vault.seal(said.encode(), gap_id), at=now))
    session.flush()
    return True


def gaps(session: Session, vault: Vault) -> Sequence[Missing]:
    """Every question that is kept, those that are asked most first."""
    asked: dict[tuple[str, str], list[tuple[str, str, datetime]]] = {}
    for each in session.scalars(select(Gap).order_by(Gap.at, Gap.id)):
        words = vault.open(each.sealed, each.id).decode()
        asked.setdefault((each.kind, words.lower()), []).append((each.id, words, each.at))
    found = [
        Missing(times[-1][0], cast(GapKind, kind), times[-1][1], len(times), times[-1][2])
        for (kind, _), times in asked.items()
    ]
    return sorted(found, key=lambda each: (-each.times, each.words))


def forget_gap(session: Session, vault: Vault, gap_id: str, account_id: str, now: datetime) -> bool:
    """An editor lets go of a question, however often it was asked; False if it is gone already."""
    gap = session.get(Gap, gap_id)
    if gap is None:
        return False
    words = vault.open(gap.sealed, gap.id).decode().lower()
    for each in session.scalars(select(Gap).where(Gap.kind == gap.kind)).all():
        if vault.open(each.sealed, each.id).decode().lower() == words:
            session.delete(each)
    session.flush()
    audit.append(session, account_id, "gap/forgotten", gap_id, now=now)
    return True


def forget_gaps(session: Session, now: datetime) -> int:
    """Lets go of what is older than RETENTION; gives how many."""
    old = delete(Gap).where(Gap.at <= now - RETENTION).execution_options(synchronize_session=False)
    return int(session.execute(old).rowcount)  # type: ignore[attr-defined]
