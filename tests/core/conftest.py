"""Both databases for the tests of the core: a SQLite file and, where Debian's PostgreSQL is, a real cluster."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from core.audit import audited
from core.database import open_database
from core.encryption import Vault, open_vault
from core.migrating import migrate
from core.settings import Settings

from .postgresql import NoClusterError, address, create_database, running_cluster

SECRET = "a secret for tests, long enough to be taken"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Store:
    """A migrated database of a test's own, with sessions that can write the audit."""

    settings: Settings
    sessions: sessionmaker[Session]
    vault: Vault

    @property
    def on_sqlite(self) -> bool:
        return self.settings.database.startswith("sqlite")


def open_store(settings: Settings) -> Store:
    return Store(settings, audited(open_database(settings.database), settings), open_vault(settings))


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file at the newest version, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "opendoor.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The folder of a PostgreSQL cluster; the migrated template is in it."""
    try:
        with running_cluster("-c fsync=off") as folder:
            create_database(folder, "opendoor_template")
            migrate(address(folder, "opendoor_template"))
            yield folder
    except NoClusterError as reason:
        pytest.skip(str(reason))


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A fresh database, once of each sort."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated"), tmp_path / "opendoor.db")
        settings = Settings(home=tmp_path, secret_key=SECRET)
    else:
        folder, name = request.getfixturevalue("cluster"), f"t{os.urandom(6).hex()}"
        create_database(folder, f"{name} TEMPLATE opendoor_template")
        settings = Settings(home=tmp_path, secret_key=SECRET, database_url=address(folder, name))
    opened = open_store(settings)
    yield opened
    opened.sessions.kw["bind"].dispose()
