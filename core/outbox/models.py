"""The one table of the outbox."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.database import Base, Moment
from core.keys import register_sealed

KEY = 200


class OutboxEntry(Base):
    """One delivery. `key` is its natural key, `message_id` what the other side may tell a repeat by.

    `state` is waiting, sending (leased by `lease` until `lease_until`), sent, dead (given up) or blocked.
    What has an `expires_at` goes before all else, and is blocked in place of being sent too late.
    `sealed` holds the payload as JSON, and is empty once the entry is sent or blocked. `attempts` counts
    those that failed; `last_error` is the class of the last failure and nothing more.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_state_due_at", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(KEY), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    message_id: Mapped[str] = mapped_column(String(32), unique=True)
    due_at: Mapped[datetime] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(16), default="waiting")
    lease: Mapped[str | None] = mapped_column(String(32))
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
    last_error: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    blocked_at: Mapped[datetime | None] = mapped_column(Moment)


def sealed_under(key: str) -> str:
    """The context of the payload of the entry with this key."""
    return f"outbox/{key}"


def _context(_session: Session, entry: OutboxEntry) -> str:
    return sealed_under(entry.key)


register_sealed(OutboxEntry, ("sealed",), _context)
