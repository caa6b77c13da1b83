"""The one table of conversations."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, Moment


class Conversation(Base):
    """What the assistant remembers of one conversation. `id` is a keyed hash of the conversation's id, and
    `sealed` opens only with the key and that id, so that the table alone tells nothing about anybody."""

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    updated_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)
