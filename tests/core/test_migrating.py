from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import inspect

from core.database import open_engine
from core.errors import DatabaseError
from core.migrating import check_version, migrate


def _url(path: Path) -> str:
    return f"sqlite:///{path}"


def test_migrating_twice_changes_nothing_and_the_version_is_then_right(tmp_path: Path) -> None:
    url = _url(tmp_path / "new.db")
    migrate(url)
    migrate(url)
    check_version(url)


def test_a_missing_database_is_one_sentence_and_is_not_created(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="does not exist yet"):
        check_version(_url(tmp_path / "none.db"))
    assert not (tmp_path / "none.db").exists()


def test_a_broken_database_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "broken.db"
    file.write_bytes(b"this is not a database" * 500)
    with pytest.raises(DatabaseError, match="cannot be read"):
        check_version(_url(file))
    with pytest.raises(DatabaseError, match="cannot be read"):
        migrate(_url(file))


def test_an_empty_database_is_at_another_version(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    with pytest.raises(DatabaseError, match="not at the version"):
        check_version(_url(tmp_path / "empty.db"))


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    url = _url(tmp_path / "newer.db")
    migrate(url)
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseError, match="newer"):
        migrate(url)
    with pytest.raises(DatabaseError, match="not at the version"):
        check_version(url)
    assert inspect(engine).has_table("service")
    engine.dispose()


def test_an_address_that_is_none_is_one_sentence() -> None:
    with pytest.raises(DatabaseError, match="not a database address"):
        check_version("nonsense")
