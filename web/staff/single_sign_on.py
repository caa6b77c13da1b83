"""Signing in with the account of one's own organisation, where the settings name its provider."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import structlog
from aiohttp import ClientError, ClientTimeout, web
from sqlalchemy.orm import Session

from core.errors import SealError
from staff.errors import NoAccountError, ProviderError
from staff.links import may_ask, may_enter
from staff.single_sign_on import (
    DISCOVERY,
    Asking,
    Endpoints,
    Provider,
    asking_address,
    enter_by_email,
    fresh_asking,
    provider_of,
    read_answer,
    read_discovery,
    token_request,
    verified_email,
)
from web.door import DESK, DOOR, LINES
from web.errors import WebError
from web.staff.signing_in import limit
from web.staff.visits import in_transaction, path_to, read_leads_to, set_staff_cookie
from web.visitors import see_other

routes = web.RouteTableDef()

log = structlog.get_logger()

COOKIE = "opendoor_sign_on"
PATH = "/desk/single-sign-on"

_VALID_FOR = timedelta(minutes=10)
_TIMEOUT = ClientTimeout(total=10)
_LARGEST = 500_000
_SEALED_UNDER = "desk/single-sign-on"


class NotLetInError(WebError):
    """What the provider or the browser brought back cannot be believed."""

    status = 403
    sentence = "Signing in with your organisation did not work. Try again, or ask for a link by mail."


class UnknownHereError(WebError):
    """The provider vouched for somebody who has no account here."""

    status = 403
    sentence = "Your organisation says who you are, but you have no account here. Ask whoever runs Open Door."


class ProviderSilentError(WebError):
    """The provider does not answer."""

    status = 503
    sentence = "Your organisation does not answer just now. Try again soon, or ask for a link by mail."


@routes.get(PATH)
async def ask(request: web.Request) -> web.Response:
    """Sends the browser to the provider, with what its answer must fit sealed in a cookie."""
    provider, door = _provider(request), request.app[DOOR]
    await limit(request, may_ask)
    endpoints = await _endpoints(request, provider)
    asking = fresh_asking()
    leads_to = read_leads_to(request, request.query.get("to", ""))
    until = (door.clock() + _VALID_FOR).timestamp()
    kept = json.dumps({"asking": asdict(asking), "leads_to": leads_to, "until": until}).encode()
    sealed = base64.urlsafe_b64encode(door.vault.seal(kept, _SEALED_UNDER)).decode()
    response = web.Response(
        status=HTTPStatus.SEE_OTHER, headers={"Location": asking_address(provider, endpoints, asking)}
    )
    response.set_cookie(COOKIE, sealed, max_age=int(_VALID_FOR.total_seconds()), **_cookie_rules(request))
    return response


@routes.get(f"{PATH}/answer")
async def answered(request: web.Request) -> web.Response:
    """Lets in whoever the provider vouches for, if their verified address has an account here."""
    provider, door, desk = _provider(request), request.app[DOOR], request.app[DESK]
    await limit(request, may_enter)
    try:
        asking, leads_to = _asked(request)
        email = await _email(request, provider, asking)
    except ProviderError as error:
        log.warning("single sign-on refused", error=str(error))
        raise NotLetInError from None

    def enter(session: Session) -> str:
        return enter_by_email(session, desk.staff_keys, email, door.clock())

    try:
        cookie = await in_transaction(request, enter)
    except NoAccountError:
        raise UnknownHereError from None
    response = see_other(path_to(request, leads_to))
    set_staff_cookie(request, response, cookie)
    response.del_cookie(COOKIE, **_cookie_rules(request))
    return response


def _provider(request: web.Request) -> Provider:
    provider = provider_of(request.app[DOOR].settings)
    if provider is None:
        raise web.HTTPNotFound
    return provider


def _asked(request: web.Request) -> tuple[Asking, str]:
    """What this browser was sent away with, and the reference it asked for; raises ProviderError."""
    door = request.app[DOOR]
    try:
        sealed = base64.urlsafe_b64decode(request.cookies.get(COOKIE, "").encode())
        kept = json.loads(door.vault.open(sealed, _SEALED_UNDER))
    except (ValueError, SealError):
        raise ProviderError("no cookie") from None
    if door.clock().timestamp() >= kept["until"]:
        raise ProviderError("came back too late")
    return Asking(**kept["asking"]), kept["leads_to"]


async def _email(request: web.Request, provider: Provider, asking: Asking) -> str:
    """Exchanges the code and reads the token; raises ProviderError and ProviderSilentError."""
    code = read_answer(provider, asking, request.query)
    endpoints = await _endpoints(request, provider)
    form, headers = token_request(provider, endpoints, asking, code)
    answer = await _fetch(request, "POST", endpoints.token, data=form, headers=headers)
    keys = await _fetch(request, "GET", endpoints.keys)
    return verified_email(provider, asking, answer.get("id_token"), keys, request.app[DOOR].clock())


async def _endpoints(request: web.Request, provider: Provider) -> Endpoints:
    document = await _fetch(request, "GET", provider.issuer.rstrip("/") + DISCOVERY)
    try:
        return read_discovery(provider, document)
    except ProviderError as error:
        log.warning("single sign-on refused", error=str(error))
        raise ProviderSilentError from None


async def _fetch(request: web.Request, method: str, url: str, **more: Any) -> dict[str, Any]:
    """The JSON object at an address of the provider's; follows no redirect. Raises ProviderSilentError,
    and ProviderError where the provider refuses."""
    try:
        async with request.app[LINES].http.request(
            method, url, timeout=_TIMEOUT, allow_redirects=False, **more
        ) as answer:
            body = bytearray()
            async for part in answer.content.iter_chunked(65_536):
                body += part
                if len(body) > _LARGEST:
                    raise ValueError
            if method == "POST" and 400 <= answer.status < 500:
                raise ProviderError("the code was refused")
            found = json.loads(body) if answer.status == HTTPStatus.OK else None
    except (ClientError, TimeoutError, OSError, ValueError) as error:
        log.warning("single sign-on failed", error=type(error).__name__)
        raise ProviderSilentError from None
    if not isinstance(found, dict):
        log.warning("single sign-on failed", error="answer")
        raise ProviderSilentError
    return found


def _cookie_rules(request: web.Request) -> dict[str, Any]:
    secure = request.app[DOOR].settings.site.startswith("https:")
    return {"path": PATH, "httponly": True, "samesite": "Lax", "secure": secure}
