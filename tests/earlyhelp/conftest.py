"""The sample office, a fresh database of each sort, and a family that asks for help."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from core.audit import AuditEntry, verify
from core.outbox.models import OutboxEntry, sealed_under
from core.settings import Settings
from earlyhelp.office import Office, open_office
from earlyhelp.requests import Draft, HelpRequest, Staff, Submitted, submit
from tests.core.conftest import SECRET, Store, cluster, migrated, open_store, store

__all__ = ["cluster", "migrated", "store"]

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
PAT = Staff("staff-1", "pat_ashdown")
JO = Staff("staff-2", "jo_lake")
CASEY = Staff("staff-3", "casey_holm", is_manager=True)

ANSWERS = {
    "name": "Morwenna",
    "reach": "Text 07700 900123 after school",
    "school": "Hillside Primary",
    "change": "Calmer mornings please",
    "well": "Our allotment",
}
REFUSED = {"age": "forty-one-and-a-half", "place": "Quince Cottage"}


def a_draft(**changes: Any) -> Draft:
    """A family at Hillside Primary that shares five things and refuses two."""
    return Draft(
        **{
            "person": "conversation-1",
            "contact": "pat_ashdown",
            "answers": {**ANSWERS, **REFUSED},
            "agreed": {**dict.fromkeys(ANSWERS, True), **dict.fromkeys(REFUSED, False)},
            "wording_version": 1,
            "second": "jo_lake",
            "second_agreed": True,
            **changes,
        }
    )


@dataclass(frozen=True)
class Desk:
    """The office at work on one database: each `do` is a transaction of its own."""

    store: Store
    office: Office

    def do(self, function: Callable[..., Any], *given: Any, **more: Any) -> Any:
        """Calls `function(session, vault, *given, **more)` and commits."""
        with self.store.sessions.begin() as session:
            return function(session, self.store.vault, *given, **more)

    def read(self, function: Callable[..., Any], *given: Any, **more: Any) -> Any:
        """Calls `function(session, *given, **more)` and commits."""
        with self.store.sessions.begin() as session:
            return function(session, *given, **more)

    def send(self, key: str = "press-1", now: datetime = MONDAY, **changes: Any) -> Submitted:
        """Submits a draft."""
        submitted: Submitted = self.do(submit, a_draft(**changes), key, now, self.office)
        return submitted

    def request(self, submitted: Submitted) -> HelpRequest:
        """The row as it is now."""
        with self.store.sessions() as session:
            return session.get_one(HelpRequest, submitted.request_id)

    def outbox(self, state: str = "waiting") -> dict[str, str]:
        """What each entry in this state says, by what its key ends with after the request's id."""
        with self.store.sessions() as session:
            found = session.scalars(select(OutboxEntry).where(OutboxEntry.state == state)).all()
        vault = self.store.vault
        return {
            each.key.split("/", 2)[2]: vault.open(each.sealed, sealed_under(each.key)).decode()
            if each.sealed
            else ""
            for each in found
        }

    def audited(self) -> list[tuple[str, str]]:
        """Who did what, in order; the chain is whole."""
        with self.store.sessions() as session:
            assert verify(session).broken_at is None
            entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
        return [(each.who, each.what) for each in entries]

    def raw(self) -> bytes:
        """Every byte of SQLite's files, with its write-ahead log, or of PostgreSQL's tables and indexes."""
        if self.store.on_sqlite:
            return b"".join(file.read_bytes() for file in self.store.settings.home.glob("opendoor.db*"))
        with self.store.sessions() as session:
            session.execute(text("CHECKPOINT"))
            folder = session.scalar(text("SHOW data_directory"))
            number = session.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
        files = Path(str(folder), "base", str(number)).iterdir()
        return b"".join(file.read_bytes() for file in files)


@pytest.fixture(scope="session")
def office() -> Office:
    """The sample office of data/earlyhelp."""
    return open_office(Settings(secret_key="s" * 40))


@pytest.fixture
def desk(store: Store, office: Office) -> Desk:
    """The office on a database of each sort."""
    return Desk(store, office)


def without(desk: Desk, contact: str) -> Desk:
    """The same desk once this contact has left."""
    contacts = desk.office.contacts
    staying = {key: each for key, each in contacts.by_key.items() if key != contact}
    return replace(desk, office=replace(desk.office, contacts=replace(contacts, by_key=staying)))


def taken_by(desk: Desk, contact: str, **who: str) -> Desk:
    """The same desk once somebody else, of another agency, has this contact's key."""
    contacts = desk.office.contacts
    new = {"name": "Someone New", "agency": "Another Agency (sample)", "email": "new@example.org", **who}
    changed = replace(contacts.by_key[contact], **new)  # type: ignore[arg-type]
    manager = changed if contacts.manager.key == contact else contacts.manager
    by_key = {**contacts.by_key, contact: changed}
    return replace(
        desk, office=replace(desk.office, contacts=replace(contacts, by_key=by_key, manager=manager))
    )


def away(desk: Desk, contact: str) -> Desk:
    """The same desk while this contact is away."""
    contacts = desk.office.contacts
    gone = replace(contacts.by_key[contact], absent_from=MONDAY.date())
    changed = replace(contacts, by_key={**contacts.by_key, contact: gone})
    return replace(desk, office=replace(desk.office, contacts=changed))


def days(count: float) -> timedelta:
    """So many days."""
    return timedelta(days=count)


@pytest.fixture
def sqlite(migrated: Path, tmp_path: Path) -> Iterator[Store]:
    """A fresh SQLite file alone, for rules that do not depend on the database."""
    shutil.copy(migrated, tmp_path / "opendoor.db")
    opened = open_store(Settings(home=tmp_path, secret_key=SECRET))
    yield opened
    opened.sessions.kw["bind"].dispose()
