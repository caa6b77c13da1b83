"""One database for every process: SQLite by default, PostgreSQL by its address."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    DateTime,
    Engine,
    MetaData,
    TypeDecorator,
    create_engine,
    event,
    inspect,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from core.errors import DatabaseError


class Base(DeclarativeBase):
    """The parent of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Moment(TypeDecorator[datetime]):
    """A moment in time: aware and in UTC on both sides, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment must say its time zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BUSY_SECONDS = 3
"""How long a statement waits for its turn to write. A turn of the chat writes twice, by the action and by the
conversation's store, and the website waits eight seconds for both: so it can still be told what happened."""

_BUSY = BUSY_SECONDS * 1000

_AT_ONCE = 0.2
"""How long a rewriting of a table waits for it, and lets others wait, while somebody waits for an answer."""

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={_BUSY}",
    "secure_delete=ON",
)
"""A committed request survives a power cut (FULL; with NORMAL the last commits of a log may be lost), and
what is deleted is overwritten."""


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    connection.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
    connection.commit()


def open_engine(url: str) -> Engine:
    """An engine for `url`; the folder of a SQLite file is made if missing. Raises DatabaseError."""
    try:
        address = make_url(url)
    except ArgumentError:
        raise DatabaseError("OPENDOOR_DATABASE_URL is not a database address.") from None
    if address.get_backend_name() != "sqlite":
        if address.drivername == "postgresql":
            address = address.set(drivername="postgresql+psycopg")
        server = create_engine(address, pool_pre_ping=True)
        event.listen(server, "connect", _prepare_postgresql)
        return server
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def open_database(url: str) -> sessionmaker[Session]:
    """Sessions on the database at `url`; objects stay readable after a commit."""
    return sessionmaker(open_engine(url), expire_on_commit=False)


def add_once(session: Session, model: type[Base], values: Mapping[str, Any]) -> bool:
    """Inserts a row unless its key or another unique column is taken; True if the row is new.

    A rival that inserts the same at the same moment is waited for, and neither transaction is spoilt.
    """
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    key = inspect(model).primary_key[0]
    adding = insert(model).values(**values).on_conflict_do_nothing().returning(key)
    return session.execute(adding).first() is not None


def forget_after_commit(session: Session, *tables: type[Base]) -> None:
    """What this transaction deleted leaves the files too, once it is committed; call it where something was.

    SQLite overwrites what is deleted, but its write-ahead log still holds the pages as they were until it is
    emptied into the database. PostgreSQL leaves the bytes where they were, also after a plain VACUUM, so
    these `tables` are written anew, unless somebody is in the way; the site does it every night for all.
    """

    def forget(committed: Session) -> None:
        empty_log(committed)
        write_anew(committed, tables, _AT_ONCE)

    event.listen(session, "after_commit", forget, once=True)


def write_anew(session: Session, tables: Collection[type[Base]], seconds: float) -> bool:
    """Writes tables of PostgreSQL into new files, without what was deleted; nothing to do on SQLite.

    Nobody else reads or writes a table meanwhile. Never raises, for what was deleted is committed: False
    where a table was not free within so many `seconds`.
    Write-ahead log and backups keep the bytes, sealed as they were, until PostgreSQL and the council
    recycle them.
    """
    engine = session.get_bind().engine
    if engine.dialect.name == "sqlite" or not tables:
        return True
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"SET lock_timeout = '{int(seconds * 1000)}ms'")
            try:
                free = [_written_anew(connection, each) for each in tables]
            finally:
                connection.exec_driver_sql(f"SET lock_timeout = '{BUSY_SECONDS}s'")
    except SQLAlchemyError:
        return False
    return all(free)


def _written_anew(connection: Connection, table: type[Base]) -> bool:
    try:
        connection.exec_driver_sql(f"VACUUM (FULL) {table.__tablename__}")
    except OperationalError:
        return False
    return True


def empty_log(session: Session) -> bool:
    """Empties SQLite's log into the database; False, without waiting, where a reader or writer is in the way.

    The site tries it every minute too, for what was in the way, or died before it came to this.
    """
    engine = session.get_bind().engine
    if engine.dialect.name != "sqlite":
        return True
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout=0")
            try:
                busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
            finally:
                connection.exec_driver_sql(f"PRAGMA busy_timeout={_BUSY}")
    except OperationalError:
        return False
    return bool(busy == 0)
