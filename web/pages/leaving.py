"""Leaving fast: the page that says how, and the way out that clears the chat."""

from __future__ import annotations

from http import HTTPStatus

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from earlyhelp.plans.visiting import end_plan_visit
from web.pages.chat import forget
from web.rendering import page
from web.staff.visits import in_transaction
from web.visitors import drop_cookie, known_cookie

routes = web.RouteTableDef()

log = structlog.get_logger()

ELSEWHERE = "https://www.bbc.co.uk/weather"


@routes.get("/leaving-fast")
async def explain(request: web.Request) -> web.Response:
    """Says how to leave fast, what it clears and what it cannot clear."""
    return await page(request, "pages/leaving_fast.html")


@routes.get("/exit")
async def leave(request: web.Request) -> web.Response:
    """Shuts a plan, forgets the chat and the cookie, and goes elsewhere. Another site's link does none of it.

    It leaves even if the database cannot be reached; without its cookie nobody can open the chat.
    """
    response = web.Response(
        status=HTTPStatus.SEE_OTHER, headers={"Location": ELSEWHERE, "Clear-Site-Data": '"storage"'}
    )
    if request.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}:
        try:
            await _shut_plan(request)
            await forget(request)
        except SQLAlchemyError as error:
            log.error("chat not forgotten on leaving", error=type(error).__name__)
        drop_cookie(request, response)
    return response


async def _shut_plan(request: web.Request) -> None:
    visitor = known_cookie(request)
    if visitor is not None:
        await in_transaction(request, lambda session: end_plan_visit(session, visitor))
