"""Who runs services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Base
from directory.models.columns import Id

if TYPE_CHECKING:
    from directory.models.contact import Phone
    from directory.models.service import Service


class Organization(Base):
    """A charity, council team, school or business that runs services."""

    __tablename__ = "organization"
    __table_args__ = (UniqueConstraint("feed_source_id", "source_id"),)

    id: Mapped[Id]
    feed_source_id: Mapped[str] = mapped_column(ForeignKey("feed_source.id"), index=True)
    source_id: Mapped[str]
    name: Mapped[str]
    description: Mapped[str | None]
    email: Mapped[str | None]
    website: Mapped[str | None]
    logo: Mapped[str | None]
    uri: Mapped[str | None]

    services: Mapped[list[Service]] = relationship(back_populates="organization")
    phones: Mapped[list[Phone]] = relationship(
        back_populates="organization", cascade="all, delete-orphan", order_by="Phone.position"
    )
