"""An entry in its owner's hands, or an editor's: changed, and signed off as right."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from aiohttp import web
from sqlalchemy.orm import Session

from directory.people import EntryError, PeopleSearch
from directory.people.model import Person
from directory.people.owning import (
    LISTS,
    EntryChangedError,
    as_written,
    edit,
    mark_of_entry,
    propose,
    sign_off,
    wanted_by,
)
from directory.people.reading import read_british
from earlyhelp.days import date_words, day_of
from language.dates import read_day
from web.bodies import read_form
from web.browse import grouped
from web.door import DOOR
from web.people.entry import ENTRY
from web.people.looking import entry_of, note, owned_by
from web.readers import is_editor, reader_page
from web.staff.visits import WHO, NotForYouError, in_transaction
from web.text import read_text
from web.visitors import see_other

routes = web.RouteTableDef()

WORDS = ("name", "role", "team", "works", "phone", "reach")
FOR_EDITORS = ("agency", "email")
DAYS = ("absent_from", "absent_to")
LINES = ("areas", "schools", "settings", "specialisms", "languages")
NO_DAY = "Write the day like 31 January 2027. What you wrote is still here."
NOBODY = "Nobody in the who's-who has that name. Write the whole name, or their e-mail address."
SEVERAL = "Several people have that name. Write the e-mail address of whoever stands in."


@routes.get("/whos-who/own")
async def own(request: web.Request) -> web.Response:
    """Leads to one's own entry, or to a choice where several have one's address."""
    who = request[WHO]
    owned = await owned_by(request, who)
    if len(owned) == 1:
        return see_other(f"/whos-who/{next(iter(owned))}")
    return await reader_page(request, "people/own.html", who, {"owned": owned})


@routes.get(f"{ENTRY}/edit")
async def show(request: web.Request) -> web.Response:
    """The entry as a form: what stands, or what already waits for an editor."""
    await _check_may(request)
    await note(request, request[WHO], "opened", request.match_info["key"])
    written, waits, seen = await _as_it_is(request)
    return await _form(request, written, waits=waits, seen=seen)


@routes.post(f"{ENTRY}/edit")
async def save(request: web.Request) -> web.Response:
    """An editor's changes stand at once, an owner's wait; a problem loses nothing that was written."""
    edits, who, door = await _check_may(request), request[WHO], request.app[DOOR]
    now, needs = door.clock(), frozenset(door.needs)
    form = await read_form(request)
    written, seen, shown = await _written(request, edits), form.get("seen", "-"), form.get("waits") == "yes"
    stands, _, _ = await _as_it_is(request)
    problem = _read_days(written, now) or await asyncio.to_thread(
        _read_deputy, written, door.people, stands["deputy"]
    )
    if problem:
        return await _form(request, written, problem, waits=shown, seen=seen)

    def put(session: Session) -> bool:
        person = _person(session, request)
        if edits:
            edit(session, person, written, needs, who.account_id, now, seen, ends_waiting=shown)
            return False
        return propose(session, person, written, needs, who.account_id, now, seen)

    try:
        waits = await in_transaction(request, put)
    except EntryChangedError as changed:
        _, _, seen = await _as_it_is(request)
        return await _form(request, written, str(changed), waits=shown, seen=seen)
    except EntryError as wrong:
        return await _form(request, written, str(wrong), waits=shown, seen=seen)
    return see_other(f"/whos-who/{request.match_info['key']}?done={'waits' if waits else 'changed'}")


@routes.post(f"{ENTRY}/right")
async def right(request: web.Request) -> web.Response:
    """Its owner signs the entry off: all of it is right today."""
    if await entry_of(request, request[WHO]) is None:
        raise web.HTTPNotFound
    if request.match_info["key"] not in await owned_by(request, request[WHO]):
        raise NotForYouError
    who, now = request[WHO], request.app[DOOR].clock()
    await in_transaction(
        request,
        lambda session: sign_off(session, _person(session, request), who.account_id, day_of(now), now),
    )
    return see_other(f"/whos-who/{request.match_info['key']}?done=right")


async def _check_may(request: web.Request) -> bool:
    """True for an editor, False for the owner; raises NotForYouError for others, HTTPNotFound for nobody."""
    who = request[WHO]
    found = await entry_of(request, who)
    if found is None or found.kind != "person":
        raise web.HTTPNotFound
    if is_editor(who):
        return True
    if request.match_info["key"] not in await owned_by(request, who):
        raise NotForYouError
    return False


async def _as_it_is(request: web.Request) -> tuple[Mapping[str, Any], bool, str]:
    """The entry, or what its owner wants it to say; whether that waits; and its mark."""

    def read(session: Session) -> tuple[Mapping[str, Any], bool, str]:
        person = _person(session, request)
        wanted = wanted_by(session, person)
        mark = mark_of_entry(session, person)
        return wanted or as_written(session, person), wanted is not None, mark

    return await in_transaction(request, read)


def _person(session: Session, request: web.Request) -> Person:
    person = session.get(Person, request.match_info["key"])
    if person is None:
        raise web.HTTPNotFound
    return person


async def _written(request: web.Request, edits: bool) -> dict[str, Any]:
    """The form in the shape of a row of a file."""
    form = await read_form(request)

    def words(name: str) -> str:
        return read_text(form.get(name, ""))

    written: dict[str, Any] = {name: words(name) for name in (*WORDS, *DAYS, "deputy")}
    written |= {name: [line for line in words(name).splitlines() if line.strip()] for name in LINES}
    written["needs"] = [need for need in request.app[DOOR].needs if form.get(f"need-{need}")]
    if edits:
        written |= {name: words(name) for name in FOR_EDITORS}
        written["public"] = "yes" if form.get("public") else "no"
    return written


def _read_deputy(written: dict[str, Any], people: PeopleSearch, stands: str) -> str:
    """Puts the key of whoever has this name or address into its place; gives what is wrong if nobody has.

    Where the field says what it said of who `stands` in now, that stays: a team may share an address.
    """
    if not written["deputy"]:
        return ""
    if stands and written["deputy"] == _name_of(people, stands):
        written["deputy"] = stands
        return ""
    called = people.called(written["deputy"])
    if len(called) != 1:
        return SEVERAL if called else NOBODY
    written["deputy"] = called[0].id
    return ""


def _read_days(written: dict[str, Any], now: datetime) -> str:
    """Puts days into ISO form; gives what is wrong with one that is none."""
    for name in DAYS:
        if written[name]:
            try:
                day = read_british(written[name]) or read_day(written[name], day_of(now))
            except ValueError:
                day = None
            if day is None:
                return NO_DAY
            written[name] = day.isoformat()
    return ""


def _day_words(written: str) -> str:
    """A day in ISO form as people write it; anything else as it stands."""
    try:
        return date_words(date.fromisoformat(written))
    except ValueError:
        return written


def _name_of(people: PeopleSearch, deputy: str) -> str:
    """Their e-mail address, or name, where the key of a person is kept; what was typed where it is none."""
    found = people.by_source(deputy) if deputy else None
    return (found.email or found.name) if found else deputy


async def _form(
    request: web.Request,
    written: Mapping[str, Any],
    problem: str = "",
    *,
    waits: bool = False,
    seen: str = "",
) -> web.Response:
    door = request.app[DOOR]
    deputy = await asyncio.to_thread(_name_of, door.people, written.get("deputy", ""))
    days = {name: _day_words(written.get(name, "")) for name in DAYS}
    values = {
        "key": request.match_info["key"],
        "written": {**dict.fromkeys(LISTS, ()), **written, **days},
        "seen": seen,
        "groups": grouped(door.needs),
        "deputy": deputy,
        "problem": problem,
        "waits": waits,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return await reader_page(request, "people/edit.html", request[WHO], values, status)
