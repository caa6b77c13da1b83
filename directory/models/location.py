"""Where services happen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Base
from directory.models.columns import Id, LocationId, ServiceId

if TYPE_CHECKING:
    from directory.models.schedule import Schedule
    from directory.models.service import Service


class Location(Base):
    """A place. `location_type` is physical, postal or virtual; degrees are WGS84.

    `coordinates_origin` is "feed", or "postcode" when looked up from an address.
    """

    __tablename__ = "location"
    __table_args__ = (UniqueConstraint("feed_source_id", "source_id"),)

    id: Mapped[Id]
    feed_source_id: Mapped[str] = mapped_column(ForeignKey("feed_source.id"), index=True)
    source_id: Mapped[str]
    location_type: Mapped[str] = mapped_column(default="physical")
    name: Mapped[str | None]
    description: Mapped[str | None]
    transportation: Mapped[str | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    coordinates_origin: Mapped[str | None]
    external_identifier: Mapped[str | None]
    external_identifier_type: Mapped[str | None]

    addresses: Mapped[list[Address]] = relationship(
        back_populates="location", cascade="all, delete-orphan", order_by="Address.position"
    )
    accessibility: Mapped[list[Accessibility]] = relationship(
        back_populates="location", cascade="all, delete-orphan", order_by="Accessibility.position"
    )
    service_at_locations: Mapped[list[ServiceAtLocation]] = relationship(back_populates="location")


class ServiceAtLocation(Base):
    """A service offered at a location, with opening hours of its own."""

    __tablename__ = "service_at_location"

    id: Mapped[Id]
    service_id: Mapped[ServiceId]
    location_id: Mapped[LocationId]
    position: Mapped[int]
    description: Mapped[str | None]

    service: Mapped[Service] = relationship(back_populates="service_at_locations")
    location: Mapped[Location] = relationship(back_populates="service_at_locations")
    schedules: Mapped[list[Schedule]] = relationship(
        back_populates="service_at_location", cascade="all, delete-orphan", order_by="Schedule.position"
    )


class Address(Base):
    """A postal address of a location."""

    __tablename__ = "address"

    id: Mapped[Id]
    location_id: Mapped[LocationId]
    position: Mapped[int]
    attention: Mapped[str | None]
    address_1: Mapped[str | None]
    address_2: Mapped[str | None]
    city: Mapped[str | None]
    region: Mapped[str | None]
    state_province: Mapped[str | None]
    postal_code: Mapped[str | None] = mapped_column(index=True)
    country: Mapped[str | None]
    address_type: Mapped[str] = mapped_column(default="physical")

    location: Mapped[Location] = relationship(back_populates="addresses")


class Accessibility(Base):
    """Something that helps disabled people use a location."""

    __tablename__ = "accessibility"

    id: Mapped[Id]
    location_id: Mapped[LocationId]
    position: Mapped[int]
    description: Mapped[str]
    details: Mapped[str | None]
    url: Mapped[str | None]

    location: Mapped[Location] = relationship(back_populates="accessibility")
