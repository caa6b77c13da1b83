"""A desk with a clock that tests can move, and members of staff who sign in through their mail."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select

from core.audit import AuditEntry, verify
from core.mail import KeptMail, read_mailbox
from core.settings import Settings
from earlyhelp.requests import Submitted, submit
from staff.accounts import add_account
from tests.council_data import data_with_contacts
from tests.earlyhelp.conftest import MONDAY, a_draft
from tests.web.conftest import Directory, words_of
from tests.web.fake_bot import FakeBot
from web.app import build_app
from web.door import DESK, DOOR, Door
from web.door import Desk as Parts

LINK = re.compile(r"http\S+(/desk/enter/\S+)")
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
PRODUCTION: dict[str, Any] = {
    "environment": "production",
    "public_url": "https://help.somerset.test",
    "smtp_from": "Open Door <open-door@somerset.test>",
}
"""Settings with which production opens its desk, once it has a mail server."""


@dataclass
class Hands:
    """The time, as tests set it."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Lets time pass."""
        self.now += timedelta(**by)


@dataclass
class Member:
    """One browser of a member of staff."""

    desk: Desk
    client: TestClient[Any, Any]

    async def get(self, path: str, **more: Any) -> ClientResponse:
        return await self.client.get(path, allow_redirects=False, **more)

    async def look(self, path: str) -> str:
        """What a page says."""
        return words_of(await (await self.client.get(path)).text())

    async def press(self, page: str, action: str = "", **fields: str) -> ClientResponse:
        """Fills in a form of a page and sends it to `action`, or to the page itself."""
        shown = await (await self.client.get(page)).text()
        hidden = {name: value for name, value in HIDDEN.findall(shown) if value}
        return await self.client.post(action or page, data={**hidden, **fields}, allow_redirects=False)

    async def ask_for_link(self, email: str, path: str = "/desk/sign-in") -> ClientResponse:
        return await self.press(path, "/desk/sign-in", email=email)

    async def sign_in(self, email: str, path: str = "/desk/sign-in") -> ClientResponse:
        """Asks for a link, waits for the mail, opens it and presses the button."""
        self.desk.read |= {each.message_id for each in self.desk.mails(email)}
        await self.ask_for_link(email, path)
        return await self.press(await self.desk.link_for(email))


@dataclass
class Desk:
    """A running site, its clock and its mailbox."""

    app: web.Application
    hands: Hands
    server: TestServer
    clients: list[TestClient[Any, Any]] = field(default_factory=list)
    read: set[str] = field(default_factory=set)
    """Message-IDs of mails whose link was taken, or was there before a newer one was asked for."""

    @property
    def door(self) -> Door:
        return self.app[DOOR]

    @property
    def parts(self) -> Parts:
        return self.app[DESK]

    def do(self, work: Callable[..., Any], *given: Any, **more: Any) -> Any:
        """Calls `work(session, vault, *given)` and commits."""
        with self.door.sessions.begin() as session:
            return work(session, self.door.vault, *given, **more)

    def add(self, email: str, role: str, contact: str = "") -> str:
        """Lets someone sign in; gives the id of their account."""
        keys, contacts = self.parts.staff_keys, self.parts.office.contacts
        account: str = self.do(add_account, keys, email, role, contact, contacts, self.hands.now)
        return account

    def send(self, key: str = "press-1", **changes: Any) -> Submitted:
        """A family sends a request to Pat Ashdown."""
        sent: Submitted = self.do(submit, a_draft(**changes), key, self.hands.now, self.parts.office)
        return sent

    def mails(self, to: str) -> list[KeptMail]:
        """What came to an address, the newest first."""
        with self.door.sessions() as session:
            return [each for each in read_mailbox(session, self.door.vault, 500) if each.mail.to == to]

    async def delivered(self) -> None:
        """Waits until nothing of the outbox is due."""
        await self.app[DESK].rounds.go_round()

    async def link_for(self, email: str) -> str:
        """The path of the newest sign-in link that was not read yet, once it has come."""
        for _ in range(1500):
            for each in self.mails(email):
                if each.message_id not in self.read and (link := LINK.search(each.mail.text)):
                    self.read.add(each.message_id)
                    return link[1]
            await asyncio.sleep(0.02)
        raise AssertionError("No link came.")

    async def visit(self) -> Member:
        """A browser that is not signed in."""
        client = TestClient(self.server)
        await client.start_server()
        self.clients.append(client)
        return Member(self, client)

    async def member(self, email: str, role: str, contact: str = "") -> Member:
        """A browser that is signed in."""
        self.add(email, role, contact)
        member = await self.visit()
        answer = await member.sign_in(email)
        assert answer.status == 303, await answer.text()
        return member


def audited(desk: Desk) -> list[str]:
    """What was done with requests and as whom, in order; the chain is whole."""
    with desk.door.sessions() as session:
        assert verify(session).broken_at is None
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
    return [f"{each.what} {each.why}".strip() for each in entries if each.what.startswith("request/")]


async def signed_in_again(member: Member, email: str) -> None:
    """Signs in anew, once time has ended a session."""
    assert (await member.sign_in(email)).status == 303


Opening = Callable[..., Awaitable[Desk]]


@pytest.fixture
async def opening(settings: Settings, bot: FakeBot, directory: Directory) -> AsyncIterator[Opening]:
    """Opens a site with changed settings."""
    desks: list[Desk] = []

    async def open_desk(**changes: Any) -> Desk:
        changed = replace(settings, bot_port=bot.port, actions_port=bot.port, **changes)
        hands = Hands()
        app = build_app(changed, hands, places=directory.places, search_=directory.search)
        server = TestServer(app)
        desk = Desk(app, hands, server)
        await desk.visit()
        desks.append(desk)
        return desk

    yield open_desk
    for desk in desks:
        for client in desk.clients:
            await client.close()


@pytest.fixture
def own_data(settings: Settings, tmp_path: Path) -> Path:
    """The data folder of a council that replaced the sample's contacts."""
    folder = tmp_path / "data"
    folder.mkdir()
    for each in settings.data.iterdir():
        if each.name != "earlyhelp":
            (folder / each.name).symlink_to(each)
    (folder / "earlyhelp").mkdir()
    for each in (settings.data / "earlyhelp").iterdir():
        words = each.read_text().replace("sample: true", "sample: false")
        (folder / "earlyhelp" / each.name).write_text(words)
    return folder


Reopening = Callable[[dict[str, str]], Awaitable[Desk]]


@pytest.fixture
def reopening(opening: Opening, tmp_path: Path) -> Reopening:
    """Changes contacts.yml, as a council does, and opens the site anew on the same database."""

    async def change(changes: dict[str, str]) -> Desk:
        return await opening(data=data_with_contacts(tmp_path, changes))

    return change


@pytest.fixture
async def desk(opening: Opening) -> Desk:
    """A site in development."""
    return await opening()


@pytest.fixture
async def pat(desk: Desk) -> Member:
    """The contact who gets the requests of these tests."""
    return await desk.member("pat@example.org", "contact", "pat_ashdown")


@pytest.fixture
async def jo(desk: Desk) -> Member:
    """Another contact, the second in these tests."""
    return await desk.member("jo@example.org", "contact", "jo_lake")


@pytest.fixture
async def casey(desk: Desk) -> Member:
    """The manager."""
    return await desk.member("casey@example.org", "manager", "casey_holm")
