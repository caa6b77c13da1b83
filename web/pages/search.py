"""Searching the directory: a form in the address, so that a search can be kept, shared and gone back to."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from urllib.parse import urlencode

from aiohttp import web

from directory.advice import advice_for
from directory.places import Place
from directory.search import Filters, Query, Results
from language.ages import AgeRange, find_age
from web.browse import grouped
from web.door import DOOR, Door
from web.near import LONGEST_PLACE, find_near
from web.rendering import page
from web.text import read_words

routes = web.RouteTableDef()

_PAGE = 10
_LAST_PAGE = 50
_OLDEST = 120
FLAGS = {
    "free": "Only free help",
    "online": "By phone or online",
    "evenings": "Open in the evening",
    "weekends": "Open at the weekend",
}


@dataclass(frozen=True)
class Asked:
    """What the search form says. `age` is as it was typed."""

    q: str = ""
    near: str = ""
    age: str = ""
    needs: tuple[str, ...] = ()
    flags: frozenset[str] = field(default_factory=frozenset)
    page: int = 1

    @property
    def anything(self) -> bool:
        """True if there is something to search for."""
        return bool(self.q or self.near or self.age or self.needs or self.flags)

    def address(self, number: int) -> str:
        """The same search at another page."""
        fields: list[tuple[str, str]] = [
            (name, value) for name, value in (("q", self.q), ("near", self.near), ("age", self.age)) if value
        ]
        fields += [("need", need) for need in self.needs]
        fields += [(flag, "1") for flag in FLAGS if flag in self.flags]
        return "/search?" + urlencode([*fields, ("page", str(number))])


@routes.get("/search")
async def search(request: web.Request) -> web.Response:
    """The form and, once something is asked, what was found and why."""
    door = request.app[DOOR]
    asked = _read(request, door)
    place, no_place = find_near(door.places, asked.near)
    age, age_problem = _age(asked.age)
    results, article, danger = None, None, False
    if asked.anything:
        results = await asyncio.to_thread(door.search.find, _query(asked, place, age))
        article = advice_for(door.articles, asked.needs[0]) if asked.needs else None
        danger = results.disclosure.level != "none"
        place = place or results.near
    values = {
        "asked": asked,
        "place": place,
        "results": results,
        "article": article,
        "danger": danger,
        "groups": grouped(door.needs),
        "needs": door.needs,
        "flags": FLAGS,
        "problems": [each for each in (("near", no_place) if no_place else None, age_problem) if each],
        "pages": _pages(asked, results),
    }
    return await page(request, "pages/search.html", values)


def _read(request: web.Request, door: Door) -> Asked:
    given = request.query
    number = given.get("page", "1")
    needs = dict.fromkeys(need for need in given.getall("need", []) if need in door.needs)
    return Asked(
        q=read_words(given.get("q", "")),
        near=read_words(given.get("near", ""), LONGEST_PLACE),
        age=read_words(given.get("age", ""), 20),
        needs=tuple(needs),
        flags=frozenset(flag for flag in FLAGS if given.get(flag)),
        page=min(int(number), _LAST_PAGE) if number.isascii() and number.isdigit() and len(number) < 4 else 1,
    )


def _age(typed: str) -> tuple[AgeRange | None, tuple[str, str] | None]:
    if not typed:
        return None, None
    if typed.isascii() and typed.isdigit() and int(typed) <= _OLDEST:
        return AgeRange(float(typed), float(typed)), None
    age = find_age(typed)
    return age, None if age else ("age", "Write the age as a number, like 9.")


def _query(asked: Asked, place: Place | None, age: AgeRange | None) -> Query:
    on = asked.flags
    filters = Filters(
        free="free" in on, online="online" in on, evenings="evenings" in on, weekends="weekends" in on
    )
    return Query(
        text=asked.q,
        needs=asked.needs,
        near=place,
        age=age,
        filters=filters,
        limit=_PAGE,
        offset=(max(asked.page, 1) - 1) * _PAGE,
    )


def _pages(asked: Asked, results: Results | None) -> dict[str, str | int]:
    """Addresses of the pages before and after, and how many there are."""
    if results is None or results.total <= _PAGE:
        return {}
    last = min(-(-results.total // _PAGE), _LAST_PAGE)
    here = max(asked.page, 1)
    return {
        "here": here,
        "last": last,
        "previous": asked.address(here - 1) if here > 1 else "",
        "next": asked.address(here + 1) if here < last else "",
    }
