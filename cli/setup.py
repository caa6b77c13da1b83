"""`opendoor setup`: everything between a fresh clone and a running site, said as it happens."""

from __future__ import annotations

from core.settings import Settings, load_settings, secret_of


def setup() -> None:
    """Prepare the database, the sample's services and people, and the model; quick when all is there."""
    settings = load_settings()
    secret_of(settings)
    _database(settings)
    _sample_directory(settings)
    _model(settings)


def _database(settings: Settings) -> None:
    from core.migrating import migrate

    print("Database: bringing it up to date", flush=True)
    migrate(settings.database)


def _sample_directory(settings: Settings) -> None:
    from cli.directory import import_sample
    from cli.people import import_sample_people

    import_sample(settings)
    import_sample_people(settings)


def _model(settings: Settings) -> None:
    from cli.train import train_if_needed

    train_if_needed(settings)
