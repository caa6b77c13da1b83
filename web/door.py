"""What every page and route works with, put together in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import ClientSession, web
from sqlalchemy.orm import Session, sessionmaker

from core.clock import Clock
from core.settings import Settings
from directory.advice import Article
from directory.places import Places
from directory.search import Search
from language.needs import Need
from web.assets import Assets
from web.bot_client import BotClient
from web.chat import Chat
from web.housekeeping import Housekeeping
from web.identity import Minter
from web.limits import Limit


@dataclass(frozen=True)
class Door:
    """The parts of the front door, made once."""

    settings: Settings
    clock: Clock
    sessions: sessionmaker[Session]
    minter: Minter
    assets: Assets
    needs: Mapping[str, Need]
    articles: Mapping[str, Article]
    places: Places
    search: Search
    messages: Limit
    requests: Limit


@dataclass(frozen=True)
class Lines:
    """The parts that need a running loop: made when the site starts, closed when it stops."""

    http: ClientSession
    bot: BotClient
    chat: Chat
    housekeeping: Housekeeping


DOOR = web.AppKey("door", Door)
LINES = web.AppKey("lines", Lines)
