"""A small, strict OpenID Connect provider on loopback, which a test can make dishonest or careless."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "open door & co", "a secret: with / and % in it"


def new_key() -> RSAPrivateKey:
    """A key to sign with."""
    return generate_private_key(public_exponent=65_537, key_size=2048)


@cache
def usual_key() -> RSAPrivateKey:
    """The key of every provider, for making one takes long."""
    return new_key()


@dataclass
class Provider:
    """Knows one client and one person; refuses whatever the standard does not allow.

    `claims` are put over those of an honest token, where None takes one away; `sign` makes the token.
    """

    clock: Callable[[], datetime]
    answer_to: str = ""
    email: str = "pat@example.org"
    claims: dict[str, Any] = field(default_factory=dict)
    discovery: dict[str, Any] = field(default_factory=dict)
    key: RSAPrivateKey = field(default_factory=usual_key)
    kid: str = "key-1"
    sign: Callable[[Provider, dict[str, Any]], str] | None = None
    silent: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/tenant/.well-known/openid-configuration", self._discovery)
        app.router.add_post("/tenant/token", self._token)
        app.router.add_get("/tenant/keys", self._keys)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.issuer = f"http://127.0.0.1:{self._runner.addresses[0][1]}/tenant"

    async def stop(self) -> None:
        await self._runner.cleanup()

    def authorise(self, query: dict[str, str]) -> str:
        """The person signs in and agrees: the query with which their browser goes back."""
        assert query["response_type"] == "code" and set(query["scope"].split()) == {"openid", "email"}
        assert query["client_id"] == CLIENT and query["redirect_uri"] == self.answer_to
        assert query["code_challenge_method"] == "S256" and len(query["code_challenge"]) == 43
        assert len(query["state"]) >= 32 and len(query["nonce"]) >= 32
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        return urlencode({"code": code, "state": query["state"], "iss": self.issuer})

    async def _discovery(self, request: web.Request) -> web.Response:
        return self._say(
            "discovery",
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorise?tenant=1",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                **self.discovery,
            },
        )

    async def _keys(self, request: web.Request) -> web.Response:
        public = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return self._say("keys", {"keys": [{**public, "kid": self.kid, "use": "sig", "alg": "RS256"}]})

    async def _token(self, request: web.Request) -> web.Response:
        form = dict(await request.post())
        asked = self.codes.pop(str(form.get("code")), None)
        if asked is None or not self._is_client(request, form):
            return web.json_response({"error": "invalid_grant"}, status=400)
        digest = hashlib.sha256(str(form["code_verifier"]).encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != asked["code_challenge"]:
            return web.json_response({"error": "invalid_grant"}, status=400)
        if form["grant_type"] != "authorization_code" or form["redirect_uri"] != asked["redirect_uri"]:
            return web.json_response({"error": "invalid_request"}, status=400)
        now = int(self.clock().timestamp())
        claims = {
            "iss": self.issuer,
            "sub": "person-1",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "email": self.email,
            "email_verified": True,
            **self.claims,
        }
        kept = {name: value for name, value in claims.items() if value is not None}
        token = (self.sign or honest)(self, kept)
        return self._say("token", {"access_token": "x", "token_type": "Bearer", "id_token": token})

    def _is_client(self, request: web.Request, form: dict[str, Any]) -> bool:
        if "client_secret_post" in self.discovery.get("token_endpoint_auth_methods_supported", ()):
            return (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
        wanted = urlencode({CLIENT: SECRET}).replace("+", "%20").replace("=", ":", 1)
        given = request.headers.get("Authorization", "").removeprefix("Basic ")
        return "client_secret" not in form and base64.b64decode(given).decode() == wanted

    def _say(self, what: str, answer: dict[str, Any]) -> web.Response:
        self.asked.append(what)
        if self.silent == what:
            return web.Response(status=502)
        return web.json_response(answer)


def honest(provider: Provider, claims: dict[str, Any]) -> str:
    """A token as it should be."""
    return jwt.encode(claims, provider.key, "RS256", headers={"kid": provider.kid})
