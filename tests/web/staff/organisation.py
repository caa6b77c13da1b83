"""A desk whose staff can also sign in with their organisation, and that organisation's provider."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import pytest
from aiohttp import ClientResponse
from sqlalchemy import func, select

from staff.models import StaffSession
from tests.web.staff.conftest import Desk, Hands, Member, Opening
from tests.web.staff.provider import CLIENT, SECRET, Provider

PAT = "pat@example.org"
ASK, ANSWER = "/desk/single-sign-on", "/desk/single-sign-on/answer"


@dataclass
class Organisation:
    """A desk, its provider, and the two ways of a browser between them."""

    desk: Desk
    provider: Provider

    async def ask(self, member: Member, path: str = ASK) -> dict[str, str]:
        """Goes to the provider; gives what it is asked."""
        sent = await member.get(path)
        assert sent.status == 303, await sent.text()
        address = urlsplit(sent.headers["Location"])
        assert f"{address.scheme}://{address.netloc}{address.path}" == f"{self.provider.issuer}/authorise"
        query = dict(parse_qsl(address.query))
        assert query.pop("tenant") == "1"
        return query

    async def sign_in(self, member: Member, path: str = ASK) -> ClientResponse:
        """Goes to the provider, signs in there, and comes back."""
        return await member.get(f"{ANSWER}?{self.provider.authorise(await self.ask(member, path))}")

    def sessions(self) -> int:
        """How many browsers are signed in."""
        return self.desk.do(lambda session, _: session.scalar(select(func.count(StaffSession.id)))) or 0


@pytest.fixture
async def there(opening: Opening) -> AsyncIterator[Organisation]:
    """A desk that knows Pat, and a provider that does too."""
    provider = Provider(Hands())
    await provider.start()
    desk = await opening(oidc_issuer=provider.issuer, oidc_client_id=CLIENT, oidc_client_secret=SECRET)
    provider.clock, provider.answer_to = desk.hands, f"{desk.door.settings.site}{ANSWER}"
    desk.add(PAT, "contact", "pat_ashdown")
    yield Organisation(desk, provider)
    await provider.stop()
