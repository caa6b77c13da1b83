"""One service as a feed described it, cleaned: the canonical record whose hash tells whether it changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime, time

import msgspec


@dataclass(frozen=True)
class PhoneRecord:
    """A number, belonging to contact number `contact` of its service if that is given."""

    number: str
    tel: str | None = None
    extension: str | None = None
    type: str | None = None
    description: str | None = None
    origin: str = "feed"
    contact: int | None = None


@dataclass(frozen=True)
class OrganizationRecord:
    """Who runs the service. `source_id` is made from the name when the feed gives none."""

    source_id: str
    name: str
    description: str | None = None
    email: str | None = None
    website: str | None = None
    logo: str | None = None
    uri: str | None = None
    phones: tuple[PhoneRecord, ...] = ()


@dataclass(frozen=True)
class AddressRecord:
    """A postal address; the postcode is written the usual way when it is one."""

    attention: str | None = None
    address_1: str | None = None
    address_2: str | None = None
    city: str | None = None
    region: str | None = None
    state_province: str | None = None
    postal_code: str | None = None
    country: str | None = None
    address_type: str = "physical"


@dataclass(frozen=True)
class AccessibilityRecord:
    description: str
    details: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class LocationRecord:
    """A place, with degrees in WGS84 and where they came from ("feed", "postcode" or "description")."""

    source_id: str
    location_type: str = "physical"
    name: str | None = None
    description: str | None = None
    transportation: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    coordinates_origin: str | None = None
    external_identifier: str | None = None
    external_identifier_type: str | None = None
    addresses: tuple[AddressRecord, ...] = ()
    accessibility: tuple[AccessibilityRecord, ...] = ()


@dataclass(frozen=True)
class ScheduleRecord:
    valid_from: date | None = None
    valid_to: date | None = None
    dtstart: date | None = None
    freq: str | None = None
    interval: int | None = None
    byday: str | None = None
    bymonthday: str | None = None
    opens_at: time | None = None
    closes_at: time | None = None
    description: str | None = None
    schedule_link: str | None = None
    attending_type: str | None = None
    notes: str | None = None


@dataclass(frozen=True)
class PlaceRecord:
    """The service at one location."""

    location: LocationRecord
    description: str | None = None
    schedules: tuple[ScheduleRecord, ...] = ()
    phones: tuple[PhoneRecord, ...] = ()


@dataclass(frozen=True)
class ContactRecord:
    name: str | None = None
    title: str | None = None
    department: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class CostRecord:
    valid_from: date | None = None
    valid_to: date | None = None
    option: str | None = None
    amount: float | None = None
    amount_description: str | None = None


@dataclass(frozen=True)
class LanguageRecord:
    name: str
    note: str | None = None


@dataclass(frozen=True)
class AreaRecord:
    name: str
    extent: str | None = None
    extent_type: str | None = None
    uri: str | None = None


@dataclass(frozen=True)
class TermRecord:
    """A category the service carries, of the taxonomy named. `need` is set when it is one of our needs."""

    source_id: str
    name: str
    taxonomy: str
    taxonomy_source_id: str
    description: str | None = None
    parent_source_id: str | None = None
    term_uri: str | None = None
    link_type: str | None = None
    need: str | None = None


@dataclass(frozen=True)
class ServiceRecord:
    """Everything of one service."""

    source_id: str
    name: str
    organization: OrganizationRecord
    summary: str = ""
    description: str = ""
    description_html: str = ""
    alternate_name: str | None = None
    url: str | None = None
    email: str | None = None
    email_origin: str | None = None
    status: str = "active"
    fees_description: str | None = None
    application_process: str | None = None
    eligibility_description: str | None = None
    accreditations: str | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    ages_origin: str | None = None
    assured_date: date | None = None
    assurer_email: str | None = None
    alert: str | None = None
    attending_type: str | None = None
    attending_access: str | None = None
    deliverable_type: str | None = None
    last_modified: datetime | None = None
    phones: tuple[PhoneRecord, ...] = ()
    contacts: tuple[ContactRecord, ...] = ()
    places: tuple[PlaceRecord, ...] = ()
    schedules: tuple[ScheduleRecord, ...] = ()
    costs: tuple[CostRecord, ...] = ()
    languages: tuple[LanguageRecord, ...] = ()
    areas: tuple[AreaRecord, ...] = ()
    terms: tuple[TermRecord, ...] = ()

    def hash(self) -> str:
        """The SHA-256, in hexadecimal, of all but `last_modified`, which exports may renew."""
        return hashlib.sha256(msgspec.json.encode(replace(self, last_modified=None))).hexdigest()
