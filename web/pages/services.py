"""One service in full: how to reach it, when it is open, what it costs and where it is."""

from __future__ import annotations

import asyncio

from aiohttp import web

from directory.services import ServiceDetails, service_details
from web.door import DOOR
from web.rendering import page

routes = web.RouteTableDef()

_LONGEST_ID = 64


@routes.get("/services/{id}")
async def service(request: web.Request) -> web.Response:
    """Everything the directory knows about a service."""
    details = await find_service(request, request.match_info["id"])
    if details is None:
        raise web.HTTPNotFound
    return await page(request, "pages/service.html", {"service": details, "needs": request.app[DOOR].needs})


async def find_service(request: web.Request, service_id: str) -> ServiceDetails | None:
    """The service with this id, or None."""
    if not service_id or len(service_id) > _LONGEST_ID or not service_id.isprintable():
        return None
    sessions = request.app[DOOR].sessions

    def read() -> ServiceDetails | None:
        with sessions() as db:
            return service_details(db, service_id)

    return await asyncio.to_thread(read)
