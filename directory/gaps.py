"""What somebody asked and we had no answer to, so that an editor can fill the gap.

What was typed may name a person, so it is sealed, shown to editors alone and forgotten after RETENTION.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import uuid4

from sqlalchemy import LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.database import Base, Moment
from core.encryption import Vault
from core.keys import register_sealed
from directory.models.columns import Id

GapKind = Literal["people", "guidance"]
RETENTION = timedelta(days=180)
LONGEST = 200
"""Characters of a question that are kept."""
MOST = 2_000
"""Gaps that are kept at a time: more say nothing new to an editor."""

_LOOSE_NUMBERS = re.compile(r"\S*\d{3}\S*|\S+@\S+")


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
    """A question as editors see it, how often it was asked, and when last."""

    kind: GapKind
    words: str
    times: int
    last: datetime


def record_gap(session: Session, vault: Vault, kind: GapKind, words: str, now: datetime) -> bool:
    """Keeps a question without its addresses and long numbers; False if it is empty or too many are kept."""
    said = " ".join(_LOOSE_NUMBERS.sub(" ", words).split())[:LONGEST]
    kept = session.scalars(select(Gap.id).limit(MOST)).all()
    if not said or len(kept) >= MOST:
        return False
    gap_id = str(uuid4())
    session.add(Gap(id=gap_id, kind=kind, sealed=vault.seal(said.encode(), gap_id), at=now))
    session.flush()
    return True


def gaps(session: Session, vault: Vault) -> Sequence[Missing]:
    """Every question that is kept, those that are asked most first."""
    rows = session.scalars(select(Gap).order_by(Gap.at)).all()
    asked = [(each.kind, vault.open(each.sealed, each.id).decode(), each.at) for each in rows]
    times = Counter((kind, words.lower()) for kind, words, _ in asked)
    last = {(kind, words.lower()): (words, at) for kind, words, at in asked}
    found = [
        Missing(kind, *last[kind, key][:1], count, last[kind, key][1])  # type: ignore[arg-type]
        for (kind, key), count in times.items()
    ]
    return sorted(found, key=lambda each: (-each.times, each.words))


def forget_gaps(session: Session, now: datetime) -> int:
    """Lets go of what is older than RETENTION; gives how many."""
    old = delete(Gap).where(Gap.at <= now - RETENTION).execution_options(synchronize_session=False)
    return int(session.execute(old).rowcount)  # type: ignore[attr-defined]
