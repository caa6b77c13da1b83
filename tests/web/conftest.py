"""A front door on loopback with a fresh database and a stand-in assistant, and a visitor who talks to it."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import structlog
import structlog.testing
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import text

from core.database import open_database
from core.migrating import migrate
from core.settings import Settings, load_settings
from directory.importing import import_feed
from directory.places import Places, load_places
from directory.search import Search, open_search
from tests.web.fake_bot import FakeBot
from web.app import build_app

SECRET = "a secret for tests only, forty letters."

Visiting = Callable[..., Awaitable["Visitor"]]


@dataclass
class Visitor:
    """A browser without JavaScript, and a program with a cookie jar."""

    client: TestClient[Any, Any]
    bot: FakeBot

    async def send(self, message: str, **more: Any) -> dict[str, Any]:
        """Sends a message as JSON; gives the answer with its status."""
        return await self.post({"message": message, **more})

    async def press(self, token: str, **more: Any) -> dict[str, Any]:
        """Presses a button as JSON."""
        return await self.post({"button": token, **more})

    async def post(self, body: Any, **more: Any) -> dict[str, Any]:
        """Sends any JSON body."""
        response = await self.client.post("/api/chat", json=body, **more)
        return {"status": response.status, **(await response.json())}

    async def look(self, path: str = "/chat", **more: Any) -> str:
        """Opens a page."""
        return await (await self.client.get(path, **more)).text()

    async def submit(self, path: str = "/chat", **fields: str) -> ClientResponse:
        """Fills in the form of a page and sends it."""
        page = await self.look(path if path != "/chat" else "/chat")
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
        return await self.client.post(path, data={**hidden, **fields}, allow_redirects=False)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.found.append(data)


def words_of(page: str) -> str:
    """What a page says, without its markup."""
    parser = _Words()
    parser.feed(page)
    return " ".join(" ".join(parser.found).split())


@pytest.fixture(autouse=True)
def logs() -> Iterator[list[dict[str, Any]]]:
    """What is logged during a test; no logger keeps the streams of an earlier test."""
    structlog.reset_defaults()
    with structlog.testing.capture_logs() as lines:
        yield lines
    structlog.reset_defaults()


@dataclass(frozen=True)
class Directory:
    """The sample directory in a database to be copied, and the search over it."""

    database: Path
    places: Places
    search: Search


@pytest.fixture(scope="session")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Directory:
    """The sample services and the national helplines, imported once.

    What the search learns is kept in the project's own home, so that it is learnt once and not in every run.
    """
    settings = replace(load_settings(), home=tmp_path_factory.mktemp("directory"), secret_key=SECRET)
    migrate(settings.database)
    sessions, places = open_database(settings.database), load_places(settings)

    def locate(postcode: str) -> tuple[float, float] | None:
        place = places.postcode(postcode)
        return (place.latitude, place.longitude) if place else None

    for file in ("services.json", "national-helplines.json"):
        document = (settings.data / "sample" / file).read_bytes()
        import_feed(sessions, document, file, locate=locate, sample=file == "services.json")
    with sessions() as db:
        db.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    search = open_search(sessions, load_settings(), places)
    search.refresh()
    return Directory(settings.home / "opendoor.db", places, search)


@pytest.fixture
def settings(tmp_path: Path, directory: Directory) -> Settings:
    """Settings with a home of their own and limits that a test can outrun."""
    shutil.copy(directory.database, tmp_path / "opendoor.db")
    return replace(
        load_settings(),
        home=tmp_path,
        secret_key=SECRET,
        bot_timeout=0.5,
        messages_a_minute=1000,
        requests_a_minute=5000,
    )


@pytest.fixture
async def bot() -> AsyncIterator[FakeBot]:
    """A stand-in assistant that listens."""
    fake = FakeBot(SECRET)
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture
async def visiting(settings: Settings, bot: FakeBot, directory: Directory) -> AsyncIterator[Visiting]:
    """Opens a front door with changed settings, and gives a visitor to it."""
    clients: list[TestClient[Any, Any]] = []

    async def open_door(**changes: Any) -> Visitor:
        changed = replace(settings, bot_port=bot.port, actions_port=bot.port, **changes)
        app = build_app(changed, places=directory.places, search_=directory.search)
        client = TestClient(TestServer(app))
        await client.start_server()
        clients.append(client)
        return Visitor(client, bot)

    yield open_door
    for client in clients:
        await client.close()


@pytest.fixture
async def visitor(visiting: Visiting) -> Visitor:
    """Someone who opens the website."""
    return await visiting()
