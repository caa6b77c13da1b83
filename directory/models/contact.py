"""How to reach a service or an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Base
from directory.models.columns import Id, ServiceId

if TYPE_CHECKING:
    from directory.models.organization import Organization
    from directory.models.service import Service


class Contact(Base):
    """A named person or role to ask for."""

    __tablename__ = "contact"

    id: Mapped[Id]
    service_id: Mapped[ServiceId]
    position: Mapped[int]
    name: Mapped[str | None]
    title: Mapped[str | None]
    department: Mapped[str | None]
    email: Mapped[str | None]

    service: Mapped[Service] = relationship(back_populates="contacts")
    phones: Mapped[list[Phone]] = relationship(back_populates="contact", order_by="Phone.position")


class Phone(Base):
    """A phone number of a service (perhaps of one contact) or of an organisation.

    `number` is as given, for showing; `tel` is what follows `tel:` in a link ("+441632960000"), absent
    when the number cannot be dialled. `origin` is "feed", or "description" when read out of the text.
    """

    __tablename__ = "phone"

    id: Mapped[Id]
    service_id: Mapped[str | None] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[str | None] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    organization_id: Mapped[str | None] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    number: Mapped[str]
    tel: Mapped[str | None]
    extension: Mapped[str | None]
    type: Mapped[str | None]
    description: Mapped[str | None]
    origin: Mapped[str] = mapped_column(default="feed")

    service: Mapped[Service | None] = relationship(back_populates="phones")
    contact: Mapped[Contact | None] = relationship(back_populates="phones")
    organization: Mapped[Organization | None] = relationship(back_populates="phones")
