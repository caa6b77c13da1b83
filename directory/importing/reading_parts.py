"""The parts of a service that do not depend on place: organisation, phones, contacts, costs, categories."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from directory.importing.fields import Fields
from directory.importing.phones import read_numbers
from directory.importing.records import (
    AreaRecord,
    ContactRecord,
    CostRecord,
    LanguageRecord,
    OrganizationRecord,
    PhoneRecord,
    TermRecord,
)
from directory.importing.text import plain
from directory.importing.values import day, email_address, number, web_address

LANGUAGES = {
    "en": "English", "cy": "Welsh", "pl": "Polish", "ro": "Romanian", "pt": "Portuguese", "es": "Spanish",
    "fr": "French", "de": "German", "it": "Italian", "lt": "Lithuanian", "lv": "Latvian", "bg": "Bulgarian",
    "hu": "Hungarian", "ru": "Russian", "uk": "Ukrainian", "ar": "Arabic", "fa": "Farsi", "ku": "Kurdish",
    "tr": "Turkish", "ur": "Urdu", "hi": "Hindi", "pa": "Punjabi", "gu": "Gujarati", "bn": "Bengali",
    "ta": "Tamil", "so": "Somali", "sw": "Swahili", "zh": "Chinese", "vi": "Vietnamese", "tl": "Tagalog",
    "bfi": "British Sign Language", "bsl": "British Sign Language",
}  # fmt: skip
"""Codes of ISO 639 that feeds write, and what the languages are called."""


AUDIENCE = "audience"
"""The link type of categories that say who a service is for: ticked freely, so never taken as needs."""


def own_id(*parts: str | None) -> str:
    """An id for something that a feed gives none, made from what identifies it in words."""
    words = "|".join(re.sub(r"\W+", " ", (each or "").lower()).strip() for each in parts)
    return "made:" + hashlib.sha256(words.encode()).hexdigest()[:24]


def feed_id(fields: Fields) -> str | None:
    """The feed's own id as text; a very long one is replaced by its hash."""
    found = plain(fields.raw("id", "uuid", "identifier"), 4000)
    return found if not found or len(found) <= 100 else own_id(found)


def read_phones(fields: Fields, contact: int | None = None) -> list[PhoneRecord]:
    """The numbers in an object's `phones`, and in the `phone` that some feeds write as text."""
    found: list[PhoneRecord] = []
    for each in fields.many("phones"):
        each.ignore("id", "languages", "service_id", "contact_id", "location_id", "language", "attributes")
        each.ignore("organization_id", "service_at_location_id", "metadata")
        given = each.read(lambda value: read_numbers(value) or None, "number", "phone")
        extension = each.text("extension", limit=20)
        kind, said = each.text("type", limit=60), each.text("description", "department", limit=300)
        for one in given or []:
            found.append(
                PhoneRecord(one.number, one.tel, extension or one.extension, kind, said, "feed", contact)
            )
        each.finish()
    for name in ("phone", "telephone", "phone_number"):
        value = fields.raw(name)
        for one in read_numbers(value) if isinstance(value, str | int) else []:
            found.append(PhoneRecord(one.number, one.tel, one.extension, contact=contact))
    return list({(each.tel or each.number): each for each in reversed(found)}.values())[::-1]


def read_organization(fields: Fields) -> OrganizationRecord | None:
    """The organisation, or None if it has no name."""
    fields.ignore("services", "locations", "contacts", "programs", "funding", "organization_identifiers")
    fields.ignore("attributes", "metadata", "parent_organization_id", "parent_organization", "reviews")
    fields.ignore("legal_status", "tax_status", "tax_id", "year_incorporated")
    found = feed_id(fields)
    name = fields.text("name", limit=200)
    if not name:
        return None
    record = OrganizationRecord(
        source_id=found or own_id("organization", name),
        name=name,
        description=fields.text("description", limit=4000),
        email=fields.read(email_address, "email"),
        website=fields.read(web_address, "website", "url"),
        logo=fields.read(web_address, "logo"),
        uri=fields.read(web_address, "uri"),
        phones=tuple(read_phones(fields)),
    )
    fields.finish()
    return record


def read_contacts(fields: Fields) -> tuple[tuple[ContactRecord, ...], list[PhoneRecord]]:
    """Contacts that say something, and their phones with the position of their contact."""
    contacts: list[ContactRecord] = []
    phones: list[PhoneRecord] = []
    for each in fields.many("contacts", "contact"):
        each.ignore("id", "service_id", "organization_id", "attributes", "location_id", "metadata")
        each.ignore("service_at_location_id")
        record = ContactRecord(
            each.text("name", limit=120),
            each.text("title", limit=120),
            each.text("department", limit=120),
            each.read(email_address, "email"),
        )
        says = record != ContactRecord()
        phones += read_phones(each, len(contacts) if says else None)
        contacts += [record] if says else []
        each.finish()
    return tuple(contacts), phones


def read_costs(fields: Fields) -> tuple[CostRecord, ...]:
    """Cost options that say something."""
    found = []
    for each in fields.many("cost_options"):
        each.ignore("id", "service_id", "currency", "attributes", "metadata", "linkId")
        record = CostRecord(
            each.read(day, "valid_from"),
            each.read(day, "valid_to"),
            each.text("option", limit=300),
            each.read(number, "amount"),
            each.text("amount_description", limit=600),
        )
        each.finish()
        if record.amount is not None and record.amount < 0:
            each.notes.warn("cost_options.amount is below nothing: left out")
            continue
        if record.option or record.amount is not None or record.amount_description:
            found.append(record)
    return tuple(found)


def read_languages(fields: Fields) -> tuple[LanguageRecord, ...]:
    """Languages by name; codes are turned into names."""
    found: dict[str, LanguageRecord] = {}
    for each in fields.many("languages"):
        each.ignore("id", "service_id", "location_id", "phone_id", "attributes", "metadata")
        given = each.text("name", "language", limit=300) or each.text("code", limit=20) or ""
        each.ignore("name", "language", "code")
        for part in re.split(r"[,;/]", given):
            name = LANGUAGES.get(part.strip().lower(), part.strip())
            if name:
                found.setdefault(name.lower(), LanguageRecord(name[:80], each.text("note", limit=300)))
        each.ignore("note")
        each.finish()
    return tuple(found.values())


def read_areas(fields: Fields) -> tuple[AreaRecord, ...]:
    """Service areas that have a name."""
    found = []
    for each in fields.many("service_areas"):
        each.ignore("id", "service_id", "attributes", "metadata", "linkId")
        name = each.text("name", "service_area", limit=300)
        extent, kind = each.text("extent", limit=2000), each.text("extent_type", limit=60)
        uri = each.read(web_address, "uri")
        each.ignore("service_area")
        each.finish()
        if name or extent:
            found.append(AreaRecord(name or (extent or "")[:300], extent, kind, uri))
    return tuple(found)


def _term(each: Fields, kind: str, needs: Mapping[str, str], link: str | None) -> TermRecord | None:
    each.ignore("attributes", "metadata", "language", "taxonomy_term_id", "version", "taxonomy_uri")
    taxonomy = each.one("taxonomy_detail")
    name = each.text("name", "term", "audienceType", limit=200)
    code, term = each.text("code", limit=100), each.text("term", limit=100)
    given = feed_id(each) or code
    if not name:
        return None
    of = each.text("vocabulary", limit=200) or (taxonomy.text("name", limit=200) if taxonomy else None)
    of = of or each.text("taxonomy", limit=200) or kind
    parent = each.raw("parent_id", "parent")
    parent = parent.get("id") if isinstance(parent, dict) else parent
    if ">" in name:
        parent, name = (part.strip() for part in name.rsplit(">", 1))
    uri = each.read(web_address, "term_uri", "uri")
    keys = [re.sub(r"\W+", "_", (said or "").lower()).strip("_") for said in (code, term, given, name)]
    keys = [] if link == AUDIENCE else [*keys, (uri or "").rstrip("/").rsplit("/", 1)[-1]]
    record = TermRecord(
        source_id=given or own_id("term", of, name),
        name=name or of,
        taxonomy=of,
        taxonomy_source_id=each.text("taxonomy_id", limit=100) or own_id("taxonomy", of),
        description=each.text("description", limit=1000),
        parent_source_id=plain(parent, 100),
        term_uri=uri,
        link_type=link,
        need=next((needs[key] for key in keys if key in needs), None),
    )
    each.finish()
    return record


def read_terms(fields: Fields, needs: Mapping[str, str]) -> tuple[TermRecord, ...]:
    """Categories of version 3 `attributes`, version 1 `service_taxonomys` and of audiences.

    `needs` maps keys and labels of needs, in lower case with underscores, to keys.
    """
    found: dict[tuple[str, str], TermRecord] = {}
    for each in fields.many("attributes", "service_taxonomys", "service_taxonomies"):
        each.ignore("id", "link_id", "service_id", "taxonomy_id", "linkId", "taxonomy_term_id", "link_entity")
        each.ignore("metadata", "value", "label")
        term = each.one("taxonomy_term", "taxonomy")
        link = each.text("link_type", limit=100)
        record = _term(term, "Categories", needs, link) if term else None
        if record:
            found.setdefault((record.taxonomy_source_id, record.source_id), record)
        each.finish()
    for each in fields.many("taxonomies", "taxonomy_terms"):
        if record := _term(each, "Categories", needs, None):
            found.setdefault((record.taxonomy_source_id, record.source_id), record)
    for each in fields.many("pc_targetAudience"):
        if record := _term(each, "Who it is for", needs, AUDIENCE):
            found.setdefault((record.taxonomy_source_id, record.source_id), record)
    return tuple(found.values())
