"""What stands around every route: headers, limits, one access line, and problems told in plain words."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from time import perf_counter
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from core.errors import OpenDoorError
from web.door import DOOR
from web.errors import TooBigError, TooFastError, UnreadableError, WebError
from web.limits import visitor_address
from web.problems import problem_response
from web.rendering import nonce_of
from web.visitors import set_minted_cookie

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

access_log = structlog.get_logger()

_HOST = re.compile(r"^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\.?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$", re.I)
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_UNLIMITED = ("/assets/", "/healthz", "/readyz", "/exit")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Server": "Open Door",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


@web.middleware
async def write_access_line(request: web.Request, handler: Handler) -> web.StreamResponse:
    """One log line a request: method, the route's pattern, status and milliseconds; nothing that was sent."""
    began, status = perf_counter(), HTTPStatus.INTERNAL_SERVER_ERROR.value
    try:
        response = await handler(request)
        status = response.status
        return response
    finally:
        resource = request.match_info.route.resource
        access_log.info(
            "request",
            method=request.method if request.method in {"GET", "HEAD", "POST"} else "other",
            route=resource.canonical if resource else "none",
            status=status,
            ms=round((perf_counter() - began) * 1000),
        )


@web.middleware
async def add_headers(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Headers that keep a page to itself, and the cookie of a new visitor."""
    response = await handler(request)
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", _policy(nonce_of(request)))
    response.headers.setdefault("Cache-Control", "no-store")
    if request.app[DOOR].settings.site.startswith("https:"):
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    set_minted_cookie(request, response)
    return response


@web.middleware
async def tell_problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns every error into a plain sentence, with the urgent lines and the right status."""
    try:
        return await handler(request)
    except WebError as problem:
        return await problem_response(request, problem.status, problem)
    except web.HTTPRequestEntityTooLarge:
        return await problem_response(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, TooBigError())
    except web.HTTPException as answer:
        if answer.status < HTTPStatus.BAD_REQUEST:
            raise
        response = await problem_response(request, answer.status)
        if "Allow" in answer.headers:
            response.headers["Allow"] = answer.headers["Allow"]
        return response
    except (SQLAlchemyError, OpenDoorError) as error:
        access_log.error("cannot serve", error=type(error).__name__)
        return await problem_response(request, HTTPStatus.SERVICE_UNAVAILABLE)
    except Exception as error:
        place = error.__traceback__
        while place and place.tb_next:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else ""
        access_log.error("request failed", error=type(error).__name__, line=where)
        return await problem_response(request, HTTPStatus.INTERNAL_SERVER_ERROR)


@web.middleware
async def keep_limits(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses a host that is not ours, and an address that asks too often."""
    door = request.app[DOOR]
    if not _is_our_host(request.headers.get("Host", ""), door.settings.public_url):
        raise UnreadableError("We do not know that address. Please type the website's address again.")
    if not request.path.startswith(_UNLIMITED):
        wait = door.requests.seconds_to_wait(visitor_address(request, door.settings.trust_proxy))
        if wait:
            raise TooFastError(wait)
    return await handler(request)


def _is_our_host(host: str, public_url: str) -> bool:
    if not _HOST.match(host):
        return False
    asked = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    return not public_url or asked in _LOOPBACK or asked == urlsplit(public_url).hostname


def _policy(nonce: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'nonce-{nonce}'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )
