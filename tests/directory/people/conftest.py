"""A who's-who on a database of each sort, and the sample's search."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from core.settings import Settings
from directory.importing import ImportReport
from directory.people import PeopleSearch, import_people, open_people_search, read_people
from language.needs import load_needs
from tests.core.conftest import Store, cluster, migrated, store

__all__ = ["cluster", "migrated", "store"]

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SAMPLE = Settings(secret_key="s" * 40).data / "sample" / "people.json"
NEEDS = frozenset(need.key for need in load_needs(SAMPLE.parent.parent / "needs.yml"))

TakeIn = Callable[[Any], ImportReport]


@pytest.fixture
def take_in(store: Store, tmp_path: Path) -> TakeIn:
    """Imports what is given, as a file of JSON or, where it is text, of CSV."""

    def run(content: Any) -> ImportReport:
        file = tmp_path / ("people.csv" if isinstance(content, str) else "people.json")
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        with store.sessions.begin() as session:
            return import_people(session, read_people(file, NEEDS), file.name, NOW)

    return run


@pytest.fixture
def search(store: Store) -> PeopleSearch:
    """The search over that database."""
    return open_people_search(store.sessions, Settings(secret_key="s" * 40), lambda: NOW)


def person(number: int = 1, **more: Any) -> Mapping[str, Any]:
    """One row of a file of people."""
    return {"id": f"p-{number}", "name": f"Person {number}", "role": "Health visitor", **more}
