"""`opendoor directory`: importing feeds and saying what the directory holds."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import typer

from core.settings import Settings, load_settings

if TYPE_CHECKING:
    from directory.importing import ImportReport
    from directory.tagging import Heard

app = typer.Typer(help="The directory of services: import feeds, see what is there.", no_args_is_help=True)

BAD_FEED = 2
SAMPLES = (
    ("services.json", "Sample services", True),
    ("national-helplines.json", "National helplines", False),
)
"""Feeds that come with the product: file, name, and whether the services are invented."""

_COLOURS = {"taken": "green", "changed": "cyan", "skipped": "yellow", "removed": "red", "unchanged": "dim"}


@app.command("import")
def import_(
    where: Annotated[
        str, typer.Argument(metavar="FILE|URL", help="An Open Referral UK feed, version 3 or 1.")
    ],
    source: Annotated[
        str, typer.Option(help="Name to remember the feed by; else its file name or address.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    force: Annotated[
        bool, typer.Option(help="Remove services even if most are missing from the feed.")
    ] = False,
) -> None:
    """Take in a feed; importing it again changes only what the feed changed."""
    from core.migrating import migrate
    from directory.importing import FeedError, read_feed

    settings = load_settings()
    migrate(settings.database)
    named = source.strip() or (where if urlsplit(where).scheme in {"http", "https"} else Path(where).name)
    try:
        report, heard = take_in(settings, read_feed(where), named, force=force)
    except FeedError as error:
        print(f"opendoor: {error}", file=sys.stderr)
        raise typer.Exit(BAD_FEED) from None
    if as_json:
        print(json.dumps({**report.as_json(), "listened_to": heard}, ensure_ascii=False, indent=2))
    else:
        show(report, heard)


@app.command()
def status(as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False) -> None:
    """Say what the directory holds, feed by feed."""
    from core.database import open_database
    from core.migrating import check_version
    from directory.importing.census import take_census

    settings = load_settings()
    check_version(settings.database)
    with open_database(settings.database)() as session:
        census = take_census(session)
    if as_json:
        print(json.dumps(census.as_json(), ensure_ascii=False, indent=2))
        return
    table = _table("feed", "shown", "not shown", "organisations", "last import")
    for feed in census.feeds:
        mark = f"{feed.name} (sample)" if feed.sample else feed.name
        last = f"{feed.last_import:%d %B %Y %H:%M} UTC" if feed.last_import else "never"
        table.add_row(mark, str(feed.shown), str(feed.hidden), str(feed.organizations), last)
    _console().print(table)
    bare = ", ".join(census.needs_without_services) or "none"
    print(f"Directory version {census.version}. Needs that no service meets: {bare}.")


def import_sample(settings: Settings) -> None:
    """Takes in the sample directory and the national helplines; says one line for each.

    Production takes in no invented services: a family must never be sent to one.
    """
    from directory.importing import read_feed

    for file, name, sample in SAMPLES:
        path = settings.data / "sample" / file
        if path.is_file() and not (sample and settings.in_production):
            report, _ = take_in(settings, read_feed(path), name, sample=sample)
            print(f"Directory: {name}: {_counts(report)}", flush=True)


def take_in(
    settings: Settings, document: Any, source: str, *, force: bool = False, sample: bool = False
) -> tuple[ImportReport, int]:
    """Imports a feed and suggests needs; gives the report and how many services were listened to.

    The search reads the new services here and now, so that nobody who asks has to wait for it.
    """
    from core.database import open_database
    from directory.importing import import_feed
    from directory.places import load_places
    from directory.search import open_search
    from directory.tagging import tag_services
    from directory.version import current_version
    from language.encoder import load_encoder
    from language.needs import train_need_hearing

    places = load_places(settings)

    def locate(postcode: str) -> tuple[float, float] | None:
        place = places.postcode(postcode)
        return (place.latitude, place.longitude) if place else None

    sessions = open_database(settings.database)
    report = import_feed(sessions, document, source, locate=locate, force=force, sample=sample)
    hearing, kept = train_need_hearing(settings, load_encoder(settings))

    def hear(texts: Sequence[str]) -> Sequence[Sequence[Heard]]:
        return hearing.hear(texts)

    with sessions.begin() as session:
        heard = tag_services(session, hear, version=kept.stem)
        report.version = current_version(session)
    if heard or report.taken or report.changed:
        open_search(sessions, settings, places).refresh()
    return report, heard


def _counts(report: ImportReport) -> str:
    parts = (
        f"{getattr(report, name)} {name}" for name in ("taken", "changed", "unchanged", "skipped", "removed")
    )
    return ", ".join(parts)


def _console() -> Any:
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else 160)


def _table(*columns: str) -> Any:
    from rich import box
    from rich.table import Table

    return Table(*columns, box=box.SIMPLE_HEAD, pad_edge=False)


def show(report: ImportReport, heard: int) -> None:
    """Prints a line for every row that was not left alone in silence, then the totals."""
    from rich.text import Text

    table = _table("row", "outcome", "name", "id", "why")
    for row in report.rows:
        if row.outcome != "unchanged" or row.notes:
            why = Text("; ".join(row.notes))
            outcome = Text(row.outcome, style=_COLOURS[row.outcome])
            table.add_row(str(row.row or ""), outcome, Text(row.name), Text(row.source_id), why)
    console = _console()
    if table.row_count:
        console.print(table)
    for name, rows in report.unknown_fields.most_common(20):
        console.print(Text(f"Not read: {name}, in {rows} rows"))
    for note in report.notes:
        console.print(Text(note, style="yellow"))
    console.print(Text(f"{report.source}: {_counts(report)}; {report.warnings} notes."))
    console.print(Text(f"Needs were suggested for {heard} services. Directory version {report.version}."))
