from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from core.database import Base, open_engine
from core.settings import Settings
from web import models

TABLES = {models.ChatSession, models.ChatMessage, models.ChatButton, models.ChatErasure}


def test_the_migrated_tables_are_those_of_the_code(settings: Settings) -> None:
    names = {table.__tablename__ for table in TABLES}
    engine = open_engine(settings.database)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: kind != "table" or name in names}
        )
        differences = [
            each
            for each in compare_metadata(context, Base.metadata)
            if names & set(str(each).replace("'", " ").split())
        ]
    engine.dispose()
    assert differences == []
