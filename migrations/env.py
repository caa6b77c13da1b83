"""Runs migrations on the connection that `core.migrating` hands over."""

from __future__ import annotations

from typing import Any

from alembic import context

from core.database import Base, Moment
from core.tables import load_tables

load_tables()


def _render(kind: str, item: Any, _autogenerate: Any) -> str | bool:
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=_render,
    compare_type=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
