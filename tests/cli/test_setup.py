"""What `opendoor setup` puts into the directory."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from cli.directory import import_sample
from core.database import open_database
from core.migrating import migrate
from core.settings import load_settings
from directory.models import FeedSource


def test_production_takes_in_the_helplines_and_no_invented_service(tmp_path: Path) -> None:
    settings = replace(load_settings(), home=tmp_path, environment="production", secret_key="s" * 40)
    migrate(settings.database)
    import_sample(settings)
    with open_database(settings.database)() as session:
        assert list(session.scalars(select(FeedSource.name))) == ["National helplines"]
