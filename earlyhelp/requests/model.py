"""The tables of a request. Everything personal is sealed under the id of its own row."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.database import Base, Moment
from core.keys import register_sealed
from earlyhelp.contacts.contact import MARK_LENGTH


class HelpRequest(Base):
    """One request for help. `id` is opaque and is what the audit and the outbox know it by.

    `submission` and `person` are SHA-256 in hex of the submission key and of who asked. `contact` is the key
    of the contact who holds it; `second` that of the one who steps in, who may see it if `second_agreed`;
    with each is the mark of the person who was named under that key, for it is for nobody else.
    `round` rises with each handing over, `step` with each reminder, `version` each time the row is held.
    `sealed_code` is the person's code word. `young` says that they are under 18, `may_leave_message` that a
    message is safe where they can be reached; neither says who they are, and both go with an erasure.
    """

    __tablename__ = "help_request"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    reference: Mapped[str] = mapped_column(String(9), unique=True)
    submission: Mapped[str] = mapped_column(String(64), unique=True)
    person: Mapped[str | None] = mapped_column(String(64), index=True)
    status: Mapped[str] = mapped_column(String(16))
    contact: Mapped[str] = mapped_column(String(64), index=True)
    contact_mark: Mapped[str] = mapped_column(String(MARK_LENGTH))
    second: Mapped[str | None] = mapped_column(String(64), index=True)
    second_mark: Mapped[str | None] = mapped_column(String(MARK_LENGTH))
    second_agreed: Mapped[bool]
    young: Mapped[bool]
    may_leave_message: Mapped[bool]
    round: Mapped[int]
    step: Mapped[int]
    version: Mapped[int]
    due_at: Mapped[datetime] = mapped_column(Moment)
    next_step_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    outcome: Mapped[str | None] = mapped_column(String(32))
    sealed_code: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    erased_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def subject(self) -> str:
        """What every entry of the outbox about this request begins with, so that withdrawal stops all."""
        return f"request/{self.id}"


class RequestItem(Base):
    """What the person said about one item. A refused item has no row; a withdrawn one loses it."""

    __tablename__ = "request_item"
    __table_args__ = (UniqueConstraint("request_id", "item"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("help_request.id", ondelete="CASCADE"), index=True)
    item: Mapped[str] = mapped_column(String(40))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class AgreedWords(Base):
    """The exact words that were agreed to for the recipient of one round, as JSON under `sealed`."""

    __tablename__ = "agreed_words"
    __table_args__ = (UniqueConstraint("request_id", "round"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("help_request.id", ondelete="CASCADE"), index=True)
    round: Mapped[int]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class RequestPass(Base):
    """What opens one request for its person: a link that works once, or the visit that it began.

    `hash` is SHA-256 of what only the person's link or browser holds.
    """

    __tablename__ = "request_pass"

    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("help_request.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)


class RequestEvent(Base):
    """One thing that happened to a request. `once` is its natural key within the request.

    `contact`, with its mark, is the contact who held or was asked at that moment, in the recipients' `round`;
    `done_by` is the mark of the contact as whom a member of staff did it, or None; `sealed` is a note, or
    None.
    """

    __tablename__ = "request_event"
    __table_args__ = (
        UniqueConstraint("request_id", "once", name="uq_request_event_once"),
        UniqueConstraint("request_id", "number", name="uq_request_event_number"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("help_request.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    once: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(24))
    who: Mapped[str] = mapped_column(String(64))
    contact: Mapped[str] = mapped_column(String(64))
    contact_mark: Mapped[str] = mapped_column(String(MARK_LENGTH))
    done_by: Mapped[str | None] = mapped_column(String(MARK_LENGTH))
    round: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


def _context(_session: Session, row: Any) -> str:
    return str(row.id)


register_sealed(HelpRequest, ("sealed_code",), _context)
register_sealed(RequestItem, ("sealed",), _context)
register_sealed(AgreedWords, ("sealed",), _context)
register_sealed(RequestEvent, ("sealed",), _context)
