"""An empty directory for each test that wants one, and one to search for all that do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

import directory.models  # noqa: F401 - its tables are made below
from core.database import Base, open_engine
from core.settings import PROJECT, Settings, load_settings
from directory.search import Search, open_search
from tests.directory.searching import RECORDS, fill

FEEDS = Path(__file__).parent / "feeds"


@pytest.fixture
def sessions(tmp_path: Path) -> sessionmaker[Session]:
    """Sessions on an empty SQLite directory."""
    engine = open_engine(f"sqlite:///{tmp_path / 'directory.db'}")
    Base.metadata.create_all(engine)
    return sessionmaker(engine, expire_on_commit=False)


@pytest.fixture
def version_1() -> bytes:
    """A small feed in the version 1 shape, with the mistakes that real ones have."""
    return (FEEDS / "version-1.json").read_bytes()


@pytest.fixture
def version_3() -> bytes:
    """A small feed in the version 3 shape."""
    return (FEEDS / "version-3.json").read_bytes()


@pytest.fixture(scope="session")
def place_for_search(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home and data of our own, with needs, synonyms and places but only one training message."""
    home = tmp_path_factory.mktemp("home")
    data = home / "data"
    for part in ("search", "places"):
        shutil.copytree(PROJECT / "data" / part, data / part)
    shutil.copy(PROJECT / "data" / "needs.yml", data / "needs.yml")
    (data / "nlu").mkdir()
    (data / "nlu" / "greet.yml").write_text("nlu:\n- intent: greet\n  examples: |\n    - hello there\n")
    return replace(load_settings({}), home=home, data=data, database_url=f"sqlite:///{home / 'opendoor.db'}")


@pytest.fixture(scope="session")
def searched_sessions(place_for_search: Settings) -> Iterator[sessionmaker[Session]]:
    """Sessions on the directory that is searched."""
    engine = open_engine(place_for_search.database)
    Base.metadata.create_all(engine)
    opened = sessionmaker(engine, expire_on_commit=False)
    fill(opened, RECORDS)
    yield opened
    engine.dispose()


@pytest.fixture(scope="session")
def search(searched_sessions: sessionmaker[Session], place_for_search: Settings) -> Search:
    """A search over it, for every test that only asks."""
    return open_search(searched_sessions, place_for_search)
