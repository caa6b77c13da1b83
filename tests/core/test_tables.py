"""Migrations, models and both databases agree."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import func, inspect, select

from core.database import Base, add_once
from core.mail.mailbox import MailboxMail
from core.migrating import configuration
from core.tables import load_tables

from .conftest import NOW, Store


def test_the_migrated_tables_are_those_of_the_code(store: Store) -> None:
    load_tables()
    with store.sessions() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_migration_can_be_taken_back(store: Store) -> None:
    with store.sessions.kw["bind"].connect() as connection:
        command.downgrade(configuration(connection), "0003")
        assert not {"outbox", "audit_entry"} & set(inspect(connection).get_table_names())
        command.upgrade(configuration(connection), "head")
        assert set(inspect(connection).get_table_names()) >= {"outbox", "audit_entry"}


def test_a_row_added_by_many_at_once_is_there_once_and_no_transaction_is_spoilt(store: Store) -> None:
    values = {"message_id": "a" * 32, "sealed": b"", "created_at": NOW}

    def add(_: int) -> bool:
        with store.sessions.begin() as session:
            new = add_once(session, MailboxMail, values)
            assert session.scalar(select(func.count()).select_from(MailboxMail)) == 1
            return new

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(add, range(24))).count(True) == 1
