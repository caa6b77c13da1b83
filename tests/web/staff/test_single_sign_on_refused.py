"""Single sign-on: tokens and answers that say, or come from, anything else let nobody in."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import parse_qsl

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.web.conftest import words_of
from tests.web.staff.organisation import ANSWER, ASK, Organisation, there
from tests.web.staff.provider import CLIENT, SECRET, Provider, honest, new_key
from web.staff.single_sign_on import COOKIE

__all__ = ["there"]


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
