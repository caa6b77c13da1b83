"""A site with a clock that tests can move, a family with a plan, and browsers at its page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import pytest
from aiohttp import ClientResponse
from sqlalchemy import select

from core.audit import AuditEntry, verify
from earlyhelp.plans import Mine, begin, mine, open_part, passcode_of, say, share
from earlyhelp.plans.document import PlanDocument, read_plan
from earlyhelp.plans.model import FamilyPlan
from language.scale import Score
from tests.earlyhelp.plans.conftest import FOUR, MUM, SON, TALK
from tests.web.conftest import words_of
from tests.web.staff.conftest import Desk, Member, desk, opening
from web.door import PLANS

__all__ = ["desk", "opening"]

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
KEPT_BACK = ("happy", "notice", "know", "strengths")
"""Parts that the mother keeps to herself."""


@dataclass
class Browser:
    """One browser at the page of a plan."""

    member: Member
    path: str

    async def look(self, part: str = "") -> str:
        """The markup of a page of the plan."""
        return await (await self.get(part)).text()

    async def reads(self, part: str = "") -> str:
        """What a page of the plan says."""
        return words_of(await self.look(part))

    async def get(self, part: str = "", **more: Any) -> ClientResponse:
        return await self.member.get(f"{self.path}{part}", **more)

    async def open(self, passcode: str, part: str = "") -> ClientResponse:
        """Says the passcode on a page of the plan."""
        return await self.send(part, to=self.path, passcode=passcode)

    async def send(self, part: str, to: str = "", **fields: str) -> ClientResponse:
        """Fills in the first form of a page and sends it to `to`, or to the page itself."""
        shown = await self.look(part)
        form = shown.partition("<form")[2].partition("</form>")[0]
        hidden = {name: unescape(value) for name, value in HIDDEN.findall(form)}
        address = to or f"{self.path}{part}"
        return await self.member.client.post(address, data={**hidden, **fields}, allow_redirects=False)

    async def press(self, part: str, **fields: str) -> ClientResponse:
        """Sends a form that stands on the plan itself."""
        return await self.send("", to=f"{self.path}{part}", **fields)

    async def saves(self, part: str, **fields: str) -> str:
        """Sends a form that is right; gives the plan as it then reads."""
        answer = await self.send(part, **fields)
        assert answer.status == 303, words_of(await answer.text())
        back = answer.headers["Location"]
        assert back.startswith(self.path) and "#" in back, back
        return words_of(await (await self.member.get(back.partition("#")[0])).text())

    async def fails(self, part: str, **fields: str) -> str:
        """Sends a form that is wrong; gives the markup of the page that says so."""
        answer = await self.send(part, **fields)
        assert answer.status == 422
        return await answer.text()


@dataclass
class Family:
    """A family with a plan, on a running site."""

    desk: Desk
    token: str
    passcode: str
    plan_id: str
    reference: str
    browsers: list[Browser] = field(default_factory=list)

    @property
    def path(self) -> str:
        return f"/plan/{self.token}"

    def do(self, function: Callable[..., Any], *given: Any, **more: Any) -> Any:
        """Calls `function(session, vault, *given)` and commits."""
        return self.desk.do(function, *given, **more)

    def document(self) -> PlanDocument:
        """The plan as its page shows it."""

        def read(session: Any, vault: Any) -> PlanDocument:
            return read_plan(session, vault, session.get_one(FamilyPlan, self.plan_id), self.desk.app[PLANS])

        found: PlanDocument = self.do(read)
        return found

    def audited(self) -> list[str]:
        """What was done with the plan, in order; the chain is whole."""
        with self.desk.door.sessions() as session:
            assert verify(session).broken_at is None
            entries = select(AuditEntry).where(AuditEntry.subject == self.plan_id).order_by(AuditEntry.number)
            return [each.what for each in session.scalars(entries)]

    async def browser(self, token: str = "") -> Browser:
        """A browser that has opened nothing."""
        return Browser(await self.desk.visit(), f"/plan/{token}" if token else self.path)

    async def opened(self) -> Browser:
        """A browser in which the plan is open."""
        browser = await self.browser()
        answer = await browser.open(self.passcode.lower())
        assert (answer.status, answer.headers["Location"]) == (303, self.path)
        return browser


def talk(desk: Desk, person: str = MUM, place: Score = FOUR, kept_back: tuple[str, ...] = KEPT_BACK) -> Mine:
    """Somebody talks about their good day, and shares all of it but some parts."""
    office, now = desk.app[PLANS], desk.hands()
    member: Mine = desk.do(begin, person, "adult", now, office)
    while (part := open_part(member, office.blue_sky)) is not None:
        member = desk.do(say, member, part, place if part.kind == "scale" else TALK[part.key], now)
    desk.do(share, member, {each.key: each.key not in kept_back for each in member.said}, now)
    again: Mine = desk.do(mine, person)
    return again


def family_of(desk: Desk, member: Mine) -> Family:
    """The family of this member."""
    token, passcode = desk.do(passcode_of, member.plan_id)
    return Family(desk, token, passcode, member.plan_id, member.reference)


@pytest.fixture
def bare(desk: Desk) -> Family:
    """A family that has begun a plan and put nothing into it."""
    return family_of(desk, desk.do(begin, SON, "teen", desk.hands(), desk.app[PLANS]))


@pytest.fixture
def family(desk: Desk) -> Family:
    """A family in which the mother has talked, and shares a part of it."""
    return family_of(desk, talk(desk))
