"""A person's own request, also when their chat is gone: opening it, a copy, a file of it, and deleting it.

Reference and code word open it, or a link that works once; the visit is bound to the one cookie of this
browser, lasts 15 minutes, and is over when the chat is deleted or the page is left fast.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Literal, TypeVar

from aiohttp import web
from sqlalchemy.orm import Session

from earlyhelp.days import date_words, day_of, next_minute_words
from earlyhelp.exporting import Export, export_person
from earlyhelp.lifecycle import Erased, erase_request
from earlyhelp.requests import Copy, HelpRequest, copy_for_person, find_request
from earlyhelp.requests.history import write_audit
from earlyhelp.requests.lookup import request_locked_until
from earlyhelp.requests.passes import begin_visit, end_visit, use_pass, visited
from earlyhelp.requests.staff import PERSON
from staff.tries import WINDOW, may_look, may_look_again_at
from web.bodies import read_form
from web.door import DESK, DOOR
from web.limits import visitor_address
from web.pages.chat import form_token
from web.rendering import page
from web.staff.visits import in_transaction
from web.text import read_words
from web.visitors import check_form_token, cookie_of, known_cookie, see_other

routes = web.RouteTableDef()

Result = TypeVar("Result")

HOME = "/my-request"
KEPT = f"{HOME}/kept"
_LONGEST_WORDS = 60
_SECONDS_TO_ANSWER = 0.25
"""Every answer to reference and code word takes as long as this, right or wrong."""


@routes.get(HOME)
async def ask(request: web.Request) -> web.Response:
    """Asks for the name of the request and its code word."""
    return await _form(request)


@routes.post(HOME)
async def look_up(request: web.Request) -> web.Response:
    """Opens the request of whoever says both; every other reason gives the same answer."""
    fields = await checked_form(request)
    door, office = request.app[DOOR], request.app[DESK].office
    reference, code = (read_words(fields.get(name, ""), _LONGEST_WORDS) for name in ("reference", "code"))
    visitor, now = cookie_of(request), door.clock()
    client = f"client:{visitor_address(request, door.settings.trust_proxy)}"
    keys = request.app[DESK].staff_keys
    if not await in_transaction(request, lambda session: may_look(session, keys, client, now)):
        return await _form(request, await _wait(request, reference, client), reference, too_many=True)

    def find(session: Session) -> str | None:
        found = find_request(session, door.vault, reference, code, now, office)
        return found.id if found else None

    found, _ = await asyncio.gather(in_transaction(request, find), asyncio.sleep(_SECONDS_TO_ANSWER))
    if found is None:
        return await _form(request, await _wait(request, reference, client), reference)
    await in_transaction(request, lambda session: begin_visit(session, found, visitor, now))
    return see_other(KEPT)


@routes.get(f"{HOME}/open/{{token}}")
async def offer(request: web.Request) -> web.Response:
    """Shows a button and uses nothing up, because programs open links too."""
    return await page(request, "my_request/open.html", {"form_token": form_token(request)})


@routes.post(f"{HOME}/open/{{token}}")
async def open_by_link(request: web.Request) -> web.Response:
    """Uses the link up and opens its request."""
    await checked_form(request)
    token, visitor, now = request.match_info["token"], cookie_of(request), request.app[DOOR].clock()
    if not await in_transaction(request, lambda session: use_pass(session, token, visitor, now)):
        return await _form(request, "That link does not work any more. Please say both of these.")
    return see_other(KEPT)


@routes.get(f"{HOME}/data.{{kind:json|html}}")
async def download(request: web.Request) -> web.Response:
    """The same as a file: JSON for a machine, or a page that stands alone."""
    kind = request.match_info["kind"]
    export = await with_request(
        request, lambda session, found: export_request(request, session, found, "exported")
    )
    if export is None:
        return see_other(HOME)
    return web.Response(
        text=export.json if kind == "json" else export.html,
        content_type="application/json" if kind == "json" else "text/html",
        headers={"Content-Disposition": f'attachment; filename="my-request.{kind}"'},
    )


@routes.get(f"{HOME}/copy")
async def ask_about_copy(request: web.Request) -> web.Response:
    """Asks whether it is safe to have a copy."""
    if await with_request(request, lambda _, found: found.id) is None:
        return see_other(HOME)
    return await page(request, "my_request/copy_ask.html", {"form_token": form_token(request)})


@routes.post(f"{HOME}/copy")
async def show_copy(request: web.Request) -> web.Response:
    """The exact words agreed to and what was shared under them, to read or to print."""
    await checked_form(request)
    copy = await with_request(request, lambda session, found: _copy(request, session, found))
    if copy is None:
        return see_other(HOME)
    shared = [(request.app[DESK].office.agreement.label(item), value) for item, value in copy.values.items()]
    today = date_words(day_of(request.app[DOOR].clock()))
    return await page(request, "my_request/copy.html", {"copy": copy, "shared": shared, "today": today})


@routes.get(f"{HOME}/delete")
async def ask_to_delete(request: web.Request) -> web.Response:
    """Says what goes and what stays, and asks."""
    reference = await with_request(request, lambda _, found: found.reference)
    if reference is None:
        return see_other(HOME)
    office = request.app[DESK].office
    values = {
        "reference": reference,
        "record": office.retention["record"],
        "lasting": office.lasting,
        "days": request.app[DOOR].settings.retention_days,
        "form_token": form_token(request),
    }
    return await page(request, "my_request/delete.html", values)


@routes.post(f"{HOME}/delete")
async def delete(request: web.Request) -> web.Response:
    """Deletes what was told, takes the request back, and says what stays."""
    await checked_form(request)
    erased = await with_request(request, lambda session, found: _erase(request, session, found))
    if erased is None:
        return see_other(HOME)
    request.app[DESK].rounds.wake()
    values = {
        "erased": erased,
        "until": date_words(day_of(erased.until)),
        "lasting": request.app[DESK].office.lasting,
        "days": request.app[DOOR].settings.retention_days,
    }
    return await page(request, "my_request/deleted.html", values)


@routes.post(f"{HOME}/shut")
async def shut(request: web.Request) -> web.Response:
    """Ends the visit, for whoever shares this browser."""
    await checked_form(request)
    visitor = cookie_of(request)
    await in_transaction(request, lambda session: end_visit(session, visitor))
    return see_other(HOME)


async def with_request(request: web.Request, work: Callable[[Session, HelpRequest], Result]) -> Result | None:
    """Does this with the request that is open to this visitor; None if none is."""
    visitor, now = known_cookie(request), request.app[DOOR].clock()

    def run(session: Session) -> Result | None:
        found = visited(session, visitor, now) if visitor else None
        return work(session, found) if found is not None else None

    return await in_transaction(request, run)


def export_request(
    request: web.Request, session: Session, found: HelpRequest, done: Literal["seen", "exported"]
) -> Export:
    """All that is kept of the request; that it was looked at, or taken away, is written down."""
    door = request.app[DOOR]
    return export_person(session, door.vault, [found], door.clock(), request.app[DESK].office, done)


def _copy(request: web.Request, session: Session, found: HelpRequest) -> Copy | None:
    copy = copy_for_person(session, request.app[DOOR].vault, found)
    write_audit(session, found, "copied", PERSON, request.app[DOOR].clock())
    return copy


def _erase(request: web.Request, session: Session, found: HelpRequest) -> Erased:
    door = request.app[DOOR]
    return erase_request(session, door.vault, found.id, door.clock(), request.app[DESK].office)


async def checked_form(request: web.Request) -> dict[str, str]:
    """The fields of a form that was made for this visitor; raises ForeignRequestError for any other."""
    fields = await read_form(request)
    check_form_token(request, fields.get("form_token", ""))
    return fields


async def _form(
    request: web.Request, problem: str = "", reference: str = "", *, too_many: bool = False
) -> web.Response:
    values = {"form_token": form_token(request), "problem": problem, "reference": reference}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    if not too_many:
        return await page(request, "my_request/ask.html", values, status)
    answer = await page(request, "my_request/ask.html", values, HTTPStatus.TOO_MANY_REQUESTS)
    answer.headers["Retry-After"] = str(int(WINDOW.total_seconds()))
    return answer


async def _wait(request: web.Request, reference: str, client: str) -> str:
    """That nothing was found; and until when nothing is looked at, the same whether it is there or not."""
    now, desk = request.app[DOOR].clock(), request.app[DESK]

    def find(session: Session) -> list[datetime | None]:
        locked = request_locked_until(session, reference, now, desk.office)
        return [locked, may_look_again_at(session, desk.staff_keys, client, now)]

    until = max(filter(None, await in_transaction(request, find)), default=None)
    say = desk.office.wording.say
    return say("not_found_wait", time=next_minute_words(until, now)) if until else say("not_found")
