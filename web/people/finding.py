"""The one box of the who's-who, what its list can be narrowed by, and the list by area."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from aiohttp import web
from sqlalchemy.orm import Session

import safeguarding
from directory.gaps import record_gap
from directory.people import FACETS, Chosen, Facet, PeopleFound
from web.door import DOOR
from web.people.looking import note
from web.readers import looker, reader_page
from web.staff.visits import in_transaction
from web.text import read_words

routes = web.RouteTableDef()

PAGE = 20
_LAST_PAGE = 50
_MOST_VALUES = 8
"""Values of one facet that are offered at once."""
LABELS: Mapping[Facet, str] = {
    "role": "Job",
    "area": "Area",
    "agency": "Organisation",
    "language": "Language",
    "need": "Helps with",
}


@dataclass(frozen=True)
class Asked:
    """What the address of a search says."""

    q: str = ""
    chosen: Chosen = field(default_factory=dict)
    page: int = 1

    @property
    def anything(self) -> bool:
        """True if there is somebody to look for."""
        return bool(self.q or self.chosen)

    def address(self, page: int = 1) -> str:
        """The same search, at a page."""
        fields = [("q", self.q)] if self.q else []
        fields += list(self.chosen.items())
        fields += [("page", str(page))] if page > 1 else []
        return "/whos-who" + (f"?{urlencode(fields)}" if fields else "")

    def with_choice(self, facet: Facet, value: str | None) -> Asked:
        """The same search with one thing chosen, or no longer chosen."""
        chosen = {name: kept for name, kept in self.chosen.items() if name != facet}
        return replace(self, chosen=chosen | ({facet: value} if value else {}), page=1)


@dataclass(frozen=True)
class Choice:
    """One link that narrows the list: its words, how many it leaves, and where it leads."""

    label: str
    count: int
    address: str


@routes.get("/whos-who")
async def find(request: web.Request) -> web.Response:
    """The box and, once something is asked, who was found; that somebody looked is written down."""
    door, who = request.app[DOOR], await looker(request)
    asked = _read(request)
    found: PeopleFound | None = None
    if asked.anything:
        found = await asyncio.to_thread(
            door.people.find,
            asked.q,
            PAGE,
            public_only=who is None,
            chosen=asked.chosen,
            offset=(asked.page - 1) * PAGE,
        )
        await note(request, who, "searched")
        if found.nobody and asked.q and who is not None:
            await _record(request, asked)
    values = {
        "asked": asked,
        "found": found,
        "taken": [
            Choice(_label(request, facet, value), 0, asked.with_choice(facet, None).address())
            for facet, value in asked.chosen.items()
        ],
        "facets": _facets(request, asked, found) if found else [],
        "pages": _pages(asked, found.total if found else 0),
        "advice_line": safeguarding.advice_line(),
    }
    return await reader_page(request, "people/find.html", who, values)


@routes.get("/whos-who/suggest")
async def suggest(request: web.Request) -> web.Response:
    """What may be meant by what was typed so far, as JSON: `{"suggestions": [{"words", "kind"}]}`."""
    door, who = request.app[DOOR], await looker(request)
    typed = read_words(request.query.get("q", ""))
    found = await asyncio.to_thread(door.people.complete, typed, public_only=who is None)
    if any(each.kind == "name" for each in found):
        await note(request, who, "suggested")
    return web.json_response({"suggestions": [{"words": each.words, "kind": each.kind} for each in found]})


@routes.get("/whos-who/areas")
async def areas(request: web.Request) -> web.Response:
    """Every district and its towns, with how many people and teams cover each."""
    door, who = request.app[DOOR], await looker(request)
    listed = await asyncio.to_thread(door.people.by_area, public_only=who is None)
    districts = [
        (name, [Choice(town, count, Asked(chosen={"area": town}).address()) for town, count in towns])
        for name, towns in listed.items()
    ]
    return await reader_page(request, "people/areas.html", who, {"districts": districts})


def _read(request: web.Request) -> Asked:
    given = request.query
    number = given.get("page", "1")
    chosen: dict[Facet, str] = {facet: read_words(given.get(facet, "")) for facet in FACETS}
    return Asked(
        q=read_words(given.get("q", "")),
        chosen={facet: value for facet, value in chosen.items() if value},
        page=min(max(int(number), 1), _LAST_PAGE) if number.isascii() and number.isdigit() else 1,
    )


def _label(request: web.Request, facet: Facet, value: str) -> str:
    needs = request.app[DOOR].needs
    return needs[value].label if facet == "need" and value in needs else value


def _facets(request: web.Request, asked: Asked, found: PeopleFound) -> Sequence[tuple[str, Sequence[Choice]]]:
    offered: list[tuple[str, Sequence[Choice]]] = []
    for facet, label in LABELS.items():
        counted = [pair for pair in found.counts.get(facet, ()) if pair[1] < found.total]
        if facet not in asked.chosen and counted:
            choices = [
                Choice(_label(request, facet, value), count, asked.with_choice(facet, value).address())
                for value, count in counted[:_MOST_VALUES]
            ]
            offered.append((label, choices))
    return offered


def _pages(asked: Asked, total: int) -> Mapping[str, str | int]:
    last = min(-(-total // PAGE), _LAST_PAGE)
    if last < 2:
        return {}
    return {
        "here": asked.page,
        "last": last,
        "previous": asked.address(asked.page - 1) if asked.page > 1 else "",
        "next": asked.address(asked.page + 1) if asked.page < last else "",
    }


async def _record(request: web.Request, asked: Asked) -> None:
    """Keeps what nobody covers, so that an editor sees the gap."""
    door = request.app[DOOR]
    words = " ".join([asked.q, *asked.chosen.values()])

    def keep(session: Session) -> None:
        record_gap(session, door.vault, "people", words, door.clock(), named=True)

    await in_transaction(request, keep)
