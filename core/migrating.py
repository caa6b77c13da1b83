"""Bringing the database to the version that this code needs, and checking that it is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from core.database import open_engine
from core.errors import DatabaseError
from core.settings import PROJECT

_LOCK = 7_268_501
"""Any fixed number: two processes that migrate one PostgreSQL database wait for each other on it."""

_UNREADABLE = "The database cannot be read: check OPENDOOR_DATABASE_URL, or restore it from a backup."


def configuration(connection: Connection) -> Config:
    """Alembic's configuration, made in code, for one open connection."""
    config = Config()
    config.set_main_option("script_location", str(PROJECT / "migrations"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            yield connection
    except (SQLAlchemyError, OSError):
        raise DatabaseError(_UNREADABLE) from None
    finally:
        engine.dispose()


def migrate(url: str) -> None:
    """Brings the database at `url` to the newest version, all or nothing; raises DatabaseError.

    Foreign keys are off meanwhile on SQLite, where rebuilding a table would otherwise delete rows that point
    to it.
    """
    with _connected(url) as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.commit()
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        try:
            command.upgrade(configuration(connection), "head")
        except CommandError:
            raise DatabaseError("The database belongs to a newer Open Door: update the code.") from None
        connection.commit()


def check_version(url: str) -> None:
    """Raises DatabaseError if the database at `url` is missing, broken or at another version."""
    try:
        address = make_url(url)
    except ArgumentError:
        raise DatabaseError("OPENDOOR_DATABASE_URL is not a database address.") from None
    file = address.database if address.get_backend_name() == "sqlite" else None
    if file and file != ":memory:" and not Path(file).is_file():
        raise DatabaseError("The database does not exist yet: run `opendoor setup`.")
    with _connected(url) as connection:
        here = set(MigrationContext.configure(connection).get_current_heads())
        wanted = set(ScriptDirectory.from_config(configuration(connection)).get_heads())
    if here != wanted:
        raise DatabaseError("The database is not at the version this code needs: run `opendoor setup`.")
