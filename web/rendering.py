"""Turning templates into pages: GOV.UK Frontend's macros, our wording, and what stands on every page."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

import aiohttp_jinja2
from aiohttp import web
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader

from directory.wording import distance_in_words
from earlyhelp.days import moment_words
from web.articles import with_numbers_to_ring
from web.assets import Assets
from web.blocks import blocks_of, phone_link, safe_link
from web.door import DESK, DOOR
from web.messages import facts_of
from web.urgent import lines

NONCE = web.RequestKey("nonce", str)

_TEMPLATES = Path(__file__).parent / "templates"


def prepare_templates(app: web.Application, assets: Assets, council: str) -> Environment:
    """Sets up the templates of the site."""
    environment = aiohttp_jinja2.setup(
        app,
        loader=ChoiceLoader(
            [
                FileSystemLoader(_TEMPLATES),
                PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
            ]
        ),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "blocks": blocks_of,
        "facts": facts_of,
        "phone_link": phone_link,
        "safe_link": safe_link,
        "distance_in_words": distance_in_words,
        "moment_words": moment_words,
        "with_numbers_to_ring": with_numbers_to_ring,
    }
    environment.globals |= {"asset": assets.address, "council": council}
    return environment


def nonce_of(request: web.Request) -> str:
    """The nonce that lets this page's own scripts run."""
    if NONCE not in request:
        request[NONCE] = secrets.token_urlsafe(18)
    return request[NONCE]


async def page(
    request: web.Request,
    template: str,
    values: Mapping[str, Any] | None = None,
    status: int = HTTPStatus.OK,
) -> web.Response:
    """A page with the header, the way out, the urgent lines and the footer."""
    now = request.app[DOOR].clock()
    context = {
        "urgent_lines": lines(now),
        "now": now,
        "cspNonce": nonce_of(request),
        "here": request.path,
        "site": request.app[DOOR].settings.site,
        "takes_requests": DESK in request.app,
        **(values or {}),
    }
    return aiohttp_jinja2.render_template(template, request, context, status=status)
