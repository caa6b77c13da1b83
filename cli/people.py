"""`opendoor people`: taking in a who's-who of professionals, and searching it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.settings import Settings, load_settings

if TYPE_CHECKING:
    from directory.importing import ImportReport
    from directory.people import Found, PeopleFound

app = typer.Typer(help="The who's-who of professionals: import it, search it.", no_args_is_help=True)

UNUSABLE = 2
LONGEST_LIST = 100
SAMPLE = "people.json"


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="people.csv, or JSON with people and teams.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    remove: Annotated[
        bool, typer.Option("--remove", help="Take out whoever is not in the file, also where that is most.")
    ] = False,
) -> None:
    """Take in a who's-who; importing it again changes only what the file changed."""
    from core.migrating import migrate
    from directory.people import PeopleFileError

    settings = load_settings()
    migrate(settings.database)
    try:
        report = take_in(settings, file, removes_many=remove)
    except PeopleFileError as error:
        print(f"opendoor: {error}", file=sys.stderr)
        raise typer.Exit(UNUSABLE) from None
    if as_json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
        return
    for row in report.rows:
        if row.notes or row.outcome == "removed":
            where = f"row {row.row}" if row.row else "not in the file"
            print(f"{row.outcome}: {where}, {row.name or row.source_id}: {' '.join(row.notes)}".rstrip(": "))
    print(f"Who's-who: {counts(report)}")


@app.command()
def search(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A name, a role and a place, a school …")],
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=LONGEST_LIST, help="How many.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Search the who's-who; that somebody did is in the audit, without the words."""
    from core import audit
    from core.clock import utc_now
    from core.database import open_database
    from core.migrating import check_version
    from directory.people import open_people_search
    from staff.accounts import OPERATOR

    if not text.strip():
        print(
            "opendoor: Say whom you look for, such as `opendoor people search 'pfsa frome'`.", file=sys.stderr
        )
        raise typer.Exit(UNUSABLE)
    settings = load_settings()
    check_version(settings.database)
    sessions = audit.audited(open_database(settings.database), settings)
    found = open_people_search(sessions, settings).find(text, limit)
    with sessions.begin() as session:
        audit.append(session, OPERATOR, "people/searched", "whos-who", now=utc_now())
    if as_json:
        print(json.dumps(_as_json(text, found), ensure_ascii=False, indent=2))
    else:
        _show(found)


def import_sample_people(settings: Settings) -> None:
    """Takes in the sample's who's-who and says so; production takes in nobody who is invented."""
    path = settings.data / "sample" / SAMPLE
    if path.is_file() and not settings.in_production:
        print(f"Who's-who: sample: {counts(take_in(settings, path))}", flush=True)


def take_in(settings: Settings, file: Path, *, removes_many: bool = False) -> ImportReport:
    """Reads and imports a file in one transaction; raises PeopleFileError."""
    from core import audit
    from core.clock import utc_now
    from core.database import open_database
    from directory.people import import_people, read_people
    from language.needs import load_needs
    from staff.accounts import OPERATOR

    needs = frozenset(need.key for need in load_needs(settings.data / "needs.yml"))
    read = read_people(file, needs)
    with audit.audited(open_database(settings.database), settings).begin() as session:
        report = import_people(session, read, file.name, utc_now(), removes_many=removes_many)
        audit.append(session, OPERATOR, "people/imported", "whos-who", now=utc_now())
        return report


def counts(report: ImportReport) -> str:
    """What an import did, in a line."""
    names = ("taken", "changed", "unchanged", "skipped", "removed")
    return ", ".join(f"{getattr(report, name)} {name}" for name in names)


def _as_json(text: str, found: PeopleFound) -> dict[str, object]:
    return {
        "query": text,
        "nobody": found.nobody,
        "instead": found.instead.as_json() if found.instead else None,
        "results": [each.as_json() for each in found.results],
    }


def _show(found: PeopleFound) -> None:
    if found.nobody:
        team = f" Ask the team: {_line(found.instead)}" if found.instead else ""
        print(f"Nobody in the who's-who covers all of that.{team}")
    for number, each in enumerate(found.results, 1):
        print(f"{number}. {_line(each)}")
        if each.away:
            until = f" until {each.away.until:%d %B %Y}" if each.away.until else ""
            deputy = f" {each.away.deputy} stands in." if each.away.deputy else ""
            print(f"   Away{until}.{deputy}")
        if each.reach:
            print(f"   {each.reach}")


def _line(found: Found) -> str:
    told = (found.name, found.role, found.team if found.kind == "person" else "", found.agency)
    reach = (found.phone, found.email)
    return "; ".join(filter(None, (", ".join(filter(None, told)), *reach)))
