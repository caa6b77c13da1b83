"""Single sign-on: what is asked of an OpenID Connect provider, and what of its answer is believed.

https://openid.net/specs/openid-connect-core-1_0.html: authorisation code with PKCE (RFC 7636), state, nonce.
No network here: `web.staff.single_sign_on` fetches what this module reads.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import jwt
from sqlalchemy.orm import Session

from core import audit
from core.settings import Settings, is_safe_address
from staff.accounts import find_account
from staff.errors import NoAccountError, ProviderError
from staff.keys import StaffKeys
from staff.sessions import begin_session

DISCOVERY = "/.well-known/openid-configuration"

_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures with a key pair: the secret that we share with the provider signs nothing."""

_SKEW = timedelta(minutes=2)
_OLDEST = timedelta(minutes=15)
"""How far the provider's clock may be from ours, and how old an answer may be, whatever it says itself."""


@dataclass(frozen=True)
class Provider:
    """Whom the settings name, and who we are to them. `answer_to` is where the browser comes back."""

    issuer: str
    client_id: str
    client_secret: str
    answer_to: str


@dataclass(frozen=True)
class Endpoints:
    """Where the provider is asked what; `in_body` if it takes our secret in the form and not in a header."""

    authorise: str
    token: str
    keys: str
    in_body: bool


@dataclass(frozen=True)
class Asking:
    """What one browser's answer must fit; kept sealed in that browser alone."""

    state: str
    nonce: str
    verifier: str


def provider_of(settings: Settings) -> Provider | None:
    """The provider of these settings, if they name one."""
    if not settings.oidc_issuer:
        return None
    answer_to = f"{settings.site}/desk/single-sign-on/answer"
    return Provider(settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret, answer_to)


def fresh_asking() -> Asking:
    """Three random values that nobody can guess."""
    return Asking(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))


def read_discovery(provider: Provider, document: Mapping[str, Any]) -> Endpoints:
    """Where the provider says that it is asked; raises ProviderError unless it is the one that we know."""
    if document.get("issuer") != provider.issuer:
        raise ProviderError("another issuer")

    def address(name: str) -> str:
        found = document.get(name)
        if not isinstance(found, str) or not is_safe_address(found):
            raise ProviderError("an endpoint that is not https")
        return found

    ways = document.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    in_body = "client_secret_basic" not in ways and "client_secret_post" in ways
    return Endpoints(
        address("authorization_endpoint"), address("token_endpoint"), address("jwks_uri"), in_body
    )


def asking_address(provider: Provider, endpoints: Endpoints, asking: Asking) -> str:
    """Where the browser is sent to sign in."""
    digest = hashlib.sha256(asking.verifier.encode()).digest()
    query = {
        "response_type": "code",
        "scope": "openid email",
        "client_id": provider.client_id,
        "redirect_uri": provider.answer_to,
        "state": asking.state,
        "nonce": asking.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    joint = "&" if urlsplit(endpoints.authorise).query else "?"
    return f"{endpoints.authorise}{joint}{urlencode(query)}"


def read_answer(provider: Provider, asking: Asking, answer: Mapping[str, str]) -> str:
    """The code in what the browser brought back; raises ProviderError."""
    if not hmac.compare_digest(asking.state.encode(), answer.get("state", "").encode()):
        raise ProviderError("another state")
    if answer.get("iss", provider.issuer) != provider.issuer:
        raise ProviderError("another issuer")
    if "error" in answer or not answer.get("code"):
        raise ProviderError("no code")
    return answer["code"]


def token_request(
    provider: Provider, endpoints: Endpoints, asking: Asking, code: str
) -> tuple[dict[str, str], dict[str, str]]:
    """The form and the headers with which a code is exchanged."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": provider.answer_to,
        "code_verifier": asking.verifier,
    }
    if endpoints.in_body:
        return {**form, "client_id": provider.client_id, "client_secret": provider.client_secret}, {}
    known_by = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
    return form, {"Authorization": f"Basic {base64.b64encode(known_by.encode()).decode()}"}


def verified_email(
    provider: Provider, asking: Asking, token: object, keys: Mapping[str, Any], now: datetime
) -> str:
    """The address that the provider has verified of whoever signed in; raises ProviderError."""
    claims = _signed_claims(provider, token, keys)
    moments = [claims.get(each) for each in ("iat", "exp")]
    if not all(isinstance(each, int | float) and not isinstance(each, bool) for each in moments):
        raise ProviderError("no times")
    begun, ends = (float(each) for each in moments if each is not None)
    at, skew = now.timestamp(), _SKEW.total_seconds()
    if ends <= at - skew or begun > at + skew or begun < at - _OLDEST.total_seconds():
        raise ProviderError("too old, or not yet")
    nonce = claims.get("nonce")
    if not isinstance(nonce, str) or not hmac.compare_digest(nonce.encode(), asking.nonce.encode()):
        raise ProviderError("another nonce")
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else provider.client_id) != provider.client_id:
        raise ProviderError("for another")
    email = claims.get("email")
    if claims.get("email_verified") is not True or not isinstance(email, str) or not email.isascii():
        raise ProviderError("no verified address")
    return email


def enter_by_email(session: Session, keys: StaffKeys, email: str, now: datetime) -> str:
    """Signs in whom the provider vouched for; gives the cookie's value. Raises NoAccountError."""
    account = find_account(session, keys, email)
    if account is None or account.removed_at is not None:
        raise NoAccountError("Nobody with this address can sign in.")
    cookie = begin_session(session, keys, account.id, now)
    audit.append(session, account.id, "staff/signed_in", account.id, "single sign-on", now=now)
    return cookie


def _signed_claims(provider: Provider, token: object, keys: Mapping[str, Any]) -> dict[str, Any]:
    """What is in a token that the provider signed for us; its times are judged by our own clock, later."""
    try:
        if not isinstance(token, str):
            raise ProviderError("no token")
        name = jwt.get_unverified_header(token).get("kid")
        known = [each for each in jwt.PyJWKSet.from_dict(dict(keys)).keys if each.public_key_use != "enc"]
        fitting = [each for each in known if each.key_id == name] if name is not None else known
        if len(fitting) != 1:
            raise ProviderError("no key")
        return jwt.decode(
            token,
            fitting[0],
            algorithms=_ALGORITHMS,
            audience=provider.client_id,
            issuer=provider.issuer,
            options={
                "require": ["iss", "sub", "aud", "exp", "iat", "nonce"],
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
            },
        )
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ProviderError(type(error).__name__) from None
