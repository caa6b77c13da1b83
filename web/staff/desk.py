"""The desk: whose answer is due when, and for managers what nobody answered and what could not be sent."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy.orm import Session

from core.outbox import count_dead, dead_letters
from earlyhelp.requests import left_behind, queue_for, unanswered
from web.door import DESK, DOOR
from web.staff.deliveries import Given, given_up
from web.staff.visits import WHO, desk_page, in_transaction
from web.staff.words import Listed, listed

routes = web.RouteTableDef()

DONE = {
    "handed-over": "The request is with the new contact now.",
    "again": "It will be sent again now.",
    "all-again": "All of it will be sent again now.",
}

MOST = 50
"""Deliveries that were given up on one page; a fault of the mail server can be the end of thousands."""


@routes.get("/desk")
async def show(request: web.Request) -> web.Response:
    """The queue by deadline, and what managers look after."""
    door, who = request.app[DOOR], request[WHO]
    office, now = request.app[DESK].office, door.clock()

    def read(session: Session) -> tuple[list[Listed], list[Listed], list[Listed], list[Given], int]:
        contact = office.contacts.by_key.get(who.contact)
        mine = queue_for(session, contact) if contact else ()
        late = unanswered(session, now) if who.staff.is_manager else ()
        left = left_behind(session, office.contacts) if who.staff.is_manager else ()
        dead = dead_letters(session, MOST) if who.staff.is_manager else ()
        return (
            [listed(each, office, now) for each in mine],
            [listed(each, office, now) for each in late],
            [listed(each, office, now) for each in left],
            given_up(session, dead, office),
            count_dead(session) if dead else 0,
        )

    mine, late, left, dead, count = await in_transaction(request, read)
    values = {"mine": mine, "late": late, "left": left, "dead": dead, "count": count}
    done = DONE.get(request.query.get("done", ""))
    return await desk_page(request, "desk/queue.html", {**values, "done": done})
