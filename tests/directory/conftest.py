"""An empty directory for each test that wants one."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

import directory.models  # noqa: F401 - its tables are made below
from core.database import Base, open_engine

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
