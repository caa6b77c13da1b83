"""The one way into the assistant: Open Door's own website, over loopback, with a token."""

from __future__ import annotations

import asyncio
import hmac
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

import structlog
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.conversations.guard import guarded_store
from bot.errors import RefusedMessageError
from bot.messages import AnswerInParts, Sent, check_payload, read_sent
from bot.quiet import start_quiet_logging, where
from core.encryption import derive_token
from core.settings import Settings, load_settings, secret_of

PURPOSE = "front-door"
LARGEST_BODY = 64_000
REMEMBERED_ANSWERS = 256
"""Turns whose answers are kept in memory, so that a message delivered twice is answered once."""
UNAVAILABLE = "The assistant cannot answer just now. Please try again in a moment."

FORGET_EVERY = 3600.0
"""Seconds between two looks for conversations whose time is over."""

Messages = list[dict[str, Any]]


class FrontDoorChannel(InputChannel):
    """Takes a turn, runs it whole, and answers with everything that was said, in order."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._authorization = f"Bearer {derive_token(secret_of(settings), PURPOSE)}".encode()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._answered: OrderedDict[tuple[str, str], Messages] = OrderedDict()
        self._running: set[asyncio.Task[Messages]] = set()

    @classmethod
    def name(cls) -> str:
        """Its part of the address."""
        return "front_door"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> FrontDoorChannel:
        """As Rasa makes it; the token comes from the secret, not from credentials.yml."""
        return cls(load_settings())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes: health, message, erase. Turns go to the agent itself, whose errors Rasa would hide."""
        routes = Blueprint("front_door")

        @routes.listener("after_server_start")
        async def begin(app: Sanic, _loop: Any) -> None:
            start_quiet_logging("bot", self._settings.log_level)
            app.add_task(_forget_in_time(app))

        @routes.get("/health")
        async def health(request: Request) -> HTTPResponse:
            return await self._answer(self._health(request.app.ctx.agent))

        @routes.post("/message")
        async def message(request: Request) -> HTTPResponse:
            return await self._answer(self._message(request))

        @routes.delete("/conversations/<conversation_id:str>")
        async def erase(request: Request, conversation_id: str) -> HTTPResponse:
            return await self._answer(self._erase(request, conversation_id))

        return routes

    async def _answer(self, work: Awaitable[dict[str, Any]]) -> HTTPResponse:
        try:
            return json(await work)
        except RefusedMessageError as error:
            return json({"error": str(error)}, status=error.status)
        except Exception as error:
            structlog.get_logger(process="bot").error(
                "turn failed", error=type(error).__name__, line=where(error)
            )
            return json({"error": UNAVAILABLE}, status=503)

    async def _health(self, agent: Agent | None) -> dict[str, Any]:
        await guarded_store(agent).check()
        if agent is None or not agent.is_ready():
            raise RefusedMessageError(503, UNAVAILABLE)
        return {"status": "ok"}

    async def _message(self, request: Request) -> dict[str, Any]:
        self._allow(request)
        if len(request.body) > LARGEST_BODY:
            raise RefusedMessageError(413, "The message is too long.")
        agent: Agent = request.app.ctx.agent
        guarded_store(agent)
        sent = read_sent(request.body, self._settings.message_characters)
        if sent.payload:
            check_payload(sent.payload, agent.domain.intents if agent.domain else [])
        turn = asyncio.create_task(self._turn(agent, sent))
        self._running.add(turn)
        turn.add_done_callback(self._running.discard)
        return {"messages": await asyncio.shield(turn)}

    async def _turn(self, agent: Agent, sent: Sent) -> Messages:
        """One turn at a time a conversation, carried to its end even if nobody waits for it any more."""
        lock = self._turns.setdefault(sent.conversation_id, asyncio.Lock())
        async with lock:
            key = (sent.conversation_id, sent.message_id)
            if key in self._answered:
                return self._answered[key]
            answer = AnswerInParts(sent.channel)
            await agent.handle_message(
                UserMessage(
                    sent.words,
                    answer,
                    sent.conversation_id,
                    input_channel=sent.channel,
                    message_id=sent.message_id,
                    metadata={"staff": sent.staff},
                )
            )
            if not answer.messages:
                raise RefusedMessageError(503, UNAVAILABLE)
            self._answered[key] = answer.safety_first
            if len(self._answered) > REMEMBERED_ANSWERS:
                self._answered.popitem(last=False)
            return answer.safety_first

    async def _erase(self, request: Request, conversation_id: str) -> dict[str, Any]:
        self._allow(request)
        store = guarded_store(request.app.ctx.agent)
        async with self._turns.setdefault(conversation_id, asyncio.Lock()):
            for key in [each for each in self._answered if each[0] == conversation_id]:
                del self._answered[key]
            return {"erased": await store.erase(conversation_id)}

    def _allow(self, request: Request) -> None:
        given = request.headers.get("authorization", "").encode()
        if not hmac.compare_digest(given, self._authorization):
            raise RefusedMessageError(401, "Only Open Door's website may speak to the assistant.")


async def _forget_in_time(app: Sanic) -> None:
    log = structlog.get_logger(process="bot")
    while True:
        try:
            forgotten = await guarded_store(app.ctx.agent).forget()
            log.info("conversations forgotten", count=forgotten)
        except Exception as error:
            log.error("forgetting failed", error=type(error).__name__, line=where(error))
        await asyncio.sleep(FORGET_EVERY)
