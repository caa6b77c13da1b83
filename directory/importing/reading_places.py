"""Where and when a service happens, read from either version of the standard."""

from __future__ import annotations

import re
from collections.abc import Callable

from directory.importing.fields import Fields
from directory.importing.reading_parts import feed_id, own_id, read_phones
from directory.importing.records import (
    AccessibilityRecord,
    AddressRecord,
    LocationRecord,
    PlaceRecord,
    ScheduleRecord,
)
from directory.importing.text import plain
from directory.importing.values import clock_time, day, degrees, number, web_address

Locate = Callable[[str], tuple[float, float] | None]
"""Gives the latitude and longitude of a postcode, or None."""

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = re.compile(r"(?:([+-]?[1-5])(?:st|nd|rd|th)?)?\s*(?<![a-z])(mo|tu|we|th|fr|sa|su)[a-z]*", re.I)
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})")


def read_days(value: object) -> str | None:
    """`byday` in its one form, such as "MO,TH" or "1WE,-1FR", also from names of days or a list."""
    text = ",".join(str(each) for each in value) if isinstance(value, list) else plain(value, 200) or ""
    found = []
    for sign, name in _DAY.findall(text):
        found.append(f"{sign.lstrip('+')}{name.upper()}")
    ordered = sorted(set(found), key=lambda each: (_DAYS.index(each[-2:]), each))
    return ",".join(ordered) or None


def _frequency(value: object) -> str | None:
    text = (plain(value, 40) or "").upper()
    return text if text in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"} else None


def _interval(value: object) -> int | None:
    found = number(value)
    return int(found) if found is not None and 1 <= found <= 52 else None


def _month_days(value: object) -> str | None:
    text = ",".join(str(each) for each in value) if isinstance(value, list) else plain(value, 100) or ""
    days = sorted({int(each) for each in re.findall(r"\d{1,2}", text) if 1 <= int(each) <= 31})
    return ",".join(str(each) for each in days) or None


def read_schedules(fields: Fields) -> tuple[ScheduleRecord, ...]:
    """Schedules that say something; version 1 keeps them as `regular_schedules`."""
    found = []
    for each in fields.many("schedules", "regular_schedules", "regular_schedule"):
        each.ignore("id", "service_id", "location_id", "service_at_location_id", "linkId", "attributes")
        each.ignore("until", "count", "wkst", "byweekno", "byyearday", "timezone", "metadata")
        record = ScheduleRecord(
            valid_from=each.read(day, "valid_from"),
            valid_to=each.read(day, "valid_to"),
            dtstart=each.read(day, "dtstart"),
            freq=_frequency(each.raw("freq")),
            interval=_interval(each.raw("interval")),
            byday=each.read(read_days, "byday", "weekday"),
            bymonthday=_month_days(each.raw("bymonthday")),
            opens_at=each.read(clock_time, "opens_at"),
            closes_at=each.read(clock_time, "closes_at"),
            description=each.text("description", limit=600),
            schedule_link=each.read(web_address, "schedule_link"),
            attending_type=each.text("attending_type", limit=200),
            notes=each.text("notes", limit=600),
        )
        each.finish()
        if record.byday or record.bymonthday or record.opens_at or record.description or record.notes:
            found.append(record)
    return tuple(dict.fromkeys(found))


def postcode(value: object) -> str | None:
    """A postcode as it is usually written; anything else is kept as given."""
    text = plain(value, 20)
    found = _POSTCODE.fullmatch((text or "").upper())
    return f"{found[1]} {found[2]}" if found else text


def _addresses(fields: Fields) -> tuple[AddressRecord, ...]:
    found = []
    for each in fields.many("addresses", "physical_addresses", "physical_address", "postal_addresses"):
        each.ignore("id", "location_id", "attributes", "metadata", "linkId", "uprn")
        kind = (each.text("address_type", limit=20) or "physical").lower()
        record = AddressRecord(
            each.text("attention", limit=200),
            each.text("address_1", limit=300),
            each.text("address_2", limit=300),
            each.text("city", limit=120),
            each.text("region", limit=120),
            each.text("state_province", limit=120),
            postcode(each.raw("postal_code", "postcode")),
            each.text("country", limit=60),
            kind if kind in {"physical", "postal", "virtual"} else "physical",
        )
        each.finish()
        if record.address_1 or record.city or record.postal_code:
            found.append(record)
    return tuple(dict.fromkeys(found))


def _accessibility(fields: Fields) -> tuple[AccessibilityRecord, ...]:
    found = []
    for each in fields.many("accessibility", "accessibility_for_disabilities"):
        each.ignore("id", "location_id", "attributes", "metadata", "linkId")
        said = each.text("description", "accessibility", limit=600)
        more, link = each.text("details", limit=600), each.read(web_address, "url")
        each.ignore("accessibility")
        each.finish()
        if said or more:
            found.append(AccessibilityRecord(said or more or "", more if said else None, link))
    return tuple(dict.fromkeys(found))


def read_location(fields: Fields, locate: Locate | None) -> LocationRecord | None:
    """A location that says something; degrees it lacks are those of its postcode."""
    fields.ignore("languages", "contacts", "phones", "phone", "schedules", "attributes", "metadata")
    fields.ignore("location_id", "telephone", "phone_number", "url", "alternate_name")
    fields.ignore("organization_id", "service_at_locations")
    kind = (fields.text("location_type", limit=20) or "physical").lower()
    given = feed_id(fields)
    name = fields.text("name", limit=200)
    addresses = _addresses(fields)
    latitude = fields.read(lambda value: degrees(value, 90), "latitude")
    longitude = fields.read(lambda value: degrees(value, 180), "longitude")
    origin: str | None = "feed"
    if latitude is None or longitude is None:
        codes = [each.postal_code for each in addresses if each.postal_code]
        spot = next((got for code in codes if locate and (got := locate(code))), None)
        latitude, longitude = spot or (None, None)
        origin = "postcode" if spot else None
    first = addresses[0] if addresses else AddressRecord()
    record = LocationRecord(
        source_id=given or own_id("location", name, first.address_1, first.postal_code),
        location_type=kind if kind in {"physical", "postal", "virtual"} else "physical",
        name=name,
        description=fields.text("description", limit=2000),
        transportation=fields.text("transportation", limit=1000),
        latitude=latitude,
        longitude=longitude,
        coordinates_origin=origin,
        external_identifier=fields.text("external_identifier", limit=100),
        external_identifier_type=fields.text("external_identifier_type", limit=60),
        addresses=addresses,
        accessibility=_accessibility(fields),
    )
    fields.finish()
    return record if name or addresses or latitude is not None or record.accessibility else None


def read_places(fields: Fields, locate: Locate | None) -> tuple[PlaceRecord, ...]:
    """The service's locations with the hours kept there; `locations` alone is taken too."""
    found: dict[str, PlaceRecord] = {}
    for each in fields.many("service_at_locations", "service_at_location"):
        each.ignore("id", "service_id", "location_id", "contacts", "service_areas", "attributes")
        each.ignore("holidayScheduleCollection", "holiday_schedules", "metadata", "linkId")
        inner = each.one("location")
        location = read_location(inner, locate) if inner else None
        schedules, said = read_schedules(each), each.text("description", limit=600)
        phones = tuple(read_phones(each) + (read_phones(inner) if inner else []))
        each.finish()
        if location:
            known = found.get(location.source_id)
            earlier = known.schedules if known else ()
            both = tuple(dict.fromkeys(earlier + schedules))
            found[location.source_id] = PlaceRecord(location, said, both, phones)
    for each in fields.many("locations", "location"):
        if (location := read_location(each, locate)) and location.source_id not in found:
            found[location.source_id] = PlaceRecord(location, phones=tuple(read_phones(each)))
    return tuple(found.values())
