"""What editors see to: changes that wait, entries said to be out of date, stale ones, and gaps."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from sqlalchemy.orm import Session

from directory.gaps import gaps
from directory.people import EntryError
from directory.people.model import Person
from directory.people.owning import decide, waiting
from directory.people.reporting import reports, settle
from earlyhelp.days import date_words, day_of
from web.door import DOOR
from web.staff.visits import WHO, desk_page, in_transaction
from web.visitors import see_other

routes = web.RouteTableDef()

MOST_STALE = 50
DONE = {
    "take": "The change stands.",
    "leave": "The entry stays as it was.",
    "settle": "That report is settled.",
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


@routes.get("/desk/whos-who")
async def show(request: web.Request) -> web.Response:
    """All of it on one page, what waits for an editor first."""
    door = request.app[DOOR]

    def read(session: Session) -> dict[str, Any]:
        return {
            "changes": [
                Change(
                    each.person.id,
                    each.person.name,
                    date_words(day_of(each.since)),
                    [(HEADINGS.get(name, name), now, wanted) for name, now, wanted in each.differs],
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
    }
    return await desk_page(request, "desk/whos_who.html", values)


@routes.post("/desk/whos-who/{key}/{decision:take|leave}")
async def decide_change(request: web.Request) -> web.Response:
    """Takes a change that waits, or leaves the entry as it is."""
    door, who, decision = request.app[DOOR], request[WHO], request.match_info["decision"]
    now, needs = door.clock(), frozenset(door.needs)

    def put(session: Session) -> bool:
        person = session.get(Person, request.match_info["key"])
        if person is None:
            return False
        return decide(session, person, decision == "take", needs, who.account_id, now)

    try:
        was = await in_transaction(request, put)
    except EntryError:
        raise web.HTTPConflict from None
    return see_other(f"/desk/whos-who?done={decision if was else 'gone'}")


@routes.post("/desk/whos-who/reports/{id}/settle")
async def settle_report(request: web.Request) -> web.Response:
    """A report was seen to."""
    who, now = request[WHO], request.app[DOOR].clock()
    was = await in_transaction(
        request, lambda session: settle(session, request.match_info["id"], who.account_id, now)
    )
    return see_other(f"/desk/whos-who?done={'settle' if was else 'gone'}")
