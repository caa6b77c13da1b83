"""Canonical records as rows of the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.importing.records import (
    LocationRecord,
    OrganizationRecord,
    ScheduleRecord,
    ServiceRecord,
    TermRecord,
)
from directory.models import (
    Accessibility,
    Address,
    Attribute,
    Contact,
    CostOption,
    FeedSource,
    Language,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceNeed,
    Taxonomy,
    TaxonomyTerm,
)

NAMESPACE = UUID("6f6b1d5a-8c6f-5d0e-9a53-0c1f6e2b7d41")
FEED_NEED_CONFIDENCE = 1.0

_PARTS = {
    "organization", "phones", "contacts", "places", "schedules", "costs", "languages", "areas", "terms",
}  # fmt: skip

Row = TypeVar("Row", Organization, Location, Taxonomy, TaxonomyTerm)


def make_id(*parts: object) -> str:
    """A stable UUID for what these parts name together."""
    return str(uuid5(NAMESPACE, "\x1f".join(str(part) for part in parts)))


def source_id_of(name: str) -> str:
    """Our id of the feed with this name."""
    return make_id("feed", name)


class Store:
    """Writes records of one feed. Rows that services share are read once and remembered."""

    def __init__(self, session: Session, source: FeedSource, now: datetime) -> None:
        self._session = session
        self._source = source
        self._now = now
        self._known: dict[str, Any] = {}
        self._remember(Organization)
        self._remember(Location)
        self._remember(Taxonomy)
        self._remember(TaxonomyTerm)

    def _remember(self, table: type[Row]) -> None:
        for row in self._session.scalars(select(table).where(table.feed_source_id == self._source.id)):
            self._known[row.id] = row

    def forget(self) -> None:
        """Drops what is remembered: needed after a savepoint was rolled back."""
        self._known.clear()

    def service_id(self, source_id: str) -> str:
        """Our id of the service with this id in the feed."""
        return make_id(self._source.name, "service", source_id)

    def _shared(self, table: type[Row], source_id: str, values: dict[str, Any]) -> Row:
        """The row, made if missing. What the record leaves out stays as another record told it."""
        row_id = make_id(self._source.name, table.__tablename__, source_id)
        row = self._known.get(row_id) or self._session.get(table, row_id)
        if row is None:
            row = table(id=row_id, feed_source_id=self._source.id, source_id=source_id, **values)
            self._session.add(row)
        else:
            for name, value in values.items():
                if value is not None and getattr(row, name) != value:
                    setattr(row, name, value)
        self._known[row_id] = row
        return row

    def _organization(self, record: OrganizationRecord) -> Organization:
        values = asdict(record)
        phones = values.pop("phones")
        row = self._shared(Organization, values.pop("source_id"), values)
        told = [(each.number, each.tel) for each in row.phones]
        if record.phones and told != [(each.number, each.tel) for each in record.phones]:
            row.phones.clear()
            self._session.flush()
            for at, each in enumerate(phones):
                each.pop("contact")
                row.phones.append(Phone(id=make_id(row.id, "phone", at), position=at, **each))
        return row

    def _location(self, record: LocationRecord) -> Location:
        values = asdict(record)
        addresses, accessibility = values.pop("addresses"), values.pop("accessibility")
        row = self._shared(Location, values.pop("source_id"), values)
        for name, table, told in (
            ("addresses", Address, addresses),
            ("accessibility", Accessibility, accessibility),
        ):
            have = (
                [{key: getattr(each, key) for key in told[0]} for each in getattr(row, name)] if told else []
            )
            if told and have != list(told):
                getattr(row, name).clear()
                self._session.flush()
                for at, each in enumerate(told):
                    getattr(row, name).append(table(id=make_id(row.id, name, at), position=at, **each))
        return row

    def _term(self, record: TermRecord) -> TaxonomyTerm:
        taxonomy = self._shared(Taxonomy, record.taxonomy_source_id, {"name": record.taxonomy})
        values = {
            "name": record.name,
            "taxonomy_id": taxonomy.id,
            "description": record.description,
            "parent_source_id": record.parent_source_id,
            "term_uri": record.term_uri,
        }
        own = f"{record.taxonomy_source_id}\x1f{record.source_id}"
        return self._shared(TaxonomyTerm, own, values)

    def save(self, record: ServiceRecord) -> Service:
        """Writes a service and its parts, replacing what was known; needs that editors gave are kept."""
        with self._session.no_autoflush:
            service = self._save(record)
        self._session.flush()
        return service

    def _save(self, record: ServiceRecord) -> Service:
        service_id = self.service_id(record.source_id)
        service = self._session.get(Service, service_id)
        if service is None:
            service = Service(id=service_id, feed_source_id=self._source.id)
            self._session.add(service)
        else:
            self._clear(service)
        for name, value in vars(record).items():
            if name not in _PARTS:
                setattr(service, name, value)
        service.changed_at = self._now
        service.organization = self._organization(record.organization)
        self._add_parts(service, record)
        self._add_needs(service, record)
        return service

    def _clear(self, service: Service) -> None:
        for parts in (
            service.phones, service.contacts, service.schedules, service.cost_options, service.languages,
            service.service_areas, service.attributes, service.service_at_locations,
        ):  # fmt: skip
            parts.clear()
        service.needs[:] = [each for each in service.needs if each.origin != "feed"]
        self._session.flush()

    def _schedules(self, owner_id: str, records: Iterable[ScheduleRecord]) -> list[Schedule]:
        return [
            Schedule(id=make_id(owner_id, "schedule", at), position=at, **vars(each))
            for at, each in enumerate(records)
        ]

    def _add_parts(self, service: Service, record: ServiceRecord) -> None:
        own = service.id
        service.contacts = [
            Contact(id=make_id(own, "contact", at), position=at, **vars(each))
            for at, each in enumerate(record.contacts)
        ]
        for at, phone in enumerate(record.phones):
            values = {key: value for key, value in vars(phone).items() if key != "contact"}
            row = Phone(id=make_id(own, "phone", at), position=at, **values)
            row.contact = service.contacts[phone.contact] if phone.contact is not None else None
            service.phones.append(row)
        service.schedules = self._schedules(own, record.schedules)
        for at, place in enumerate(record.places):
            there = make_id(own, "at", place.location.source_id)
            service.service_at_locations.append(
                ServiceAtLocation(
                    id=there,
                    position=at,
                    description=place.description,
                    location=self._location(place.location),
                    schedules=self._schedules(there, place.schedules),
                )
            )
        for at, cost in enumerate(record.costs):
            service.cost_options.append(CostOption(id=make_id(own, "cost", at), position=at, **vars(cost)))
        for at, language in enumerate(record.languages):
            row_id = make_id(own, "language", at)
            service.languages.append(Language(id=row_id, position=at, **vars(language)))
        for at, area in enumerate(record.areas):
            service.service_areas.append(ServiceArea(id=make_id(own, "area", at), position=at, **vars(area)))
        for at, term in enumerate(record.terms):
            row_id = make_id(own, "attribute", at)
            link = Attribute(id=row_id, position=at, link_type=term.link_type, taxonomy_term=self._term(term))
            service.attributes.append(link)

    def _add_needs(self, service: Service, record: ServiceRecord) -> None:
        told = dict.fromkeys(term.need for term in record.terms if term.need)
        have = {each.need: each for each in service.needs}
        for need in told:
            if need in have and have[need].origin == "suggested":
                have[need].origin, have[need].confidence = "feed", FEED_NEED_CONFIDENCE
            elif need not in have:
                service.needs.append(ServiceNeed(need=need, confidence=FEED_NEED_CONFIDENCE, origin="feed"))
