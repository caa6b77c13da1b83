"""`opendoor keys`: changing the secret from which every key is derived."""

from __future__ import annotations

import typer

from core.settings import load_settings

app = typer.Typer(help="The secret key: changing it without losing what it sealed.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """The secret key: changing it without losing what it sealed."""


@app.command()
def rotate() -> None:
    """Seal everything again under the present secret; safe to repeat, and while the site runs.

    First set OPENDOOR_SECRET_KEY to a new secret and OPENDOOR_PREVIOUS_SECRET_KEY to the one before, and
    start every process again. When this has left nothing, OPENDOOR_PREVIOUS_SECRET_KEY can go.
    """
    from core.database import open_database
    from core.errors import SealError, SettingsError
    from core.keys import keys_of
    from core.keys import rotate as rotate_tables
    from core.migrating import check_version
    from core.tables import load_tables

    settings = load_settings()
    if not settings.previous_secret_key:
        raise SettingsError("Set OPENDOOR_PREVIOUS_SECRET_KEY to the secret that was used before.")
    check_version(settings.database)
    load_tables()
    done = rotate_tables(open_database(settings.database), keys_of(settings))
    for each in done:
        print(f"{each.table}: {each.renewed} sealed again, {each.already} as they were, {each.stuck} left")
    left = sum(each.stuck for each in done)
    if left:
        raise SealError(
            f"{left} rows could not be sealed again: keep OPENDOOR_PREVIOUS_SECRET_KEY until they are gone."
        )
    print("Everything is sealed under the present secret: OPENDOOR_PREVIOUS_SECRET_KEY can go.")
