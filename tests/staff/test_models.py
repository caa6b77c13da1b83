"""The migration of accounts can be taken back."""

from __future__ import annotations

from alembic import command
from sqlalchemy import inspect

from core.migrating import configuration
from tests.core.conftest import Store

OURS = {"staff_account", "staff_link", "staff_session", "staff_try"}


def test_the_migration_can_be_taken_back(store: Store) -> None:
    with store.sessions.kw["bind"].connect() as connection:
        command.downgrade(configuration(connection), "0005")
        assert not OURS & set(inspect(connection).get_table_names())
        command.upgrade(configuration(connection), "head")
        assert set(inspect(connection).get_table_names()) >= OURS
