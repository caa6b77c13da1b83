"""The one place where the front door is put together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import partial

from aiohttp import ClientSession, web

import safeguarding
from core.clock import Clock, utc_now
from core.database import open_database
from core.encryption import open_vault
from core.settings import Settings, secret_of
from directory.advice import load_advice
from directory.places import Places, load_places
from directory.search import Search, open_search
from language.needs import load_needs
from web import api
from web.assets import Assets
from web.bodies import LARGEST_BODY
from web.bot_client import BotClient
from web.chat import Chat
from web.conversations import Conversations
from web.door import DOOR, LINES, Door, Lines
from web.housekeeping import Housekeeping
from web.identity import Minter
from web.limits import Limit
from web.pages import advice, chat, health, home, information, leaving, search, services
from web.protection import add_headers, keep_limits, tell_problems, write_access_line
from web.rendering import prepare_templates
from web.urgent import hear_danger


def build_app(
    settings: Settings, clock: Clock = utc_now, places: Places | None = None, search_: Search | None = None
) -> web.Application:
    """The front door, ready to be served; raises OpenDoorError if something it needs is missing or wrong.

    `places` and `search_` are opened unless they are given, for example to be shared.
    """
    safeguarding.load()
    app = web.Application(
        middlewares=[write_access_line, add_headers, tell_problems, keep_limits],
        client_max_size=LARGEST_BODY,
    )
    sessions = open_database(settings.database)
    assets = Assets()
    places = places or load_places(settings)
    app[DOOR] = Door(
        settings=settings,
        clock=clock,
        sessions=sessions,
        minter=Minter(secret_of(settings)),
        assets=assets,
        needs={need.key: need for need in load_needs(settings.data / "needs.yml")},
        articles=load_advice(settings.data / "advice"),
        places=places,
        search=search_ or open_search(sessions, settings, places, partial(hear_danger, settings=settings)),
        messages=Limit(settings.messages_a_minute),
        requests=Limit(settings.requests_a_minute),
    )
    prepare_templates(app, assets, settings.council)
    for part in (home, chat, search, services, advice, leaving, information, health, api):
        app.add_routes(part.routes)
    app.router.add_get("/assets/{name}", assets.serve)
    app.cleanup_ctx.append(_open_lines)
    return app


async def _open_lines(app: web.Application) -> AsyncIterator[None]:
    door = app[DOOR]
    bot = BotClient(door.settings)
    conversations = Conversations(door.sessions, open_vault(door.settings), door.clock)
    housekeeping = Housekeeping(conversations, bot, door.settings.retention_days)
    async with ClientSession(trust_env=False) as http:
        app[LINES] = Lines(http, bot, Chat(conversations, bot, door.settings), housekeeping)
        rounds = asyncio.create_task(housekeeping.run())
        yield
        rounds.cancel()
        with suppress(asyncio.CancelledError):
            await rounds
    await bot.close()
    door.sessions.kw["bind"].dispose()
