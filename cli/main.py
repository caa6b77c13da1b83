"""The entry point: every command, and errors as one sentence."""

from __future__ import annotations

import os
import sys
import warnings

import typer

from core.errors import OpenDoorError

os.environ["RASA_TELEMETRY_ENABLED"] = "false"
warnings.filterwarnings("ignore", category=DeprecationWarning)

app = typer.Typer(
    name="opendoor",
    help="Open Door: a conversational guide to family help.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def _add_commands() -> None:
    from cli import (
        audit,
        directory,
        erase,
        evaluate,
        keys,
        people,
        run,
        search,
        setup,
        staff,
        talk,
        train,
        understand,
    )

    app.command()(setup.setup)
    app.command()(run.run)
    app.command()(run.serve)
    app.command()(train.train)
    app.command()(understand.understand)
    app.command()(evaluate.evaluate)
    app.command()(search.search)
    app.command()(talk.talk)
    app.command()(erase.erase)
    app.add_typer(directory.app, name="directory")
    app.add_typer(people.app, name="people")
    app.add_typer(audit.app, name="audit")
    app.add_typer(keys.app, name="keys")
    app.add_typer(staff.app, name="staff")


def main() -> None:
    """Runs a command; a known error is one sentence on standard error and exit code 1."""
    _add_commands()
    try:
        app()
    except OpenDoorError as error:
        print(f"opendoor: {error}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
