"""Reading one service for a page or the chat, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session, joinedload, selectinload

from core.clock import utc_now
from directory.details import ContactDetails, OrganizationDetails, PhoneDetails, PlaceDetails, ServiceDetails
from directory.models import (
    Address,
    Attribute,
    Contact,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
)
from directory.schedules import LONDON, Hours, describe_hours, read_hours
from directory.wording import ages_in_words, cost_in_words, is_free

__all__ = ["ServiceDetails", "service_details"]

NEED_SHOWN = 0.5
"""Suggested needs below this confidence are not shown as if they were known."""


def service_details(session: Session, service_id: str, now: datetime | None = None) -> ServiceDetails | None:
    """The service with our id, whatever its status, as of `now`; None if there is none."""
    at = selectinload(Service.service_at_locations)
    service = session.get(
        Service,
        service_id,
        options=(
            joinedload(Service.organization),
            joinedload(Service.feed_source),
            selectinload(Service.phones).joinedload(Phone.contact),
            at.joinedload(ServiceAtLocation.location).selectinload(Location.addresses),
            at.joinedload(ServiceAtLocation.location).selectinload(Location.accessibility),
            at.selectinload(ServiceAtLocation.schedules),
            selectinload(Service.attributes).joinedload(Attribute.taxonomy_term),
        ),
    )
    return _details(service, (now or utc_now()).astimezone(LONDON).date()) if service else None


def _details(service: Service, today: date) -> ServiceDetails:
    own = _hours(service.schedules, today)
    places = tuple(_place(each, today) for each in service.service_at_locations)
    there = tuple(hours for at in service.service_at_locations for hours in _hours(at.schedules, today))
    phones = service.phones or service.organization.phones
    access = (service.application_process, service.attending_access)
    terms = [(each.link_type == "audience", each.taxonomy_term.name) for each in service.attributes]
    return ServiceDetails(
        id=service.id,
        source_id=service.source_id,
        name=service.name,
        status=service.status,
        summary=service.summary,
        description=service.description,
        description_html=service.description_html,
        organization=_organization(service.organization),
        url=service.url or service.organization.website,
        email=service.email,
        phones=tuple(_phone(each) for each in phones),
        contacts=tuple(_contact(each) for each in service.contacts if each.name or each.title),
        addresses=tuple(place for place in places if place.lines),
        directions=next((place.directions for place in places if place.directions), None),
        opening=_opening(own, places, today),
        hours=own + there,
        ages=ages_in_words(service.minimum_age, service.maximum_age),
        minimum_age=service.minimum_age,
        maximum_age=service.maximum_age,
        cost=cost_in_words(service.cost_options, service.fees_description, today),
        free=is_free(service.cost_options, service.fees_description, today),
        languages=tuple(each.name for each in service.languages),
        areas=tuple(each.name for each in service.service_areas),
        categories=tuple(dict.fromkeys(name for audience, name in terms if not audience)),
        audiences=tuple(dict.fromkeys(name for audience, name in terms if audience)),
        needs=tuple(
            each.need for each in service.needs if each.origin != "suggested" or each.confidence >= NEED_SHOWN
        ),
        eligibility=service.eligibility_description,
        how_to_start=". ".join(each.rstrip(".") for each in access if each) or None,
        how_it_is_given=service.attending_type,
        accreditations=service.accreditations,
        alert=service.alert,
        assured=service.assured_date,
        last_modified=service.last_modified,
        source=service.feed_source.name,
        sample=service.feed_source.sample,
        read_from_description=_from_description(service),
    )


def _hours(schedules: Sequence[Schedule], today: date) -> tuple[Hours, ...]:
    """Hours that are not over."""
    every = (read_hours(each) for each in schedules)
    return tuple(each for each in every if not each.valid_to or each.valid_to >= today)


def _from_description(service: Service) -> frozenset[str]:
    at = (each.location.coordinates_origin for each in service.service_at_locations)
    origins = {
        "ages": service.ages_origin,
        "email": service.email_origin,
        "phones": next((each.origin for each in service.phones), None),
        "addresses": next(iter(at), None),
    }
    return frozenset(what for what, origin in origins.items() if origin == "description")


def _organization(row: Organization) -> OrganizationDetails:
    return OrganizationDetails(row.id, row.name, row.description, row.website, row.email)


def _phone(row: Phone) -> PhoneDetails:
    who = row.contact.name or row.contact.title if row.contact else None
    extension = f"extension {row.extension}" if row.extension and "ext" not in row.number.lower() else None
    notes = dict.fromkeys(each for each in (who, row.description, extension) if each)
    return PhoneDetails(row.number, f"tel:{row.tel}" if row.tel else None, ", ".join(notes) or None)


def _contact(row: Contact) -> ContactDetails:
    return ContactDetails(row.name, row.title, row.email)


def _address_lines(location: Location) -> tuple[str, ...]:
    address = next(iter(location.addresses), None) or Address()
    parts = (
        location.name,
        address.attention,
        address.address_1,
        address.address_2,
        address.city,
        address.region or address.state_province,
        address.postal_code,
    )
    lines: list[str] = []
    told: set[str] = set()
    for part in parts:
        said = (part or "").strip(" ,")
        if said and said.lower() not in told:
            lines.append(said)
            told |= {said.lower(), *(piece.strip().lower() for piece in said.split(","))}
    return tuple(lines)


def _place(at: ServiceAtLocation, today: date) -> PlaceDetails:
    location = at.location
    address = next(iter(location.addresses), None)
    postcode = address.postal_code if address else None
    access = [
        f"{each.description.rstrip('.')}. {each.details}" if each.details else each.description
        for each in location.accessibility
    ]
    virtual = location.location_type == "virtual"
    return PlaceDetails(
        name=location.name,
        lines=_address_lines(location),
        postcode=postcode,
        latitude=location.latitude,
        longitude=location.longitude,
        accessibility=tuple(dict.fromkeys(access)),
        directions=None if virtual else _directions(location, postcode),
        opening=describe_hours(_hours(at.schedules, today), today),
        virtual=virtual,
    )


def _directions(location: Location, postcode: str | None) -> str | None:
    """How to get there, without a map: what the feed says, and what to ask a journey planner for."""
    said = [each.rstrip(".") + "." for each in (location.transportation, location.description) if each]
    if postcode:
        said.append(f"To find a bus, a train or a way to walk, look up {postcode} on traveline.info.")
    return " ".join(dict.fromkeys(said)) or None


def _opening(own: Sequence[Hours], places: Sequence[PlaceDetails], today: date) -> tuple[str, ...]:
    """The service's hours, then those of each place, named when there are several places."""
    lines = list(describe_hours(own, today))
    several = len([place for place in places if place.opening]) > 1
    for place in places:
        called = place.name or (place.lines[0] if place.lines else None)
        for line in place.opening:
            lines.append(f"{called}: {line}" if several and called else line)
    return tuple(dict.fromkeys(lines))
