"""A member of staff at the door: their cookie, who they are, and what stands on every page of theirs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, TypeVar

from aiohttp import web
from sqlalchemy.orm import Session

from staff.sessions import SignedIn, session_times, signed_in
from web.bodies import read_form
from web.door import DESK, DOOR, PLANS
from web.errors import ForeignRequestError, WebError
from web.rendering import page
from web.visitors import check_origin, see_other

STAFF_COOKIE = "opendoor_staff"
WHO = web.RequestKey("who", SignedIn)

Result = TypeVar("Result")

_MARKS = frozenset({"form_token", "once", "seen"})
"""Fields of forms that nobody wrote in."""
WAYS = {"own-entry": "/whos-who/own", "whos-who": "/whos-who"}
"""Pages other than a request that signing in may lead to, by the short name that goes along."""


def way_to(path: str) -> str:
    """The short name of the page that this path is on or under; empty where it has none."""
    return next((name for name, way in WAYS.items() if path == way or path.startswith(f"{way}/")), "")


def path_to(request: web.Request, leads_to: str) -> str:
    """Where somebody who has signed in goes: a page, a request or a plan by its reference, or the desk."""
    if leads_to and request.app[PLANS].references.read_reference(leads_to):
        return f"/desk/plan/{leads_to}"
    return WAYS.get(leads_to) or "/desk" + (f"/{leads_to}" if leads_to else "")


def read_leads_to(request: web.Request, typed: str) -> str:
    """The short name or reference that somebody asked for before signing in; empty where it is neither."""
    if typed in WAYS:
        return typed
    requests, plans = request.app[DESK].office.references, request.app[PLANS].references
    return requests.read_reference(typed) or plans.read_reference(typed) or ""


class NotForYouError(WebError):
    """A role that may not use this page."""

    status = 403
    title = "This page is not for your account"
    sentence = "Your account does not open this page. Ask whoever runs Open Door if you need it."


async def in_transaction(request: web.Request, work: Callable[[Session], Result]) -> Result:
    """Does this in a transaction and a thread, and commits."""
    sessions = request.app[DOOR].sessions

    def run() -> Result:
        with sessions.begin() as session:
            return work(session)

    return await asyncio.to_thread(run)


async def who_asks(request: web.Request) -> SignedIn | None:
    """The member of staff behind a request, if they are signed in."""
    cookie = request.cookies.get(STAFF_COOKIE, "")
    if not cookie:
        return None
    door = request.app[DOOR]
    desk, times, now = request.app[DESK], session_times(door.settings), door.clock()
    keys, contacts = desk.staff_keys, desk.office.contacts
    return await in_transaction(
        request, lambda session: signed_in(session, keys, cookie, times, now, contacts)
    )


def set_staff_cookie(request: web.Request, response: web.StreamResponse, cookie: str) -> None:
    """Keeps the browser signed in: never read by scripts, gone with the browser.

    The whole site gets it, because the chat and the who's-who must know who asks (docs/decisions/0031).
    """
    secure = request.app[DOOR].settings.site.startswith("https:")
    response.set_cookie(STAFF_COOKIE, cookie, path="/", httponly=True, samesite="Lax", secure=secure)


def drop_staff_cookie(request: web.Request, response: web.StreamResponse) -> None:
    """Makes the browser forget that it was signed in."""
    secure = request.app[DOOR].settings.site.startswith("https:")
    response.del_cookie(STAFF_COOKIE, path="/", httponly=True, samesite="Lax", secure=secure)


def staff_form_token(request: web.Request) -> str:
    """The token for a form on this member of staff's page."""
    return request.app[DOOR].minter.form_token(_bound(request))


async def check_staff_form(request: web.Request) -> None:
    """Raises ForeignRequestError unless the form was made for this session."""
    check_origin(request)
    token = (await read_form(request)).get("form_token", "")
    if not request.app[DOOR].minter.form_token_fits(_bound(request), token):
        raise ForeignRequestError


async def ask_to_sign_in(request: web.Request) -> web.Response:
    """Sends whoever looks to the sign-in page; whoever sent something gets back what they wrote."""
    if request.method in {"GET", "HEAD"}:
        to = way_to(request.path) or request.match_info.get("reference", "")
        return see_other("/desk/sign-in" + (f"?to={to}" if to else ""))
    check_origin(request)
    form = await read_form(request)
    written = [words for name, words in form.items() if name not in _MARKS and " " in words.strip()]
    return await page(request, "desk/timed_out.html", {"note": "\n\n".join(written)}, HTTPStatus.FORBIDDEN)


async def desk_page(
    request: web.Request,
    template: str,
    values: Mapping[str, Any] | None = None,
    status: int = HTTPStatus.OK,
) -> web.Response:
    """A page for a member of staff who is signed in."""
    who = request[WHO]
    contact = request.app[DESK].office.contacts.by_key.get(who.contact)
    shown = {
        "who": who,
        "who_name": contact.name if contact else who.role.capitalize(),
        "form_token": staff_form_token(request),
        **(values or {}),
    }
    return await page(request, template, shown, status)


def _bound(request: web.Request) -> str:
    return f"staff/{request.cookies.get(STAFF_COOKIE, '')}"
