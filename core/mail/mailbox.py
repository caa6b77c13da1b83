"""Where development keeps mails instead of sending them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column, sessionmaker

from core.clock import Clock
from core.database import Base, Moment, add_once, forget_after_commit
from core.encryption import Vault
from core.keys import register_sealed
from core.mail.letter import Mail


class MailboxMail(Base):
    """One mail; `sealed` holds it as JSON."""

    __tablename__ = "mailbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(32), unique=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Moment)


@dataclass(frozen=True)
class KeptMail:
    """A mail of the mailbox and when it came."""

    message_id: str
    mail: Mail
    created_at: datetime


@dataclass(frozen=True)
class MailboxSender:
    """Keeps each mail once, however often it is sent."""

    sessions: sessionmaker[Session]
    vault: Vault
    clock: Clock

    def send(self, message_id: str, payload: Mapping[str, Any]) -> None:
        """Keeps the mail for `read_mailbox`."""
        plain = json.dumps(Mail(**payload).payload()).encode()
        values = {
            "message_id": message_id,
            "sealed": self.vault.seal(plain, _sealed_under(message_id)),
            "created_at": self.clock(),
        }
        with self.sessions.begin() as session:
            add_once(session, MailboxMail, values)


def read_mailbox(session: Session, vault: Vault, newest: int = 50) -> Sequence[KeptMail]:
    """The newest mails, the last first."""
    found = select(MailboxMail).order_by(MailboxMail.id.desc()).limit(newest)
    return [
        KeptMail(each.message_id, Mail(**json.loads(_opened(vault, each))), each.created_at)
        for each in session.scalars(found)
    ]


def forget_mails(session: Session, before: datetime) -> int:
    """Deletes mails that came before this moment; gives how many."""
    over = delete(MailboxMail).where(MailboxMail.created_at < before).returning(MailboxMail.id)
    gone = session.scalars(over.execution_options(synchronize_session=False)).all()
    if gone:
        forget_after_commit(session)
    return len(gone)


def _opened(vault: Vault, kept: MailboxMail) -> bytes:
    return vault.open(kept.sealed, _sealed_under(kept.message_id))


def _sealed_under(message_id: str) -> str:
    return f"mailbox/{message_id}"


def _context(_session: Session, kept: MailboxMail) -> str:
    return _sealed_under(kept.message_id)


register_sealed(MailboxMail, ("sealed",), _context)
