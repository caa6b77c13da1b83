"""The audit grows and shows every change to what it holds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core.audit import AuditEntry, append, audited, verify
from core.database import open_database
from core.errors import AuditError
from core.settings import Settings

from .conftest import NOW, SECRET, Store, open_store


def write(store: Store, count: int) -> None:
    with store.sessions.begin() as session:
        for number in range(count):
            append(session, "staff-1", "viewed", f"request-{number}", "the desk", now=NOW)


def broken_at(store: Store) -> int | None:
    with store.sessions() as session:
        return verify(session).broken_at


def free_the_tables(session: Session) -> None:
    """What someone with all rights over the database would do first."""
    if session.get_bind().dialect.name == "postgresql":
        for table in ("audit_entry", "audit_end"):
            session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
    else:
        for name in session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            session.execute(text(f"DROP TRIGGER {name}"))


def tamper(store: Store, *statements: str) -> None:
    with store.sessions.begin() as session:
        free_the_tables(session)
        for statement in statements:
            session.execute(text(statement))


def test_an_empty_audit_holds(store: Store) -> None:
    with store.sessions() as session:
        assert (verify(session).entries, verify(session).broken_at) == (0, None)


def test_entries_are_numbered_and_chained(store: Store) -> None:
    write(store, 3)
    with store.sessions() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
        found = verify(session)
    assert [each.number for each in entries] == [1, 2, 3]
    assert [each.previous for each in entries[1:]] == [each.hash for each in entries[:-1]]
    assert (found.entries, found.broken_at, found.last) == (3, None, entries[-1].hash.hex())


def test_an_entry_goes_with_its_transaction(store: Store) -> None:
    write(store, 1)
    with store.sessions() as session:
        append(session, "staff-1", "viewed", "request-1", now=NOW)
        session.rollback()
    write(store, 1)
    with store.sessions() as session:
        assert verify(session).entries == 2 and verify(session).broken_at is None


@pytest.mark.parametrize(
    "deed", ["UPDATE audit_entry SET why = ''", "DELETE FROM audit_entry", "DELETE FROM audit_end"]
)
def test_the_database_refuses_to_change_or_remove_an_entry(store: Store, deed: str) -> None:
    write(store, 2)
    with pytest.raises(DBAPIError, match="only grows"), store.sessions.begin() as session:
        session.execute(text(deed))
    assert broken_at(store) is None


def test_postgresql_refuses_to_empty_the_table(store: Store) -> None:
    if store.on_sqlite:
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DBAPIError, match="only grows"), store.sessions.begin() as session:
        session.execute(text("TRUNCATE audit_entry"))


CUT = "DELETE FROM audit_entry WHERE number = {}"
TAMPERINGS = {
    "a changed reason": ["UPDATE audit_entry SET why = 'another' WHERE number = 3"],
    "a changed person": ["UPDATE audit_entry SET who = 'staff-2' WHERE number = 3"],
    "an entry removed": [CUT.format(3)],
    "an entry removed and the rest renumbered": [
        CUT.format(3),
        "UPDATE audit_entry SET number = 3 WHERE number = 4",
        "UPDATE audit_entry SET number = 4 WHERE number = 5",
    ],
    "an entry inserted": [
        "UPDATE audit_entry SET number = 6 WHERE number = 5",
        "UPDATE audit_entry SET number = 5 WHERE number = 4",
        "UPDATE audit_entry SET number = 4 WHERE number = 3",
        "INSERT INTO audit_entry SELECT 3, at, who, what, subject, why, previous, hash FROM audit_entry WHERE number = 4",
    ],
}


@pytest.mark.parametrize("statements", TAMPERINGS.values(), ids=list(TAMPERINGS))
def test_a_change_in_the_middle_is_found_where_it_is(store: Store, statements: list[str]) -> None:
    write(store, 5)
    tamper(store, *statements)
    assert broken_at(store) in {3, 4}
    with store.sessions() as session:
        assert verify(session).entries == broken_at(store) - 1


def test_a_tail_cut_off_is_found(store: Store) -> None:
    write(store, 5)
    tamper(store, CUT.format(5), CUT.format(4))
    assert broken_at(store) == 4


def test_a_tail_cut_off_with_its_end_put_back_is_found(store: Store) -> None:
    write(store, 5)
    tamper(
        store,
        CUT.format(5),
        "UPDATE audit_end SET entries = 4, last = (SELECT hash FROM audit_entry WHERE number = 4)",
    )
    assert broken_at(store) == 5


def test_a_whole_audit_removed_but_its_end_is_found(store: Store) -> None:
    write(store, 2)
    tamper(store, "DELETE FROM audit_entry")
    assert broken_at(store) == 1


def test_an_end_removed_is_found_and_nothing_is_appended_to_it(store: Store) -> None:
    write(store, 2)
    tamper(store, "DELETE FROM audit_end")
    assert broken_at(store) == 1
    with pytest.raises(AuditError, match="audit verify"):
        write(store, 1)


def test_entries_with_sound_hashes_but_no_signed_end_are_found(store: Store) -> None:
    """Someone who knows how the hashes are made, but not the secret."""
    write(store, 2)
    with store.sessions() as session:
        end = session.execute(text("SELECT entries, last, mark FROM audit_end")).one()
    write(store, 1)
    with store.sessions.begin() as session:
        free_the_tables(session)
        session.execute(
            text("UPDATE audit_end SET entries = :entries, last = :last, mark = :mark"), end._asdict()
        )
    assert broken_at(store) == 3


def test_a_chain_rewritten_with_sound_hashes_is_found(store: Store) -> None:
    write(store, 2)
    other = open_store(replace(store.settings, secret_key=SECRET[::-1]))
    tamper(store, "DELETE FROM audit_entry", "DELETE FROM audit_end")
    write(other, 2)
    assert broken_at(other) is None
    assert broken_at(store) == 3
    with pytest.raises(AuditError, match="OPENDOOR_SECRET_KEY"):
        write(store, 1)


def test_the_previous_secret_still_proves_the_audit(store: Store) -> None:
    write(store, 2)
    after = open_store(replace(store.settings, secret_key=SECRET[::-1], previous_secret_key=SECRET))
    assert broken_at(after) is None
    write(after, 1)
    assert broken_at(after) is None


def test_appends_from_many_threads_take_turns(store: Store) -> None:
    def one(number: int) -> None:
        with store.sessions.begin() as session:
            append(session, f"staff-{number}", "viewed", "request-1", now=NOW)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(one, range(40)))
    with store.sessions() as session:
        assert (verify(session).entries, verify(session).broken_at) == (40, None)


@pytest.mark.parametrize(
    ("who", "subject", "why"),
    [
        ("anna@example.org", "request-1", ""),
        ("Anna Webb", "request-1", ""),
        ("staff-1", "", ""),
        ("staff-1", "r" * 65, ""),
        ("staff-1", "request-1", "w" * 201),
        ("staff-1", "request-1", "two\nlines"),
    ],
)
def test_what_may_name_a_person_or_is_too_long_is_refused(
    store: Store, who: str, subject: str, why: str
) -> None:
    with pytest.raises(ValueError, match=r"audit entry|opaque name"), store.sessions.begin() as session:
        append(session, who, "viewed", subject, why, now=NOW)
    with store.sessions() as session:
        assert verify(session).entries == 0


def test_sessions_without_the_key_cannot_write(store: Store) -> None:
    with pytest.raises(AuditError, match="audited"), open_database(store.settings.database)() as session:
        append(session, "staff-1", "viewed", "request-1", now=NOW)


COLUMNS: dict[str, Callable[[int], str]] = {
    "at": lambda _: "'2020-01-01 00:00:00.000000'",
    "who": lambda _: "'another'",
    "what": lambda _: "'another'",
    "subject": lambda _: "'another'",
    "why": lambda _: "'another'",
    "previous": lambda _: "x'00'",
    "hash": lambda _: "x'00'",
    "number": lambda count: str(count + 7),
}


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 8), st.data())
def test_any_change_to_any_column_of_any_entry_is_found(
    migrated: Path, count: int, data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        shutil.copy(migrated, Path(folder) / "opendoor.db")
        chosen = Settings(home=Path(folder), secret_key=SECRET)
        sessions = audited(open_database(chosen.database), chosen)
        with sessions.begin() as session:
            for number in range(count):
                append(session, "staff-1", "viewed", f"request-{number}", now=NOW)
        which = data.draw(st.integers(1, count))
        column = data.draw(st.sampled_from(sorted(COLUMNS)))
        with sessions.begin() as session:
            free_the_tables(session)
            session.execute(
                text(f"UPDATE audit_entry SET {column} = {COLUMNS[column](count)} WHERE number = {which}")
            )
        with sessions() as session:
            assert verify(session).broken_at == which
        sessions.kw["bind"].dispose()
