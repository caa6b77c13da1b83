"""A service record of a feed, in either version of the standard, read into one canonical shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from directory.importing.fields import Fields, Notes
from directory.importing.found import find_ages, find_email, find_postcodes
from directory.importing.markup import plain_text, safe_html, summary
from directory.importing.phones import find_number
from directory.importing.reading_parts import (
    feed_id,
    own_id,
    read_areas,
    read_contacts,
    read_costs,
    read_languages,
    read_organization,
    read_phones,
    read_terms,
)
from directory.importing.reading_places import Locate, read_places, read_schedules
from directory.importing.records import (
    AddressRecord,
    LocationRecord,
    OrganizationRecord,
    PhoneRecord,
    PlaceRecord,
    ServiceRecord,
)
from directory.importing.text import shorten
from directory.importing.values import age, day, email_address, moment, web_address

DESCRIPTION_LIMIT = 20_000
POSTCODES_IN_TEXT = 3
_STATUS = {
    "active": "active", "published": "active", "approved": "active", "live": "active", "open": "active",
    "inactive": "inactive", "draft": "inactive", "pending": "inactive", "unpublished": "inactive",
    "archived": "inactive", "suspended": "inactive", "defunct": "defunct", "closed": "defunct",
    "deleted": "defunct", "temporarily closed": "temporarily closed",
}  # fmt: skip
_KNOWN = (
    "organization_id", "organisation_id", "program", "program_id", "metadata", "reviews", "review", "funding",
    "fundings", "holiday_schedules", "required_documents", "created_at", "created", "capacities", "units",
    "interpretation_services", "wait_time", "licenses", "additional_urls", "service_deliveries",
)  # fmt: skip


@dataclass(frozen=True)
class Guide:
    """What reading needs to know beyond the record: our needs, and where postcodes are."""

    needs: Mapping[str, str]
    locate: Locate | None = None


def _ages(fields: Fields) -> tuple[float | None, float | None, str | None]:
    lows, highs, words = [], [], []
    for each in [fields, *fields.many("eligibilitys", "eligibilities", "eligibility")]:
        low, high = each.read(age, "minimum_age"), each.read(age, "maximum_age")
        lows.append(low)
        highs.append(high if high and high < 99 else None)
        if each is not fields:
            each.ignore("id", "service_id", "attributes", "taxonomys", "linkId")
            said = each.text("eligibility", "eligibility_description", limit=300)
            words += [said] if said else []
            each.finish()
    given = [at for at in range(len(lows)) if lows[at] is not None or highs[at] is not None]
    minimums = [lows[at] or 0 for at in given]
    low = (min(minimums) or None) if given else None
    tops = [highs[at] for at in given]
    high = max((top for top in tops if top is not None), default=None) if None not in tops else None
    if low is not None and high is not None and low > high:
        fields.notes.warn("minimum_age is above maximum_age: both left out")
        low = high = None
    return low, high, "; ".join(dict.fromkeys(words)) or None


def _status(fields: Fields) -> str:
    given = (fields.text("status", limit=60) or "active").lower().replace("_", " ")
    if given not in _STATUS:
        fields.notes.warn(f"status was not understood and is taken as active: {given}")
    return _STATUS.get(given, "active")


def _all_phones(
    fields: Fields, listed: list[PhoneRecord], places: tuple[PlaceRecord, ...]
) -> list[PhoneRecord]:
    every = listed + read_phones(fields) + [each for place in places for each in place.phones]
    kept: dict[str, PhoneRecord] = {}
    for each in every:
        kept.setdefault(each.tel or each.number, each)
    return list(kept.values())


def _places_in_text(text: str, guide: Guide) -> tuple[PlaceRecord, ...]:
    """Places for up to three postcodes in a description; one that names more is about somewhere else."""
    codes = find_postcodes(text)
    if not guide.locate or len(codes) > POSTCODES_IN_TEXT:
        return ()
    spots = [(code, spot) for code in codes if (spot := guide.locate(code))]
    return tuple(
        PlaceRecord(
            LocationRecord(
                own_id("location", code),
                latitude=spot[0],
                longitude=spot[1],
                coordinates_origin="description",
                addresses=(AddressRecord(postal_code=code),),
            )
        )
        for code, spot in spots
    )


def _fill_from_description(record: ServiceRecord, guide: Guide) -> ServiceRecord:
    """The record with what only its description says: a phone, an e-mail address, ages, postcodes."""
    if not record.phones and (number := find_number(record.description)):
        record = replace(record, phones=(number,))
    if not record.email and (email := find_email(record.description)):
        record = replace(record, email=email, email_origin="description")
    if record.minimum_age is None and record.maximum_age is None:
        ages = find_ages(record.name, record.description)
        if ages:
            record = replace(record, minimum_age=ages[0], maximum_age=ages[1], ages_origin="description")
    if not record.places:
        record = replace(record, places=_places_in_text(record.description, guide))
    return record


def read_service(raw: Mapping[Any, Any], notes: Notes, guide: Guide) -> ServiceRecord | str:
    """The record, or one sentence that says why it cannot be used.

    A service without a name takes that of its organisation if its description says something; without an
    organisation it stands for itself; without an id it gets one made from its name, organisation and address.
    """
    fields = Fields(raw, notes)
    fields.ignore(*_KNOWN)
    given_id = feed_id(fields)
    markup = safe_html(fields.raw("description"))
    description = shorten(plain_text(markup), DESCRIPTION_LIMIT)
    inner = fields.one("organization", "organisation")
    organization = read_organization(inner) if inner else None
    alternate = fields.text("alternate_name", limit=200)
    name = fields.text("name", limit=200) or alternate
    if not name and organization and description:
        name = organization.name
        notes.warn("name is blank: the organisation's name is shown")
    if not name:
        return "it has no name"
    if not organization:
        organization = OrganizationRecord(own_id("organization", name), name)
        notes.warn("organization is missing: the service stands for itself")
    url = fields.read(web_address, "url")
    if not given_id:
        notes.warn("id is missing: one was made from the name, the organisation and the address")
    low, high, eligibility = _ages(fields)
    email = fields.read(email_address, "email")
    contacts, contact_phones = read_contacts(fields)
    places = read_places(fields, guide.locate)
    extra = fields.one("pc_metadata")
    access = [fields.text("attending_access"), fields.text("pc_attendingAccess_additionalInfo")]
    record = ServiceRecord(
        source_id=given_id or own_id("service", name, organization.name, url),
        name=name,
        organization=organization,
        summary=fields.text("summary", limit=220) or summary(description),
        description=description,
        description_html=markup,
        alternate_name=alternate,
        url=url,
        email=email or next((each.email for each in contacts if each.email), None) or organization.email,
        email_origin="feed",
        status=_status(fields),
        fees_description=fields.text("fees_description", "fees"),
        application_process=fields.text("application_process"),
        eligibility_description=fields.text("eligibility_description") or eligibility,
        accreditations=fields.text("accreditations"),
        minimum_age=low,
        maximum_age=high,
        ages_origin="feed" if low is not None or high is not None else None,
        assured_date=fields.read(day, "assured_date") or (extra.read(day, "date_assured") if extra else None),
        assurer_email=fields.read(email_address, "assurer_email"),
        alert=fields.text("alert", limit=600),
        attending_type=fields.text("attending_type", limit=200),
        attending_access=". ".join(each for each in access if each) or None,
        deliverable_type=fields.text("deliverable_type", limit=200),
        last_modified=fields.read(moment, "last_modified", "updated_at")
        or (extra.read(moment, "date_modified") if extra else None),
        phones=tuple(_all_phones(fields, contact_phones, places)),
        contacts=contacts,
        places=places,
        schedules=read_schedules(fields),
        costs=read_costs(fields),
        languages=read_languages(fields),
        areas=read_areas(fields),
        terms=read_terms(fields, guide.needs),
    )
    fields.finish()
    record = replace(record, email_origin="feed" if record.email else None)
    return _fill_from_description(record, guide)
