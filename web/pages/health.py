"""Whether this process is alive, and whether it can serve: for machines, as JSON."""

from __future__ import annotations

import asyncio
from http import HTTPStatus

from aiohttp import web
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from web.bot_client import answers
from web.door import DOOR, LINES
from web.models import ChatSession

routes = web.RouteTableDef()


@routes.get("/healthz")
async def alive(request: web.Request) -> web.Response:
    """This process answers."""
    return web.json_response({"status": "ok"})


@routes.get("/readyz")
async def ready(request: web.Request) -> web.Response:
    """200 if the database, the assistant and the action server all answer; otherwise 503."""
    door, lines = request.app[DOOR], request.app[LINES]
    actions = f"http://127.0.0.1:{door.settings.actions_port}/health"
    database, bot, action_server = await asyncio.gather(
        asyncio.to_thread(_database_answers, request), lines.bot.is_well(), answers(lines.http, actions)
    )
    parts = {"database": database, "bot": bot, "actions": action_server}
    well = all(parts.values())
    body = {"status": "ready" if well else "not ready"} | {
        name: "ok" if fine else "not answering" for name, fine in parts.items()
    }
    return web.json_response(body, status=HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE)


def _database_answers(request: web.Request) -> bool:
    try:
        with request.app[DOOR].sessions() as db:
            db.execute(select(ChatSession.id).limit(1))
    except SQLAlchemyError:
        return False
    return True
