"""Consent: one yes or no to one item for one recipient, and what may be shared because of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, Moment
from earlyhelp.contacts.contact import MARK_LENGTH, Contact

State = Literal["given", "refused", "withdrawn", "expired"]


class Consent(Base):
    """One decision about one item. `recipient` is a contact's key, `wording_version` that of the words shown.

    `recipient_mark` is the mark of the person and agency that were named: the decision is for nobody else.

    `round` counts the recipients in turn: it rises when a request is handed over, and only decisions of the
    present round share anything. `expires_at` is None for a no.
    """

    __tablename__ = "consent"
    __table_args__ = (UniqueConstraint("request_id", "round", "item", "recipient"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("help_request.id", ondelete="CASCADE"), index=True)
    round: Mapped[int]
    item: Mapped[str] = mapped_column(String(40))
    recipient: Mapped[str] = mapped_column(String(64))
    recipient_mark: Mapped[str] = mapped_column(String(MARK_LENGTH))
    wording_version: Mapped[int]
    given: Mapped[bool]
    decided_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)

    def is_for(self, contact: Contact) -> bool:
        """Whether this was decided for this very person, and not for another one under the same key."""
        return (self.recipient, self.recipient_mark) == (contact.key, contact.mark)

    def state(self, now: datetime) -> State:
        """Where this decision stands; a yes without an end counts as expired."""
        if not self.given:
            return "refused"
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "given" if self.expires_at is not None and now < self.expires_at else "expired"


def stands(now: datetime) -> ColumnElement[bool]:
    """That a decision is a yes which was not taken back and has not ended, for statements about many."""
    return and_(Consent.given, Consent.withdrawn_at.is_(None), Consent.expires_at > now)


def shareable(
    values: Mapping[str, str], consents: Iterable[Consent], recipient: Contact, now: datetime
) -> dict[str, str]:
    """The values that this recipient may see now: a yes, unexpired, to that item, and no other word on it."""
    states: dict[str, set[State]] = {}
    for consent in consents:
        if consent.is_for(recipient):
            states.setdefault(consent.item, set()).add(consent.state(now))
    return {item: value for item, value in values.items() if states.get(item) == {"given"}}
