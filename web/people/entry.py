"""One person or team: their page, their card, and 'this is out of date'."""

from __future__ import annotations

import asyncio
from http import HTTPStatus

from aiohttp import web
from sqlalchemy.orm import Session

from directory.people import EntryError, Found
from directory.people.letters import tell_owner
from directory.people.model import Person
from directory.people.owning import waits_since
from directory.people.reporting import LONGEST, report, reports
from directory.people.vcard import as_vcard
from earlyhelp.days import date_words, day_of
from staff.sessions import SignedIn
from web.bodies import read_form
from web.door import DESK, DOOR
from web.people.looking import entry_of, note, owned_by
from web.readers import looker, reader_page
from web.staff.visits import WHO, ask_to_sign_in, in_transaction
from web.text import read_text
from web.visitors import see_other

routes = web.RouteTableDef()

ENTRY = "/whos-who/{key}"
DONE = {
    "reported": "Thank you. Whoever keeps the who's-who will look at it.",
    "right": "Thank you. Your entry is signed off today.",
    "changed": "It is changed.",
    "waits": "Thank you. What you wrote waits for an editor. That you are away counts at once.",
}


@routes.get(ENTRY)
async def show(request: web.Request) -> web.Response:
    """The page of an entry; whoever is not signed in is asked to, unless it is public."""
    who = await looker(request)
    found = await entry_of(request, who)
    if found is None:
        return await _not_for(request, who)
    await note(request, who, "opened", found.key)
    told = await in_transaction(request, lambda session: reports(session, found.key)) if who else ()
    values = {
        "found": found,
        "covers": _covers(request, found),
        "signed_off": date_words(found.signed_off_on) if found.signed_off_on else "",
        "away_until": date_words(found.away.until) if found.away and found.away.until else "",
        "deputy": await _deputy(request, found, may_see_all=who is not None),
        "reported": date_words(day_of(told[-1].at)) if told else "",
        "owns": who is not None and found.key in await owned_by(request, who),
        "waits": await _waits(request, found) if who else "",
        "done": DONE.get(request.query.get("done", "")),
    }
    return await reader_page(request, "people/entry.html", who, values)


@routes.get(f"{ENTRY}/card.vcf")
async def card(request: web.Request) -> web.Response:
    """The entry as a vCard, for the address book of a telephone."""
    who = await looker(request)
    found = await entry_of(request, who)
    if found is None:
        return await _not_for(request, who)
    await note(request, who, "card", found.key)
    body = as_vcard(found, request.app[DOOR].settings.site)
    headers = {"Content-Disposition": 'attachment; filename="contact.vcf"'}
    return web.Response(text=body, content_type="text/vcard", charset="utf-8", headers=headers)


@routes.get(f"{ENTRY}/out-of-date")
async def ask_report(request: web.Request) -> web.Response:
    """Asks what is out of date."""
    return await _report_form(request)


@routes.post(f"{ENTRY}/out-of-date")
async def send_report(request: web.Request) -> web.Response:
    """Keeps the report for editors, and tells the owner by mail that there is one."""
    door, desk, who = request.app[DOOR], request.app[DESK], request[WHO]
    found = await entry_of(request, who)
    if found is None:
        raise web.HTTPNotFound
    words, now = read_text((await read_form(request)).get("words", "")), door.clock()
    site, today = door.settings.site, day_of(now)

    def keep(session: Session) -> None:
        if report(session, found.key, words, who.account_id, now):
            tell_owner(session, door.vault, desk.letters, found.key, site, today, now)

    try:
        await in_transaction(request, keep)
    except EntryError as problem:
        return await _report_form(request, str(problem), words)
    desk.rounds.wake()
    return see_other(f"/whos-who/{found.key}?done=reported")


async def _not_for(request: web.Request, who: SignedIn | None) -> web.Response:
    """Whoever is not signed in is asked to; for everybody else there is no such entry."""
    if who is None:
        return await ask_to_sign_in(request)
    raise web.HTTPNotFound


async def _report_form(request: web.Request, problem: str = "", words: str = "") -> web.Response:
    who = request[WHO]
    found = await entry_of(request, who)
    if found is None:
        raise web.HTTPNotFound
    values = {"found": found, "problem": problem, "words": words, "longest": LONGEST}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return await reader_page(request, "people/report.html", who, values, status)


async def _deputy(request: web.Request, found: Found, *, may_see_all: bool) -> Found | None:
    """Who stands in, with how to reach them, where the reader may see that."""
    if found.away is None or not found.away.deputy_id:
        return None
    people, deputy = request.app[DOOR].people, found.away.deputy_id
    return await asyncio.to_thread(people.by_source, deputy, public_only=not may_see_all)


async def _waits(request: web.Request, found: Found) -> str:
    """Since when a change of this entry waits for an editor, in words."""

    def read(session: Session) -> str:
        person = session.get(Person, found.key)
        since = waits_since(session, person) if person else None
        return date_words(day_of(since)) if since else ""

    return await in_transaction(request, read)


def _covers(request: web.Request, found: Found) -> list[tuple[str, list[str]]]:
    """What an entry covers, labelled, in the order that readers look for it."""
    needs = request.app[DOOR].needs
    labels = {
        "area": "Covers",
        "school": "Schools",
        "setting": "Settings",
        "role": "Jobs in the team",
        "need": "Helps with",
        "specialism": "Knows about",
        "language": "Speaks English and",
    }
    return [
        (
            label,
            [needs[each].label if kind == "need" and each in needs else each for each in found.covers[kind]],
        )
        for kind, label in labels.items()
        if found.covers.get(kind)
    ]
