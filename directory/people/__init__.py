"""The who's-who: people who work with families, their teams, agencies and schools."""

from __future__ import annotations

from directory.people.entries import Entry, Unreadable
from directory.people.found import Away, Found, PeopleFound
from directory.people.importing import import_people
from directory.people.opening import open_people_search
from directory.people.reading import PeopleFileError, read_people
from directory.people.search import PeopleSearch

__all__ = [
    "Away",
    "Entry",
    "Found",
    "PeopleFileError",
    "PeopleFound",
    "PeopleSearch",
    "Unreadable",
    "import_people",
    "open_people_search",
    "read_people",
]
