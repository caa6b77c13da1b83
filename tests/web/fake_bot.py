"""A small, strict stand-in for the assistant: the front door's contract over real HTTP on loopback."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from core.encryption import derive_token

Answer = dict[str, Any]


def reply(text: str, *buttons: tuple[str, str], cards: list[Answer] | None = None, **more: Any) -> Answer:
    """One message as the assistant sends it; buttons are pairs of label and payload."""
    shown: Answer = {
        "text": text,
        "buttons": [{"label": each, "payload": payload} for each, payload in buttons],
    }
    return {**shown, "cards": cards or [], **more}


@dataclass
class FakeBot:
    """Answers by what it was told to; remembers what it was asked; checks the token and every field."""

    secret: str
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    seconds: float = 0.0
    broken: str = ""
    refuses_to_erase: bool = False
    port: int = 0
    _runner: web.AppRunner | None = None

    async def start(self, port: int = 0) -> None:
        """Listens on a free port of loopback, or the one given."""
        app = web.Application()
        app.router.add_post("/webhooks/front_door/message", self._message)
        app.router.add_get("/webhooks/front_door/health", self._health)
        app.router.add_get("/health", self._health)
        app.router.add_delete("/webhooks/front_door/conversations/{id}", self._erase)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Dies."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _message(self, request: web.Request) -> web.Response:
        if not self._trusts(request):
            return web.json_response({"error": "Unknown caller."}, status=401)
        body = await request.json()
        wanted = {"conversation_id", "channel", "message_id"}
        if set(body) not in (wanted | {"text"}, wanted | {"payload"}) or body["channel"] != "web":
            return web.json_response({"error": "Fields are wrong."}, status=422)
        self.asked.append(body)
        await asyncio.sleep(self.seconds)
        if self.broken:
            return web.Response(body=self.broken.encode(), content_type="application/json")
        said = body.get("payload") or body["text"]
        return web.json_response({"messages": self.answers.get(said) or [reply(f"I heard: {said}")]})

    async def _health(self, request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def _erase(self, request: web.Request) -> web.Response:
        if not self._trusts(request):
            return web.json_response({"error": "Unknown caller."}, status=401)
        if self.refuses_to_erase:
            return web.json_response({"error": "Not now."}, status=503)
        self.erased.append(request.match_info["id"])
        return web.json_response({})

    def _trusts(self, request: web.Request) -> bool:
        return request.headers.get("Authorization") == f"Bearer {derive_token(self.secret, 'front-door')}"
