"""Services as search reads them: one flat record each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from directory.models import Attribute, Location, Service, ServiceAtLocation
from directory.schedules import opens_evenings, opens_weekends, read_hours
from directory.wording import ages_in_words, cost_in_words, is_free

SUMMARY_LETTERS = 200

_AWAY = re.compile(r"online|virtual|phone|text|chat|video|remote", re.IGNORECASE)
_BY_PHONE = re.compile(r"\b(?:helpline|phone ?line|online|webchat|by phone|text line)\b", re.IGNORECASE)
_EVENING = re.compile(r"\b(?:evenings?|(?:6|7|8|9)(?:[.:]\d\d)? ?pm)\b", re.IGNORECASE)
_WEEKEND = re.compile(r"\b(?:saturdays?|sundays?|weekends?|7 days a week|24/7)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Point:
    """Where a service happens, in degrees, and the town."""

    latitude: float
    longitude: float
    town: str | None


@dataclass(frozen=True)
class Document:
    """One active service. Ages in years; `free` is None where nobody says; `alert` must be told with it."""

    id: str
    source_id: str
    name: str
    organisation: str
    summary: str
    description: str
    terms: str
    needs: Mapping[str, float]
    minimum_age: float | None
    maximum_age: float | None
    points: tuple[Point, ...]
    online: bool
    free: bool | None
    evenings: bool
    weekends: bool
    ages: str | None
    cost: str | None
    phone: str | None
    email: str | None
    url: str | None
    alert: str | None = None

    @property
    def head(self) -> str:
        """The words that stand for the whole: name and summary."""
        return f"{self.name}. {self.summary or self.description[:SUMMARY_LETTERS]}"


def load_documents(session: Session, today: date) -> list[Document]:
    """Every active service, in the order of ids."""
    query = (
        select(Service)
        .where(Service.status == "active")
        .order_by(Service.id)
        .options(
            selectinload(Service.organization),
            selectinload(Service.needs),
            selectinload(Service.phones),
            selectinload(Service.cost_options),
            selectinload(Service.schedules),
            selectinload(Service.attributes).joinedload(Attribute.taxonomy_term),
            selectinload(Service.service_at_locations)
            .joinedload(ServiceAtLocation.location)
            .selectinload(Location.addresses),
            selectinload(Service.service_at_locations).selectinload(ServiceAtLocation.schedules),
        )
    )
    return [_document(service, today) for service in session.scalars(query)]


def _document(service: Service, today: date) -> Document:
    phone = next(iter(service.phones), None)
    hours = [read_hours(each) for each in service.schedules]
    hours += [read_hours(each) for at in service.service_at_locations for each in at.schedules]
    words = f"{service.name} {service.summary} {service.description}"
    return Document(
        id=service.id,
        source_id=service.source_id,
        name=service.name,
        organisation=service.organization.name,
        summary=service.summary,
        description=service.description,
        terms=" ".join(dict.fromkeys(each.taxonomy_term.name for each in service.attributes)),
        needs={each.need: each.confidence for each in service.needs},
        minimum_age=service.minimum_age,
        maximum_age=service.maximum_age,
        points=_points(service),
        online=_is_online(service),
        free=is_free(service.cost_options, service.fees_description, today),
        evenings=opens_evenings(hours) or (not hours and bool(_EVENING.search(words))),
        weekends=opens_weekends(hours) or (not hours and bool(_WEEKEND.search(words))),
        ages=ages_in_words(service.minimum_age, service.maximum_age),
        cost=cost_in_words(service.cost_options, service.fees_description, today),
        phone=phone.number if phone else None,
        email=service.email,
        url=service.url,
        alert=service.alert,
    )


def _points(service: Service) -> tuple[Point, ...]:
    points = []
    for at in service.service_at_locations:
        place = at.location
        if place.location_type != "virtual" and place.latitude is not None and place.longitude is not None:
            town = next((each.city for each in place.addresses if each.city), None)
            points.append(Point(place.latitude, place.longitude, town))
    return tuple(points)


def _is_online(service: Service) -> bool:
    if any(at.location.location_type == "virtual" for at in service.service_at_locations):
        return True
    if service.attending_type and _AWAY.search(service.attending_type):
        return True
    return bool(_BY_PHONE.search(f"{service.name} {service.summary}"))
