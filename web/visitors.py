"""A visitor's cookie, and whether a request that changes something comes from our own page."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from aiohttp import web

from web.door import DOOR
from web.errors import ForeignRequestError
from web.identity import COOKIE

_VISITOR = web.RequestKey("visitor", str)
_MINTED = web.RequestKey("minted", bool)


def known_cookie(request: web.Request) -> str | None:
    """The cookie that this browser sent, if we minted it."""
    sent = request.cookies.get(COOKIE, "")
    return sent if sent and request.app[DOOR].minter.is_ours(sent) else None


def cookie_of(request: web.Request) -> str:
    """The visitor's cookie; a new one is minted, and set with the response, if there is none."""
    kept = request.get(_VISITOR)
    if kept is None:
        kept = known_cookie(request)
        request[_MINTED] = kept is None
        kept = kept or request.app[DOOR].minter.mint()
        request[_VISITOR] = kept
    return kept


def set_minted_cookie(request: web.Request, response: web.StreamResponse) -> None:
    """Gives a new visitor the cookie; it ends with the browser session and is never read by scripts."""
    if request.get(_MINTED) and COOKIE not in response.cookies and not response.prepared:
        response.set_cookie(
            COOKIE, request[_VISITOR], path="/", httponly=True, samesite="Lax", secure=_is_secure(request)
        )


def drop_cookie(request: web.Request, response: web.StreamResponse) -> None:
    """Makes the browser forget its chat."""
    request[_MINTED] = False
    response.del_cookie(COOKIE, path="/", httponly=True, samesite="Lax", secure=_is_secure(request))


def check_origin(request: web.Request) -> None:
    """Raises ForeignRequestError if the browser says that another site sent this request."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise ForeignRequestError
    origin = request.headers.get("Origin", "null")
    if origin == "null":
        return
    here = {urlsplit(request.app[DOOR].settings.site).netloc.lower(), request.host.lower()}
    if origin.lower().partition("://")[2] not in here:
        raise ForeignRequestError


def check_form_token(request: web.Request, token: str) -> None:
    """Raises ForeignRequestError unless the form was made for this visitor."""
    check_origin(request)
    cookie = known_cookie(request)
    if cookie is None or not request.app[DOOR].minter.form_token_fits(cookie, token):
        raise ForeignRequestError


def see_other(path: str) -> web.Response:
    """Sends the browser to another page of this site after a form."""
    return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": path})


def _is_secure(request: web.Request) -> bool:
    return request.app[DOOR].settings.site.startswith("https:")
