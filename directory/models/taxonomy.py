"""Categories, and which services carry them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Base
from directory.models.columns import Id, ServiceId

if TYPE_CHECKING:
    from directory.models.service import Service


class Taxonomy(Base):
    """A list of categories, such as a feed's service types or the people it serves."""

    __tablename__ = "taxonomy"

    id: Mapped[Id]
    feed_source_id: Mapped[str] = mapped_column(ForeignKey("feed_source.id"), index=True)
    source_id: Mapped[str]
    name: Mapped[str]
    description: Mapped[str | None]
    uri: Mapped[str | None]


class TaxonomyTerm(Base):
    """One category of a taxonomy."""

    __tablename__ = "taxonomy_term"

    id: Mapped[Id]
    feed_source_id: Mapped[str] = mapped_column(ForeignKey("feed_source.id"), index=True)
    source_id: Mapped[str]
    taxonomy_id: Mapped[str] = mapped_column(ForeignKey("taxonomy.id"), index=True)
    parent_source_id: Mapped[str | None]
    name: Mapped[str] = mapped_column(index=True)
    description: Mapped[str | None]
    term_uri: Mapped[str | None]

    taxonomy: Mapped[Taxonomy] = relationship()


class Attribute(Base):
    """A category that a service carries. `link_type` is the feed's own word for the kind of link."""

    __tablename__ = "attribute"

    id: Mapped[Id]
    service_id: Mapped[ServiceId]
    taxonomy_term_id: Mapped[str] = mapped_column(ForeignKey("taxonomy_term.id"), index=True)
    position: Mapped[int]
    link_type: Mapped[str | None]

    service: Mapped[Service] = relationship(back_populates="attributes")
    taxonomy_term: Mapped[TaxonomyTerm] = relationship()
