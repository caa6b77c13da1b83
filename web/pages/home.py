"""The first page: one question, a search, and a list to browse."""

from __future__ import annotations

from aiohttp import web

from web.browse import grouped
from web.door import DOOR
from web.identity import new_token
from web.pages.chat import form_token
from web.rendering import page

routes = web.RouteTableDef()


@routes.get("/")
async def home(request: web.Request) -> web.Response:
    """Asks what is going on, and offers other ways in."""
    door = request.app[DOOR]
    values = {
        "groups": grouped(door.needs),
        "once": new_token(),
        "form_token": form_token(request),
        "limit": door.settings.message_characters,
    }
    return await page(request, "pages/home.html", values)
