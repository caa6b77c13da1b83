"""Short pages that say what this is, what is kept, and how it can be used by everyone."""

from __future__ import annotations

from aiohttp import web

from web.door import DOOR
from web.rendering import page

routes = web.RouteTableDef()


@routes.get("/help-now")
async def help_now(request: web.Request) -> web.Response:
    """Who to call now."""
    return await page(request, "pages/help_now.html")


@routes.get("/about")
async def about(request: web.Request) -> web.Response:
    """What Open Door is and who reads it."""
    return await page(request, "pages/about.html")


@routes.get("/privacy")
async def privacy(request: web.Request) -> web.Response:
    """What is kept, for how long, and how to erase it."""
    return await page(request, "pages/privacy.html", {"days": request.app[DOOR].settings.retention_days})


@routes.get("/cookies")
async def cookies(request: web.Request) -> web.Response:
    """The one cookie."""
    return await page(request, "pages/cookies.html")


@routes.get("/accessibility")
async def accessibility(request: web.Request) -> web.Response:
    """How this site is made to be used by everyone, and what is not good yet."""
    return await page(request, "pages/accessibility.html")
