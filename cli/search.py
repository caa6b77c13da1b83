"""`opendoor search`: searching the directory by what families say."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, NoReturn, TextIO

import typer

if TYPE_CHECKING:
    from core.settings import Settings
    from directory.places import Place, Places
    from directory.search import Found, Results

UNUSABLE = 2
LONGEST_LIST = 100
OLDEST = 120


def search(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What is wrong or wanted, in any words.")],
    near: Annotated[str, typer.Option(metavar="PLACE|POSTCODE", help="A town, village or postcode.")] = "",
    age: Annotated[str, typer.Option(metavar="N", help="Age in years of the person it is for.")] = "",
    need: Annotated[list[str] | None, typer.Option(metavar="KEY", help="A need; may be given again.")] = None,
    limit: Annotated[str, typer.Option(metavar="N", help=f"How many services, 1 to {LONGEST_LIST}.")] = "10",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Search the directory of services."""
    from core.database import open_database
    from core.settings import load_settings
    from directory.places import load_places
    from directory.search import Query, open_search
    from language.ages import AgeRange
    from safeguarding import load_danger_hearing

    settings = load_settings()
    _check(settings, text, need or [])
    years = _number(age, 0, OLDEST, "--age") if age.strip() else None
    most = int(_number(limit, 1, LONGEST_LIST, "--limit"))
    places = load_places(settings)
    place = _place(places, near) if near.strip() else None
    hearing = load_danger_hearing(settings)
    opened = open_search(open_database(settings.database), settings, places, hearing.check)
    results = opened.find(
        Query(
            text=text,
            needs=tuple(dict.fromkeys(need or [])),
            near=place,
            age=AgeRange(years, years) if years is not None else None,
            limit=most,
        )
    )
    _show_urgent(results, sys.stderr if as_json else sys.stdout)
    if as_json:
        told = {"results": [each.as_json() for each in results.results], "relaxed": results.relaxed}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _show(results)


def _refuse(sentence: str) -> NoReturn:
    print(f"opendoor: {sentence}", file=sys.stderr)
    raise typer.Exit(UNUSABLE)


def _number(written: str, least: int, most: int, option: str) -> float:
    try:
        number = float(written)
    except ValueError:
        number = -1.0
    if not least <= number <= most:
        _refuse(f"{option} must be a number from {least} to {most}.")
    return number


def _check(settings: Settings, text: str, needs: list[str]) -> None:
    from language.needs import load_needs

    if not text.strip():
        _refuse("Say what you are looking for, such as `opendoor search 'food bank'`.")
    known = [each.key for each in load_needs(settings.data / "needs.yml")]
    for key in needs:
        if key not in known:
            _refuse(f"There is no need called {key}: use one of {', '.join(known)}.")


def _place(places: Places, near: str) -> Place:
    place = places.find_name(near) or places.find_in(near)
    if place is None:
        _refuse("--near is not a place that we know: use a town, a village or a postcode.")
    return place


def _show_urgent(results: Results, out: TextIO) -> None:
    if results.disclosure.level == "none":
        return
    import safeguarding

    print("If anyone is in danger now, ring 999.", file=out)
    for line in safeguarding.urgent_lines(results.disclosure.age):
        print(f"{line.name}: {line.number or line.text or line.chat}", file=out)


def _show(results: Results) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for sentence in results.relaxed:
        console.print(Text(sentence, style="yellow"))
    if not results.results:
        console.print("Nothing was found. Is the directory empty? Try `opendoor directory import`.")
    for number, found in enumerate(results.results, 1):
        console.print(Text(f"\n{number}. {found.name}", style="bold"), Text(f"({found.organisation})"))
        for line in _lines(found):
            console.print(Text(f"   {line}"))


def _lines(found: Found) -> list[str]:
    facts = (("Ages", found.ages), ("Cost", found.cost), ("Phone", found.phone), ("E-mail", found.email))
    contact = "; ".join(f"{name} {value}" for name, value in facts if value)
    return [line for line in (found.why, found.summary, contact, found.url) if line]
