"""Both databases for the tests of the core: a SQLite file and, where Debian's PostgreSQL is, a real cluster."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from core.audit import audited
from core.database import open_database, open_engine
from core.encryption import Vault, open_vault
from core.migrating import migrate
from core.settings import Settings

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
    """The address of a PostgreSQL cluster without its database's name; the migrated template is in it."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not found:
        pytest.skip("PostgreSQL is not installed")
    user = "postgres" if os.geteuid() == 0 else None
    if user and user not in {each.pw_name for each in pwd.getpwall()}:
        pytest.skip("PostgreSQL does not run as root, and there is no user postgres")
    folder = Path(mkdtemp(prefix="pg-"))
    if user:
        shutil.chown(folder, user)
    data = str(folder / "data")

    def run(program: str, *options: str) -> None:
        command = [str(found[-1] / program), "-D", data, *options]
        subprocess.run(command, check=True, capture_output=True, user=user, cwd=folder)

    run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    run("pg_ctl", "start", "-w", "-s", "-l", str(folder / "log"), "-o", options)
    try:
        _create_database(f"postgresql+psycopg://postgres@/postgres?host={folder}", "opendoor_template")
        migrate(_address(str(folder), "opendoor_template"))
        yield str(folder)
    finally:
        run("pg_ctl", "stop", "-m", "immediate", "-s")
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A fresh database, once of each sort."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated"), tmp_path / "opendoor.db")
        settings = Settings(home=tmp_path, secret_key=SECRET)
    else:
        folder, name = request.getfixturevalue("cluster"), f"t{os.urandom(6).hex()}"
        _create_database(_address(folder, "postgres"), f"{name} TEMPLATE opendoor_template")
        settings = Settings(home=tmp_path, secret_key=SECRET, database_url=_address(folder, name))
    opened = open_store(settings)
    yield opened
    opened.sessions.kw["bind"].dispose()


def _address(folder: str, name: str) -> str:
    return f"postgresql+psycopg://postgres@/{name}?host={folder}"


def _create_database(url: str, what: str) -> None:
    engine = open_engine(url).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {what}"))
    engine.dispose()
