"""One database, opened the same way by every process."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import String, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from core.database import Moment, open_database, open_engine
from core.errors import DatabaseError


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
        assert session.scalar(text("PRAGMA busy_timeout")) == 10000


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
