"""The who's-who: people who work with families, their teams, agencies and schools."""

from __future__ import annotations

from directory.people.entries import Entry, Unreadable
from directory.people.facets import FACETS, Chosen
from directory.people.found import Away, Facet, Found, PeopleFound
from directory.people.importing import import_people
from directory.people.letters import Letters, load_letters
from directory.people.opening import open_people_search
from directory.people.owning import EntryError
from directory.people.reading import PeopleFileError, read_people
from directory.people.search import PeopleSearch
from directory.people.suggesting import Suggestion

__all__ = [
    "FACETS",
    "Away",
    "Chosen",
    "Entry",
    "EntryError",
    "Facet",
    "Found",
    "Letters",
    "PeopleFileError",
    "PeopleFound",
    "PeopleSearch",
    "Suggestion",
    "Unreadable",
    "import_people",
    "load_letters",
    "open_people_search",
    "read_people",
]
