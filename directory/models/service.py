"""A service and the parts that belong to it alone."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Base, Moment
from directory.models.columns import Age, Id, Money, ServiceId

if TYPE_CHECKING:
    from directory.models.contact import Contact, Phone
    from directory.models.location import ServiceAtLocation
    from directory.models.organization import Organization
    from directory.models.provenance import FeedSource
    from directory.models.schedule import Schedule
    from directory.models.taxonomy import Attribute


class Service(Base):
    """A community service. Only `status` active is shown to families.

    `description` is plain text; `description_html` is the same, made safe to show. `ages_origin` and
    `email_origin` say "feed" or, when read out of the description, "description". `needs_hash` marks the
    text that needs were last suggested for.
    """

    __tablename__ = "service"
    __table_args__ = (
        UniqueConstraint("feed_source_id", "source_id"),
        CheckConstraint("status IN ('active', 'inactive', 'defunct', 'temporarily closed')", name="status"),
    )

    id: Mapped[Id]
    feed_source_id: Mapped[str] = mapped_column(ForeignKey("feed_source.id"), index=True)
    source_id: Mapped[str]
    organization_id: Mapped[str] = mapped_column(ForeignKey("organization.id"), index=True)
    name: Mapped[str]
    alternate_name: Mapped[str | None]
    summary: Mapped[str]
    description: Mapped[str]
    description_html: Mapped[str]
    url: Mapped[str | None]
    email: Mapped[str | None]
    email_origin: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="active", index=True)
    fees_description: Mapped[str | None]
    application_process: Mapped[str | None]
    eligibility_description: Mapped[str | None]
    accreditations: Mapped[str | None]
    minimum_age: Mapped[Age]
    maximum_age: Mapped[Age]
    ages_origin: Mapped[str | None]
    assured_date: Mapped[date | None]
    assurer_email: Mapped[str | None]
    alert: Mapped[str | None]
    attending_type: Mapped[str | None]
    attending_access: Mapped[str | None]
    deliverable_type: Mapped[str | None]
    last_modified: Mapped[datetime | None] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    needs_hash: Mapped[str | None]

    organization: Mapped[Organization] = relationship(back_populates="services")
    feed_source: Mapped[FeedSource] = relationship()
    service_at_locations: Mapped[list[ServiceAtLocation]] = relationship(
        back_populates="service", cascade="all, delete-orphan", order_by="ServiceAtLocation.position"
    )
    contacts: Mapped[list[Contact]] = relationship(
        back_populates="service", cascade="all, delete-orphan", order_by="Contact.position"
    )
    phones: Mapped[list[Phone]] = relationship(
        back_populates="service", cascade="all, delete-orphan", order_by="Phone.position"
    )
    schedules: Mapped[list[Schedule]] = relationship(
        back_populates="service", cascade="all, delete-orphan", order_by="Schedule.position"
    )
    cost_options: Mapped[list[CostOption]] = relationship(
        back_populates="service", cascade="all, delete-orphan", order_by="CostOption.position"
    )
    languages: Mapped[list[Language]] = relationship(
        back_populates="service", cascade="all, delete-orphan", order_by="Language.position"
    )
    service_areas: Mapped[list[ServiceArea]] = relationship(
        back_populates="service", cascade="all, delete-orphan", order_by="ServiceArea.position"
    )
    attributes: Mapped[list[Attribute]] = relationship(
        back_populates="service", cascade="all, delete-orphan", order_by="Attribute.position"
    )
    needs: Mapped[list[ServiceNeed]] = relationship(
        back_populates="service", cascade="all, delete-orphan", order_by="ServiceNeed.confidence.desc()"
    )


class ServiceNeed(Base):
    """One need that a service meets. `confidence` is 0 to 1; `origin` says who thinks so."""

    __tablename__ = "service_need"
    __table_args__ = (CheckConstraint("origin IN ('feed', 'suggested', 'editor')", name="origin"),)

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), primary_key=True)
    need: Mapped[str] = mapped_column(primary_key=True, index=True)
    confidence: Mapped[float]
    origin: Mapped[str]

    service: Mapped[Service] = relationship(back_populates="needs")


class CostOption(Base):
    """What a service costs: `amount` in pounds, 0 meaning free."""

    __tablename__ = "cost_option"

    id: Mapped[Id]
    service_id: Mapped[ServiceId]
    position: Mapped[int]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    option: Mapped[str | None]
    amount: Mapped[Money]
    amount_description: Mapped[str | None]

    service: Mapped[Service] = relationship(back_populates="cost_options")


class Language(Base):
    """A language, as a name in English, that a service is offered in."""

    __tablename__ = "language"

    id: Mapped[Id]
    service_id: Mapped[ServiceId]
    position: Mapped[int]
    name: Mapped[str]
    note: Mapped[str | None]

    service: Mapped[Service] = relationship(back_populates="languages")


class ServiceArea(Base):
    """An area whose people a service is for."""

    __tablename__ = "service_area"

    id: Mapped[Id]
    service_id: Mapped[ServiceId]
    position: Mapped[int]
    name: Mapped[str]
    extent: Mapped[str | None]
    extent_type: Mapped[str | None]
    uri: Mapped[str | None]

    service: Mapped[Service] = relationship(back_populates="service_areas")
