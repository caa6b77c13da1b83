"""Signing in by a link in a mail, and signing out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from aiohttp import web
from sqlalchemy.orm import Session

from staff.accounts import plain_email
from staff.errors import LinkSpentError
from staff.keys import StaffKeys
from staff.links import (
    SignedInBy,
    ask_for_link,
    check_secret,
    enter,
    fresh_link,
    link_of,
    may_ask,
    may_enter,
)
from staff.sessions import end_session
from staff.tries import WINDOW
from web.bodies import read_form
from web.door import DESK, DOOR
from web.errors import TooFastError
from web.limits import visitor_address
from web.pages.chat import form_token
from web.rendering import page
from web.staff.visits import (
    STAFF_COOKIE,
    drop_staff_cookie,
    in_transaction,
    path_to,
    read_leads_to,
    set_staff_cookie,
)
from web.text import read_words
from web.visitors import check_form_token, see_other

routes = web.RouteTableDef()

_LONGEST_EMAIL = 254
_SECONDS_TO_ANSWER = 0.25
"""Every answer takes as long as this, for a known address takes a millisecond more than an unknown one."""


class TooManyLinksError(TooFastError):
    """One client asks for links, or tries them, too often."""

    sentence = "Many links were asked for or tried from here. Wait 15 minutes, then ask for a new one."


@routes.get("/desk/sign-in")
async def show(request: web.Request) -> web.Response:
    """Asks for the address that the link goes to."""
    return await _form(request, request.query.get("to", ""))


@routes.post("/desk/sign-in")
async def ask(request: web.Request) -> web.Response:
    """Mails a link to a known address; the answer is the same for every other."""
    fields = await read_form(request)
    check_form_token(request, fields.get("form_token", ""))
    door, desk = request.app[DOOR], request.app[DESK]
    email, to = read_words(fields.get("email", ""), _LONGEST_EMAIL), fields.get("to", "")
    if "@" not in email:
        return await _form(request, to, "Write your e-mail address, like name@example.org.")
    leads_to, now = read_leads_to(request, to), door.clock()
    await limit(request, may_ask)
    link = await asyncio.to_thread(fresh_link)

    def put_link(session: Session) -> None:
        ask_for_link(
            session,
            door.vault,
            desk.staff_keys,
            link,
            plain_email(email),
            leads_to,
            door.settings.site,
            desk.sign_in_mail,
            now,
        )

    await asyncio.gather(in_transaction(request, put_link), asyncio.sleep(_SECONDS_TO_ANSWER))
    desk.rounds.wake()
    mailbox = door.settings.is_local and not door.settings.smtp_host
    return await page(request, "desk/link_sent.html", {"mailbox": mailbox})


@routes.get("/desk/enter/{token}")
async def offer(request: web.Request) -> web.Response:
    """Shows a button and uses nothing up, because mail scanners open links too."""
    return await page(request, "desk/enter.html", {"form_token": form_token(request)})


@routes.post("/desk/enter/{token}")
async def sign_in(request: web.Request) -> web.Response:
    """Uses the link up and opens the desk."""
    check_form_token(request, (await read_form(request)).get("form_token", ""))
    try:
        entered = await _enter(request)
    except LinkSpentError as spent:
        return await _form(request, "", str(spent), HTTPStatus.GONE)
    response = see_other(path_to(request, entered.leads_to))
    set_staff_cookie(request, response, entered.cookie)
    return response


@routes.post("/desk/sign-out")
async def sign_out(request: web.Request) -> web.Response:
    """Ends this session."""
    door, desk = request.app[DOOR], request.app[DESK]
    cookie, now = request.cookies.get(STAFF_COOKIE, ""), door.clock()
    await in_transaction(request, lambda session: end_session(session, desk.staff_keys, cookie, now))
    response = see_other("/desk/signed-out")
    drop_staff_cookie(request, response)
    return response


@routes.get("/desk/signed-out")
async def signed_out(request: web.Request) -> web.Response:
    """Says that it is done."""
    return await page(request, "desk/signed_out.html")


async def limit(request: web.Request, counts: Callable[[Session, StaffKeys, str, datetime], bool]) -> None:
    """Counts this client in a transaction of its own, before anything slow; raises TooManyLinksError."""
    door, keys = request.app[DOOR], request.app[DESK].staff_keys
    client, now = visitor_address(request, door.settings.trust_proxy), door.clock()
    if not await in_transaction(request, lambda session: counts(session, keys, client, now)):
        raise TooManyLinksError(int(WINDOW.total_seconds()))


async def _enter(request: web.Request) -> SignedInBy:
    door, desk = request.app[DOOR], request.app[DESK]
    token, now = request.match_info["token"], door.clock()
    await limit(request, may_enter)
    link = await in_transaction(request, lambda session: link_of(session, token, now))
    await asyncio.to_thread(check_secret, link, token)
    return await in_transaction(request, lambda session: enter(session, desk.staff_keys, link.id, now))


async def _form(
    request: web.Request, to: str, problem: str = "", status: int = HTTPStatus.UNPROCESSABLE_ENTITY
) -> web.Response:
    values = {
        "form_token": form_token(request),
        "to": read_leads_to(request, to),
        "problem": problem,
        "single_sign_on": bool(request.app[DOOR].settings.oidc_issuer),
    }
    return await page(request, "desk/sign_in.html", values, status if problem else HTTPStatus.OK)
