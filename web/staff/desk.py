"""The desk: whose turn it is by when, and for managers all that is open and what could not be sent."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from aiohttp import web
from sqlalchemy.orm import Session

from core.outbox import count_dead, dead_letters
from directory.people.owning import waiting
from directory.people.reporting import reports
from earlyhelp.plans.leading import led_by
from earlyhelp.requests import (
    HelpRequest,
    all_open,
    changed_since_seen,
    left_behind,
    queue_for,
    reach_by,
    unanswered,
)
from staff.accounts import without_account
from web.door import DESK, DOOR
from web.readers import is_editor
from web.staff.deliveries import Given, given_up
from web.staff.visits import WHO, desk_page, in_transaction
from web.staff.words import Led, Listed, led, listed

routes = web.RouteTableDef()

DONE = {
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

    def read(session: Session) -> dict[str, list[Listed] | list[Given] | list[Led] | int]:
        contact = office.contacts.by_key.get(who.contact)
        silent = without_account(session, office.contacts)

        def lines(found: Sequence[HelpRequest], changed: Collection[str] = ()) -> list[Listed]:
            by = reach_by(session, found)
            return [listed(each, office, now, by.get(each.id), silent, changed) for each in found]

        held = queue_for(session, contact) if contact else ()
        mine = lines(held, changed_since_seen(session, held, who.account_id))
        plans = [led(each) for each in led_by(session, contact)] if contact else []
        keeps = len(waiting(session)) + len(reports(session)) if is_editor(who) else 0
        if not who.staff.is_manager:
            return {"mine": mine, "plans": plans, "keeps": keeps}
        dead = dead_letters(session, MOST)
        return {
            "mine": mine,
            "plans": plans,
            "keeps": keeps,
            "late": lines(unanswered(session, now)),
            "left": lines(left_behind(session, office.contacts)),
            "open": sorted(lines(all_open(session)), key=lambda each: not each.is_late),
            "dead": given_up(session, dead, office),
            "count": count_dead(session) if dead else 0,
        }

    values = await in_transaction(request, read)
    done = DONE.get(request.query.get("done", ""))
    shown = {**values, "done": done, "edits": is_editor(who)}
    return await desk_page(request, "desk/queue.html", shown)
