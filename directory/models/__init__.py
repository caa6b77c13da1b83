"""The directory's tables, in the names of Open Referral UK 3.0, with where every record came from."""

from __future__ import annotations

from directory.models.contact import Contact, Phone
from directory.models.location import Accessibility, Address, Location, ServiceAtLocation
from directory.models.organization import Organization
from directory.models.provenance import DirectoryVersion, FeedSource, ImportedRecord, ImportRun
from directory.models.schedule import Schedule
from directory.models.service import CostOption, Language, Service, ServiceArea, ServiceNeed
from directory.models.taxonomy import Attribute, Taxonomy, TaxonomyTerm

__all__ = [
    "Accessibility",
    "Address",
    "Attribute",
    "Contact",
    "CostOption",
    "DirectoryVersion",
    "FeedSource",
    "ImportRun",
    "ImportedRecord",
    "Language",
    "Location",
    "Organization",
    "Phone",
    "Schedule",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceNeed",
    "Taxonomy",
    "TaxonomyTerm",
]
