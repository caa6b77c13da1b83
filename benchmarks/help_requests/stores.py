"""The databases that are measured: a SQLite file, and a PostgreSQL cluster where Debian's packages are."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker

from core.audit import audited
from core.database import open_database
from core.encryption import Vault, open_vault
from core.migrating import migrate
from core.settings import Settings
from earlyhelp.office import Office, open_office
from tests.core.postgresql import address, create_database, running_cluster

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
DATABASES = (SQLITE, POSTGRESQL)

_SECRET = "a secret for benchmarks, long enough to be taken"


@dataclass(frozen=True)
class Parts:
    """What a process works with. Connections are never shared over a fork: `close` before, `forked` after."""

    settings: Settings
    sessions: sessionmaker[Session]
    vault: Vault
    office: Office

    def close(self) -> None:
        """Lets go of the database, until it is used again."""
        self.sessions.kw["bind"].dispose()

    def forked(self) -> None:
        """Makes a new process open connections of its own."""
        self.sessions.kw["bind"].dispose(close=False)


@contextmanager
def fresh(database: str) -> Iterator[Settings]:
    """Settings of a new, migrated database, as durable as in production. Raises NoClusterError."""
    with tempfile.TemporaryDirectory(prefix="requests-") as folder:
        if database == SQLITE:
            settings = Settings(home=Path(folder), secret_key=_SECRET)
            migrate(settings.database)
            yield settings
        else:
            with running_cluster() as cluster:
                create_database(cluster, "opendoor")
                url = address(cluster, "opendoor")
                migrate(url)
                yield Settings(home=Path(folder), secret_key=_SECRET, database_url=url)


def open_parts(settings: Settings) -> Parts:
    """Opens everything, as each process of the site does when it starts."""
    sessions = audited(open_database(settings.database), settings)
    return Parts(settings, sessions, open_vault(settings), open_office(settings))
