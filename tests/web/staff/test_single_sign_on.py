"""Single sign-on: whom the organisation vouches for gets in under the same rules, and nothing else does."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
from aiohttp import ClientResponse
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import func, select

from core.audit import AuditEntry
from staff.accounts import remove_account
from staff.links import TRIES_PER_CLIENT
from staff.models import StaffSession
from tests.web.conftest import words_of
from tests.web.staff.conftest import Desk, Hands, Member, Opening
from tests.web.staff.provider import CLIENT, SECRET, Provider, honest, new_key
from web.staff.single_sign_on import COOKIE
from web.staff.visits import STAFF_COOKIE

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


async def test_who_is_vouched_for_gets_the_same_session_as_by_link(there: Organisation) -> None:
    member = await there.desk.visit()
    assert "Sign in with your organisation" in await member.look("/desk/sign-in")
    answer = await there.sign_in(member)
    assert (answer.status, answer.headers["Location"]) == (303, "/desk")
    cookie = answer.cookies[STAFF_COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/desk"
    assert answer.cookies[COOKIE].value == ""
    assert "No request waits for you." in await member.look("/desk")
    there.desk.hands.move(minutes=there.desk.door.settings.staff_idle_minutes)
    assert (await member.get("/desk")).status == 303
    with there.desk.door.sessions() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)).one()
    assert (last.what, last.why) == ("staff/signed_in", "single sign-on")


async def test_it_leads_to_the_request_that_was_asked_for_and_nowhere_else(there: Organisation) -> None:
    sent, member = there.desk.send(), await there.desk.visit()
    assert (
        f'href="{ASK}?to={sent.reference}"'
        in await (await member.get(f"/desk/sign-in?to={sent.reference}")).text()
    )
    answer = await there.sign_in(member, f"{ASK}?to={sent.reference}")
    assert answer.headers["Location"] == f"/desk/{sent.reference}"
    answer = await there.sign_in(member, f"{ASK}?to=//evil.example")
    assert answer.headers["Location"] == "/desk"


async def test_an_address_is_compared_as_links_compare_it(there: Organisation) -> None:
    there.provider.email = "Pat@Example.ORG"
    assert (await there.sign_in(await there.desk.visit())).status == 303


async def test_a_provider_that_wants_our_secret_in_the_form_gets_it_there(there: Organisation) -> None:
    there.provider.discovery = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert (await there.sign_in(await there.desk.visit())).status == 303


@pytest.mark.parametrize("email", ["nobody@example.org", "gone@example.org"])
async def test_who_has_no_account_or_was_removed_stays_outside(there: Organisation, email: str) -> None:
    keys, now = there.desk.parts.staff_keys, there.desk.hands()
    there.desk.add("gone@example.org", "admin")
    there.desk.do(lambda session, _: remove_account(session, keys, "gone@example.org", now))
    there.provider.email = email
    answer = await there.sign_in(await there.desk.visit())
    assert answer.status == 403 and "no account here" in words_of(await answer.text())
    assert there.sessions() == 0


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "true"},
        {"email": None},
        {"email": ["pat@example.org"]},
        {"email": "pat@example.org\u200b"},
        {"nonce": "another"},
        {"nonce": None},
        {"nonce": 7},
        {"aud": "another client"},
        {"aud": None},
        {"aud": [CLIENT, "another client"]},
        {"azp": "another client"},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"sub": None},
        {"exp": 1},
        {"exp": None},
        {"exp": "tomorrow"},
        {"iat": 1},
        {"iat": 4_000_000_000},
        {"iat": True},
        {"iat": None},
    ],
    ids=str,
)
async def test_a_token_that_says_anything_else_lets_nobody_in(
    there: Organisation, claims: dict[str, Any]
) -> None:
    there.provider.claims = claims
    answer = await there.sign_in(await there.desk.visit())
    assert answer.status == 403 and "did not work" in words_of(await answer.text())
    assert there.sessions() == 0


async def test_several_audiences_are_taken_where_we_are_the_one_it_was_made_for(there: Organisation) -> None:
    there.provider.claims = {"aud": [CLIENT, "another client"], "azp": CLIENT}
    assert (await there.sign_in(await there.desk.visit())).status == 303


def _by_another_key(provider: Provider, claims: dict[str, Any]) -> str:
    return jwt.encode(claims, new_key(), "RS256", headers={"kid": provider.kid})


def _unsigned(provider: Provider, claims: dict[str, Any]) -> str:
    return jwt.encode(claims, None, "none", headers={"kid": provider.kid})  # type: ignore[arg-type]


def _by_our_secret(provider: Provider, claims: dict[str, Any]) -> str:
    return jwt.encode(claims, SECRET * 2, "HS256", headers={"kid": provider.kid})


def _by_the_public_key(provider: Provider, claims: dict[str, Any]) -> str:
    """HS256 with the public key for a secret, by hand: no library would make one."""
    pem = provider.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head = {"alg": "HS256", "typ": "JWT", "kid": provider.kid}
    signed = b".".join(urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (head, claims))
    signature = urlsafe_b64encode(hmac.digest(pem, signed, "sha256")).rstrip(b"=")
    return b".".join((signed, signature)).decode()


def _by_an_unknown_key(provider: Provider, claims: dict[str, Any]) -> str:
    return jwt.encode(claims, provider.key, "RS256", headers={"kid": "key-2"})


def _cut_short(provider: Provider, claims: dict[str, Any]) -> str:
    return honest(provider, claims).rpartition(".")[0]


def _no_text(provider: Provider, claims: dict[str, Any]) -> Any:
    return {"claims": claims}


@pytest.mark.parametrize(
    "sign",
    [
        _by_another_key,
        _unsigned,
        _by_our_secret,
        _by_the_public_key,
        _by_an_unknown_key,
        _cut_short,
        _no_text,
    ],
)
async def test_a_token_that_the_provider_did_not_sign_lets_nobody_in(there: Organisation, sign: Any) -> None:
    there.provider.sign = sign
    assert (await there.sign_in(await there.desk.visit())).status == 403
    assert there.sessions() == 0


async def test_an_answer_belongs_to_the_browser_that_asked_and_to_its_last_question(
    there: Organisation,
) -> None:
    member, other = await there.desk.visit(), await there.desk.visit()
    answer = there.provider.authorise(await there.ask(member))
    assert (await other.get(f"{ANSWER}?{answer}")).status == 403
    await there.ask(other)
    assert (await other.get(f"{ANSWER}?{answer}")).status == 403
    assert "token" not in there.provider.asked
    await there.ask(member)
    assert (await member.get(f"{ANSWER}?{answer}")).status == 403
    assert there.sessions() == 0


async def test_an_answer_works_once(there: Organisation) -> None:
    member = await there.desk.visit()
    answer = there.provider.authorise(await there.ask(member))
    kept = member.client.session.cookie_jar.filter_cookies(member.client.make_url(ANSWER))[COOKIE].value
    assert (await member.get(f"{ANSWER}?{answer}")).status == 303
    assert (await member.get(f"{ANSWER}?{answer}")).status == 403
    again = await there.desk.visit()
    assert (await again.get(f"{ANSWER}?{answer}", headers={"Cookie": f"{COOKIE}={kept}"})).status == 403
    assert there.sessions() == 1


async def test_an_answer_is_too_late_after_ten_minutes(there: Organisation) -> None:
    member = await there.desk.visit()
    answer = there.provider.authorise(await there.ask(member))
    there.desk.hands.move(minutes=10)
    assert (await member.get(f"{ANSWER}?{answer}")).status == 403
    assert "token" not in there.provider.asked


@pytest.mark.parametrize(
    "change", [{"state": "x"}, {"code": ""}, {"error": "access_denied"}, {"iss": "https://evil.example"}]
)
async def test_an_answer_that_does_not_fit_is_not_asked_about(
    there: Organisation, change: dict[str, str]
) -> None:
    member = await there.desk.visit()
    answer = dict(parse_qsl(there.provider.authorise(await there.ask(member)))) | change
    assert (await member.get(ANSWER, params=answer)).status == 403
    assert "token" not in there.provider.asked


@pytest.mark.parametrize("cookie", ["", "x", "AAAA", "é", "A" * 500])
async def test_a_made_up_cookie_is_nobodys(there: Organisation, cookie: str) -> None:
    member = await there.desk.visit()
    answer = await member.get(f"{ANSWER}?code=x&state=y", headers={"Cookie": f"{COOKIE}={cookie}"})
    assert answer.status == 403


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://evil.example"},
        {"authorization_endpoint": "http://evil.example/authorise"},
        {"token_endpoint": None},
        {"jwks_uri": "file:///etc/passwd"},
    ],
    ids=str,
)
async def test_a_provider_that_describes_another_is_not_asked(
    there: Organisation, discovery: dict[str, Any]
) -> None:
    there.provider.discovery = discovery
    assert (await (await there.desk.visit()).get(ASK)).status == 503


@pytest.mark.parametrize("silent", ["discovery", "token", "keys"])
async def test_a_provider_that_does_not_answer_is_told_and_links_still_work(
    there: Organisation, silent: str
) -> None:
    member = await there.desk.visit()
    answer = there.provider.authorise(await there.ask(member))
    there.provider.silent = silent
    shown = await member.get(f"{ANSWER}?{answer}")
    assert shown.status == 503 and "does not answer" in words_of(await shown.text())
    assert (await member.sign_in(PAT)).status == 303


async def test_one_client_cannot_try_for_ever(there: Organisation) -> None:
    member = await there.desk.visit()
    for _ in range(TRIES_PER_CLIENT):
        assert (await member.get(f"{ANSWER}?code=x&state=y")).status == 403
    assert (await member.get(f"{ANSWER}?code=x&state=y")).status == 429


async def test_without_a_provider_there_is_no_such_page(desk: Desk) -> None:
    member = await desk.visit()
    for path in (ASK, ANSWER):
        assert (await member.get(path)).status == 404
    assert "organisation" not in await member.look("/desk/sign-in")


async def test_neither_logs_nor_addresses_hold_who_signed_in(
    there: Organisation, logs: list[dict[str, Any]], caplog: pytest.LogCaptureFixture
) -> None:
    member = await there.desk.visit()
    asked = await there.ask(member)
    await member.get(f"{ANSWER}?{there.provider.authorise(asked)}")
    there.provider.email = "nobody@example.org"
    await there.sign_in(member)
    there.provider.claims = {"nonce": "x"}
    await there.sign_in(member)
    said = json.dumps(logs, default=str) + caplog.text
    for secret in (PAT, "nobody@", asked["state"], asked["nonce"], "code-0", SECRET):
        assert secret not in said
    assert SECRET not in str(asked) and "another nonce" in said
