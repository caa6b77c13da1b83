"""The one table of conversations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.conversations.identity import row_id, sealed_id_under
from core.database import Base, Moment
from core.errors import SealError
from core.keys import Keys, register_renewal


class Conversation(Base):
    """What the assistant remembers of one conversation. `id` is a keyed hash of the conversation's id, and
    `sealed` opens only with the key and that id, so that the table alone tells nothing about anybody.
    `sealed_id` holds the conversation's id, which a change of key needs; rows from before it lack it."""

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_id: Mapped[bytes | None] = mapped_column(LargeBinary)
    updated_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)


def _renew(_session: Session, row: Conversation, keys: Keys) -> Mapping[str, Any] | None:
    """Moves a row to its id under the present secret, with all that is sealed in it."""
    if row.sealed_id is None:
        raise SealError("A conversation from before ids were kept can only be read until its end.")
    conversation_id = keys.vault.open(row.sealed_id, sealed_id_under(row.id)).decode()
    fresh = row_id(keys.secrets[0], conversation_id)
    if fresh == row.id:
        return None
    return {
        "id": fresh,
        "sealed": keys.vault.seal(keys.vault.open(row.sealed, conversation_id), conversation_id),
        "sealed_id": keys.vault.seal(conversation_id.encode(), sealed_id_under(fresh)),
    }


register_renewal(Conversation, ("sealed", "sealed_id"), _renew)
