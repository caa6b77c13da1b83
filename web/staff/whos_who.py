"""What editors see to: changes that wait, entries said to be out of date, stale ones, and gaps."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from aiohttp import web
from sqlalchemy.orm import Session

from directory.gaps import forget_gap, gaps
from directory.people import EntryError
from directory.people.letters import tell_decided
from directory.people.model import Person
from directory.people.owning import EntryChangedError, decide, waiting
from directory.people.reporting import reports, settle
from earlyhelp.days import date_words, day_of
from web.bodies import read_form
from web.door import DESK, DOOR
from web.people.looking import note
from web.staff.visits import WHO, desk_page, in_transaction
from web.visitors import see_other

routes = web.RouteTableDef()

MOST_STALE = 50
CHANGED = "That entry was changed meanwhile. Look at it again before you decide."
DONE = {
    "take": "The change stands.",
    "leave": "The entry stays as it was.",
    "settle": "That report is settled.",
    "forget": "That question is forgotten.",
    "gone": "Somebody had seen to that already.",
}
HEADINGS = {
    "name": "Name", "role": "Job", "team": "Team", "agency": "Organisation", "works": "When they work",
    "phone": "Phone", "email": "E-mail", "reach": "How to reach them", "areas": "Areas", "schools": "Schools",
    "settings": "Settings", "needs": "Helps with", "specialisms": "Knows about", "languages": "Languages",
    "deputy": "Who stands in", "absent_from": "Away from", "absent_to": "Away until",
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """A change that waits, as the page shows it."""

    key: str
    name: str
    since: str
    differs: Sequence[tuple[str, str, str]]
    mark: str


@routes.get("/desk/whos-who")
async def show(request: web.Request) -> web.Response:
    """All of it on one page, what waits for an editor first."""
    return await _show(request)


async def _show(request: web.Request, problem: str = "") -> web.Response:
    door = request.app[DOOR]
    await note(request, request[WHO], "kept")

    def labelled(name: str, words: str) -> str:
        """Needs by their labels, not their keys."""
        if name != "needs":
            return words
        return "; ".join(door.needs[key].label if key in door.needs else key for key in words.split("; "))

    def read(session: Session) -> dict[str, Any]:
        return {
            "changes": [
                Change(
                    each.person.id,
                    each.person.name,
                    date_words(day_of(each.since)),
                    [
                        (HEADINGS.get(name, name), labelled(name, now), labelled(name, wanted))
                        for name, now, wanted in each.differs
                    ],
                    each.mark,
                )
                for each in waiting(session)
            ],
            "reports": [(each, date_words(day_of(each.at))) for each in reports(session)],
            "gaps": [(each, date_words(day_of(each.last))) for each in gaps(session, door.vault)],
        }

    values = await in_transaction(request, read)
    stale = await asyncio.to_thread(door.people.stale)
    values |= {
        "stale": [(each, date_words(each.signed_off_on) if each.signed_off_on else "") for each in stale],
        "most_stale": MOST_STALE,
        "done": DONE.get(request.query.get("done", "")),
        "problem": problem,
    }
    status = HTTPStatus.CONFLICT if problem else HTTPStatus.OK
    return await desk_page(request, "desk/whos_who.html", values, status)


@routes.post("/desk/whos-who/{key}/{decision:take|leave}")
async def decide_change(request: web.Request) -> web.Response:
    """Takes a change that waits, or leaves the entry as it is."""
    door, desk = request.app[DOOR], request.app[DESK]
    who, decision = request[WHO], request.match_info["decision"]
    now, needs = door.clock(), frozenset(door.needs)
    seen = (await read_form(request)).get("seen", "")

    def put(session: Session) -> bool:
        person = session.get(Person, request.match_info["key"])
        if person is None:
            return False
        was = decide(session, person, decision == "take", needs, who.account_id, now, seen)
        if was:
            site = door.settings.site
            tell_decided(session, door.vault, desk.letters, person, decision == "take", site, now)
        return was

    try:
        was = await in_transaction(request, put)
    except EntryChangedError:
        return await _show(request, CHANGED)
    except EntryError as problem:
        return await _show(request, f"It was not taken. {problem}")
    desk.rounds.wake()
    return see_other(f"/desk/whos-who?done={decision if was else 'gone'}")


@routes.post("/desk/whos-who/reports/{id}/settle")
async def settle_report(request: web.Request) -> web.Response:
    """A report was seen to."""
    who, now = request[WHO], request.app[DOOR].clock()
    was = await in_transaction(
        request, lambda session: settle(session, request.match_info["id"], who.account_id, now)
    )
    return see_other(f"/desk/whos-who?done={'settle' if was else 'gone'}")


@routes.post("/desk/whos-who/gaps/{id}/forget")
async def forget_question(request: web.Request) -> web.Response:
    """A question without an answer was seen to, or names somebody: it goes, however often it was asked."""
    vault, who, now = request.app[DOOR].vault, request[WHO], request.app[DOOR].clock()

    def forget(session: Session) -> bool:
        return forget_gap(session, vault, request.match_info["id"], who.account_id, now)

    was = await in_transaction(request, forget)
    return see_other(f"/desk/whos-who?done={'forget' if was else 'gone'}")
