"""One database, opened the same way by every process."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import String, delete, event, func, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from core.database import (
    Moment,
    empty_log,
    forget_after_commit,
    open_database,
    open_engine,
    write_anew,
)
from core.errors import DatabaseError
from core.outbox import put
from core.outbox.models import OutboxEntry
from core.settings import Settings

from .conftest import NOW, Store


class _Base(DeclarativeBase):
    pass


class _Note(_Base):
    __tablename__ = "note"
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    when: Mapped[datetime] = mapped_column(Moment)


def test_sqlite_waits_for_its_neighbours_and_keeps_foreign_keys(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/new/folder/a.db")() as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
        assert session.scalar(text("PRAGMA secure_delete")) == 1


def test_what_is_committed_outlives_a_power_cut(tmp_path: Path) -> None:
    full = 2
    with open_database(f"sqlite:///{tmp_path}/a.db")() as session:
        assert session.scalar(text("PRAGMA synchronous")) == full


def test_a_turn_that_waits_for_others_twice_still_answers_before_the_website_gives_up(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/a.db")() as session:
        waits = session.scalar(text("PRAGMA busy_timeout")) / 1000
    assert 0 < 2 * waits < Settings().bot_timeout


def test_postgresql_waits_no_longer_than_sqlite_does(store: Store) -> None:
    if store.on_sqlite:
        return
    with store.sessions() as session:
        assert session.scalar(text("SHOW lock_timeout")) == "3s"
        session.rollback()
        assert session.scalar(text("SHOW lock_timeout")) == "3s"


def test_what_was_deleted_leaves_the_write_ahead_log_as_well(tmp_path: Path) -> None:
    sessions = open_database(f"sqlite:///{tmp_path}/a.db")
    _Base.metadata.create_all(sessions.kw["bind"])

    def raw() -> bytes:
        return b"".join(each.read_bytes() for each in tmp_path.glob("a.db*"))

    with sessions.begin() as session:
        session.add(_Note(name="Quince Cottage", when=datetime(2026, 7, 1, tzinfo=UTC)))
    assert b"Quince Cottage" in raw()
    with sessions.begin() as session:
        session.execute(delete(_Note))
        forget_after_commit(session)
        assert b"Quince Cottage" in raw()
    assert b"Quince Cottage" not in raw()


def test_a_log_that_is_being_read_is_left_at_once_and_emptied_later(tmp_path: Path) -> None:
    sessions = open_database(f"sqlite:///{tmp_path}/a.db")
    _Base.metadata.create_all(sessions.kw["bind"])
    with sessions.begin() as session:
        session.add(_Note(name="Quince Cottage", when=datetime(2026, 7, 1, tzinfo=UTC)))

    def raw() -> bytes:
        return b"".join(each.read_bytes() for each in tmp_path.glob("a.db*"))

    waited: list[str] = []

    def listen(connection: Any, _record: Any, _proxy: Any) -> None:
        connection.set_trace_callback(waited.append)

    event.listen(sessions.kw["bind"], "checkout", listen)
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as reading:
        reading.execute("BEGIN")
        assert reading.execute("SELECT name FROM note").fetchall()
        with sessions.begin() as session:
            session.execute(delete(_Note))
            forget_after_commit(session)
        waited.clear()
        with sessions() as session:
            assert not empty_log(session)
            assert waited == [
                "PRAGMA busy_timeout=0",
                "PRAGMA wal_checkpoint(TRUNCATE)",
                "PRAGMA busy_timeout=3000",
            ]
        assert b"Quince Cottage" in raw()
    with sessions() as session:
        assert empty_log(session)
    assert b"Quince Cottage" not in raw()


def test_a_moment_comes_back_in_utc(tmp_path: Path) -> None:
    sessions = open_database(f"sqlite:///{tmp_path}/a.db")
    _Base.metadata.create_all(sessions.kw["bind"])
    summer = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=1)))
    with sessions.begin() as session:
        session.add(_Note(name="a", when=summer))
    with sessions() as session:
        kept = session.get(_Note, "a")
        assert kept is not None and kept.when == summer and kept.when.tzinfo is UTC


def test_a_wrong_address_is_one_clear_sentence() -> None:
    with pytest.raises(DatabaseError, match="OPENDOOR_DATABASE_URL"):
        open_engine("not an address")


def test_a_table_of_postgresql_that_is_being_read_is_left_at_once_and_written_anew_later(
    store: Store,
) -> None:
    if store.on_sqlite:
        pytest.skip("SQLite empties its log instead")
    with store.sessions.begin() as session:
        put(session, store.vault, "request/1/sent", "mail", {}, NOW)
    with store.sessions() as reading, store.sessions() as session:
        before = _file_of(session)
        assert reading.scalars(select(OutboxEntry.key)).all() == ["request/1/sent"]
        assert not write_anew(session, [OutboxEntry], 0.01)
        reading.rollback()
        assert _file_of(session) == before and write_anew(session, [OutboxEntry], 3)
        assert _file_of(session) != before
        assert session.scalar(text("SHOW lock_timeout")) == "3s"


def _file_of(session: Session) -> str:
    found = session.scalar(select(func.pg_relation_filepath(OutboxEntry.__tablename__)))
    session.rollback()
    return str(found)
