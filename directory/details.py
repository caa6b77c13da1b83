"""What a page or the chat shows of one service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from directory.schedules import Hours, open_now, opens_evenings, opens_weekends


@dataclass(frozen=True)
class PhoneDetails:
    """A number to show, its link (`tel:+44...`, None if it cannot be dialled) and who answers."""

    number: str
    link: str | None
    note: str | None


@dataclass(frozen=True)
class PlaceDetails:
    """A place where the service happens. `text` is its address on one line, `lines` the same in lines.

    Degrees are WGS84 and None where the feed gave no position; `opening` is what holds at this place alone.
    """

    name: str | None
    lines: tuple[str, ...]
    postcode: str | None
    latitude: float | None
    longitude: float | None
    accessibility: tuple[str, ...]
    directions: str | None
    opening: tuple[str, ...]
    virtual: bool

    @property
    def text(self) -> str:
        return ", ".join(self.lines)


@dataclass(frozen=True)
class ContactDetails:
    """Someone to ask for."""

    name: str | None
    title: str | None
    email: str | None


@dataclass(frozen=True)
class OrganizationDetails:
    """Who runs the service."""

    id: str
    name: str
    description: str | None
    website: str | None
    email: str | None


@dataclass(frozen=True)
class ServiceDetails:
    """One service, ready to show: every text is plain but `description_html`, which is safe HTML.

    `ages`, `cost` and `opening` are in words, None or empty when nobody says. `read_from_description` names
    what we took from the description because the feed's own field was empty. `source` is the feed.
    """

    id: str
    source_id: str
    name: str
    status: str
    summary: str
    description: str
    description_html: str
    organization: OrganizationDetails
    url: str | None
    email: str | None
    phones: tuple[PhoneDetails, ...]
    contacts: tuple[ContactDetails, ...]
    addresses: tuple[PlaceDetails, ...]
    directions: str | None
    opening: tuple[str, ...]
    hours: tuple[Hours, ...]
    ages: str | None
    minimum_age: float | None
    maximum_age: float | None
    cost: str | None
    free: bool | None
    languages: tuple[str, ...]
    areas: tuple[str, ...]
    categories: tuple[str, ...]
    audiences: tuple[str, ...]
    needs: tuple[str, ...]
    eligibility: str | None
    how_to_start: str | None
    how_it_is_given: str | None
    accreditations: str | None
    alert: str | None
    assured: date | None
    last_modified: datetime | None
    source: str
    sample: bool
    read_from_description: frozenset[str]

    @property
    def opens_evenings(self) -> bool:
        return opens_evenings(self.hours)

    @property
    def opens_weekends(self) -> bool:
        return opens_weekends(self.hours)

    def open_now(self, now: datetime) -> bool | None:
        """Whether it is open at an aware moment; None if its hours are not known well enough."""
        return open_now(self.hours, now)
