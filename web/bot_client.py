"""The way to the assistant: one HTTP request a turn over loopback, and never a wait without an end."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import msgspec
from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from core.encryption import derive_token
from core.settings import Settings, secret_of
from web.conversations import Turn
from web.errors import AssistantSilentError
from web.messages import Choice, MessageKind, Reply, read_card

_CHANNEL = "web"
_HEALTH_TIMEOUT = ClientTimeout(total=2)
_ERASE_TIMEOUT = ClientTimeout(total=5)
_LARGEST_ANSWER = 1_000_000
_AT_ONCE = 64


class _Button(msgspec.Struct):
    label: str
    payload: str
    beside: int = 0


class _Message(msgspec.Struct):
    text: str = ""
    kind: str = "text"
    buttons: list[_Button] = []
    cards: list[dict[str, Any]] = []


class _Answer(msgspec.Struct):
    messages: list[_Message]


class BotClient:
    """Speaks to the assistant's front-door channel."""

    def __init__(self, settings: Settings) -> None:
        self._address = f"http://127.0.0.1:{settings.bot_port}/webhooks/front_door"
        self._timeout = ClientTimeout(total=settings.bot_timeout, connect=min(2.0, settings.bot_timeout))
        self._http = ClientSession(
            connector=TCPConnector(limit=_AT_ONCE),
            headers={"Authorization": f"Bearer {derive_token(secret_of(settings), 'front-door')}"},
            trust_env=False,
        )

    async def ask(self, turn: Turn, staff: str = "") -> list[Reply]:
        """What the assistant answers to a turn; raises AssistantSilentError if it is slow or gone.

        `staff` is the account of whoever is signed in on the browser that sent it: from the session alone.
        """
        sent = {
            "conversation_id": turn.conversation_id,
            "channel": _CHANNEL,
            "message_id": turn.message_id,
            **({"staff": staff} if staff else {}),
        } | ({"text": turn.text} if turn.payload is None else {"payload": turn.payload})
        try:
            async with self._http.post(
                f"{self._address}/message", json=sent, timeout=self._timeout, allow_redirects=False
            ) as answer:
                if answer.status != HTTPStatus.OK:
                    raise AssistantSilentError(f"status {answer.status}")
                body = await answer.content.read(_LARGEST_ANSWER + 1)
                while len(body) <= _LARGEST_ANSWER and (more := await answer.content.readany()):
                    body += more
        except TimeoutError:
            raise AssistantSilentError("slow") from None
        except (ClientError, OSError):
            raise AssistantSilentError("unreachable") from None
        return _read(body)

    async def erase(self, conversation_id: str) -> bool:
        """Asks the assistant to forget a conversation; True when it has."""
        address = f"{self._address}/conversations/{conversation_id}"
        try:
            async with self._http.delete(address, timeout=_ERASE_TIMEOUT) as answer:
                return answer.status in {HTTPStatus.OK, HTTPStatus.NO_CONTENT, HTTPStatus.NOT_FOUND}
        except (TimeoutError, ClientError, OSError):
            return False

    async def is_well(self) -> bool:
        """True if the assistant says that it can answer."""
        return await answers(self._http, f"{self._address}/health")

    async def close(self) -> None:
        """Ends every connection."""
        await self._http.close()


async def answers(http: ClientSession, address: str) -> bool:
    """True if a process on loopback answers a health question within two seconds."""
    try:
        async with http.get(address, timeout=_HEALTH_TIMEOUT) as answer:
            return answer.status == HTTPStatus.OK
    except (TimeoutError, ClientError, OSError):
        return False


def _read(body: bytes) -> list[Reply]:
    if len(body) > _LARGEST_ANSWER:
        raise AssistantSilentError("answer too large")
    try:
        answer = msgspec.json.decode(body, type=_Answer)
        replies = [_reply(message) for message in answer.messages]
    except (msgspec.MsgspecError, RecursionError):
        raise AssistantSilentError("answer not understood") from None
    if not replies:
        raise AssistantSilentError("empty answer")
    return replies


def _reply(message: _Message) -> Reply:
    kind: MessageKind = "safety" if message.kind == "safety" else "text"
    choices = tuple(Choice(each.label, each.payload, each.beside) for each in message.buttons)
    return Reply(message.text, kind, choices, tuple(read_card(card) for card in message.cards))
