"""Tables of the chat as its visitor sees it. Words are sealed; the cookie is kept as a hash."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.database import Base, Moment
from core.keys import register_sealed


class ChatSession(Base):
    """One visitor's chat. `conversation_id` is what the assistant knows it by, not the cookie."""

    __tablename__ = "chat_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    cookie_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    conversation_id: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    active_at: Mapped[datetime] = mapped_column(Moment, index=True)


class ChatMessage(Base):
    """One message. `number` counts from 1 in its session; `sealed` holds JSON of text, cards and message id.

    `speaker` is visitor or open_door. `once` marks a submission, so that sending it twice acts once.
    `answered` is None for replies.
    """

    __tablename__ = "chat_message"
    __table_args__ = (UniqueConstraint("session_id", "number"), UniqueConstraint("once"))

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("chat_session.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    speaker: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(16))
    once: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    answered: Mapped[bool | None]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Moment)


class ChatButton(Base):
    """A button under a reply. Its token works once; `sealed` holds JSON of token, label, payload, beside."""

    __tablename__ = "chat_button"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("chat_session.id", ondelete="CASCADE"), index=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("chat_message.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class ChatErasure(Base):
    """A conversation that the assistant still has to erase; the row goes when it has."""

    __tablename__ = "chat_erasure"

    conversation_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(Moment)


def message_sealed_under(conversation_id: str, number: int) -> str:
    """The context of what a message holds."""
    return f"chat/{conversation_id}/{number}"


def button_sealed_under(token_hash: bytes) -> str:
    """The context of what a button holds."""
    return token_hash.hex()


def _message_context(session: Session, message: ChatMessage) -> str:
    chat = session.get_one(ChatSession, message.session_id)
    return message_sealed_under(chat.conversation_id, message.number)


def _button_context(_session: Session, button: ChatButton) -> str:
    return button_sealed_under(button.token_hash)


register_sealed(ChatMessage, ("sealed",), _message_context)
register_sealed(ChatButton, ("sealed",), _button_context)
