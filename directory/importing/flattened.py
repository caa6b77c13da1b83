"""Flat lists that point to one another by id (as a tabular export has them), folded into whole services."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

Row = dict[str, Any]

_LISTS = {
    "services": ("services", "service"),
    "organizations": ("organizations", "organization", "organisations"),
    "locations": ("locations", "location"),
    "service_at_locations": ("service_at_locations", "service_at_location", "services_at_location"),
    "addresses": ("addresses", "address", "physical_addresses", "physical_address"),
    "accessibility": ("accessibility", "accessibility_for_disabilities"),
    "contacts": ("contacts", "contact"),
    "phones": ("phones", "phone"),
    "schedules": ("schedules", "schedule", "regular_schedules", "regular_schedule"),
    "cost_options": ("cost_options", "cost_option"),
    "languages": ("languages", "language"),
    "service_areas": ("service_areas", "service_area"),
    "eligibilitys": ("eligibilitys", "eligibilities", "eligibility"),
    "attributes": ("attributes", "attribute", "service_taxonomys", "service_taxonomy"),
    "taxonomy_terms": ("taxonomy_terms", "taxonomy_term", "taxonomies"),
}
_PARTS = (
    ("phones", "contacts", "contact_id"),
    ("addresses", "locations", "location_id"),
    ("accessibility", "locations", "location_id"),
    ("phones", "locations", "location_id"),
    ("schedules", "service_at_locations", "service_at_location_id"),
    ("phones", "service_at_locations", "service_at_location_id"),
    ("phones", "organizations", "organization_id"),
    ("contacts", "services", "service_id"),
    ("phones", "services", "service_id"),
    ("schedules", "services", "service_id"),
    ("cost_options", "services", "service_id"),
    ("languages", "services", "service_id"),
    ("service_areas", "services", "service_id"),
    ("eligibilitys", "services", "service_id"),
    ("attributes", "services", "service_id"),
    ("attributes", "services", "link_id"),
    ("service_at_locations", "services", "service_id"),
)
_WHOLES = (
    ("service_at_locations", "location", "locations", "location_id"),
    ("attributes", "taxonomy_term", "taxonomy_terms", "taxonomy_term_id"),
    ("services", "organization", "organizations", "organization_id"),
)


def _listed(document: Row, names: tuple[str, ...]) -> list[Row]:
    found = (document.get(name) for name in names)
    listed = next((each for each in found if isinstance(each, list)), [])
    return [dict(each) for each in listed if isinstance(each, dict)]


def _key(row: Row, name: str) -> str | None:
    value = row.get(name)
    return str(value)[:4000] if isinstance(value, str | int) and value != "" else None


def is_flattened(document: Row) -> bool:
    """True for an object with a list of services beside other lists that point to them."""
    services = _listed(document, _LISTS["services"])
    others = [name for name in _LISTS if name != "services" and _listed(document, _LISTS[name])]
    return bool(services and others)


def fold(document: Row) -> list[Row]:
    """The services of a flattened document, each with all its parts inside it."""
    tables = {kind: _listed(document, names) for kind, names in _LISTS.items()}
    for kind, field, target, key in _WHOLES:
        by_id = {_key(row, "id"): row for row in tables[target]}
        for row in tables[kind]:
            whole = by_id.get(_key(row, key)) if _key(row, key) else None
            if whole is not None and not isinstance(row.get(field), dict):
                row[field] = whole
    for part, target, key in _PARTS:
        grouped: dict[str, list[Row]] = defaultdict(list)
        for row in tables[part]:
            if owner := _key(row, key):
                grouped[owner].append(row)
        for row in tables[target]:
            mine = grouped.get(_key(row, "id") or "")
            if mine and not row.get(part):
                row[part] = mine
    return tables["services"]
