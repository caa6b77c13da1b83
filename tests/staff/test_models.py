"""The tables fit their migration."""

from __future__ import annotations

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from core.database import Base
from core.migrating import configuration
from core.tables import load_tables
from tests.core.conftest import Store

OURS = {"staff_account", "staff_link", "staff_session", "staff_try"}


def test_the_migrated_tables_are_those_of_the_code(store: Store) -> None:
    load_tables()
    with store.sessions() as session:
        context = MigrationContext.configure(
            session.connection(),
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, _: kind != "table" or name in OURS,
            },
        )
        differences = compare_metadata(context, Base.metadata)
    assert [each for each in differences if any(name in str(each) for name in OURS)] == []
    assert set(Base.metadata.tables) >= OURS


def test_the_migration_can_be_taken_back(store: Store) -> None:
    with store.sessions.kw["bind"].connect() as connection:
        command.downgrade(configuration(connection), "0005")
        assert not OURS & set(inspect(connection).get_table_names())
        command.upgrade(configuration(connection), "head")
        assert set(inspect(connection).get_table_names()) >= OURS
