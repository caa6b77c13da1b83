"""Leaving fast: the page that says how, and the way out that clears the chat."""

from __future__ import annotations

from http import HTTPStatus

from aiohttp import web

from web.pages.chat import forget
from web.rendering import page
from web.visitors import drop_cookie

routes = web.RouteTableDef()

ELSEWHERE = "https://www.bbc.co.uk/weather"


@routes.get("/leaving-fast")
async def explain(request: web.Request) -> web.Response:
    """Says how to leave fast, what it clears and what it cannot clear."""
    return await page(request, "pages/leaving_fast.html")


@routes.get("/exit")
async def leave(request: web.Request) -> web.Response:
    """Forgets the chat and the cookie, and goes elsewhere. Another site's link forgets nothing."""
    response = web.Response(
        status=HTTPStatus.SEE_OTHER, headers={"Location": ELSEWHERE, "Clear-Site-Data": '"storage"'}
    )
    if request.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}:
        await forget(request)
        drop_cookie(request, response)
    return response
