"""One turn of a chat: take the message down, ask the assistant, never leave the visitor waiting."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

import structlog

from core.settings import Settings
from web.bot_client import BotClient
from web.conversations import Conversations, Sent, Turn
from web.errors import AssistantSilentError, WebError
from web.identity import tag_of
from web.messages import Message, Reply
from web.urgent import safety_reply

log = structlog.get_logger()

_PICK_AGAIN = "Sorry, we can't answer just now. Please pick your button again, or write in the box."


class NotAnsweredError(WebError):
    """The assistant did not answer. `text` can be sent again; `messages` is what safety asks to be said."""

    status = 503
    sentence = AssistantSilentError.sentence

    def __init__(self, turn: Turn, messages: list[Message]) -> None:
        super().__init__(self.sentence if turn.payload is None else _PICK_AGAIN)
        self.text = turn.text if turn.payload is None else ""
        self.number = turn.number
        self.conversation = tag_of(turn.conversation_id)
        self.messages = messages


@dataclass(frozen=True)
class Answered:
    """The tag of the conversation, a message's number and the replies to it."""

    conversation: str
    number: int
    messages: list[Message]


@dataclass(frozen=True)
class Chat:
    """Turns of every conversation; those of one conversation wait for each other, others never do."""

    conversations: Conversations
    bot: BotClient
    settings: Settings
    _turns: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def say(self, cookie: str, sent: Sent) -> Answered:
        """The answer to a message; raises ButtonUsedError, or NotAnsweredError with the message kept."""
        async with self._one_at_a_time(cookie):
            turn = await asyncio.to_thread(self.conversations.begin, cookie, sent)
            if turn.done:
                kept = await asyncio.to_thread(self.conversations.answers_to, cookie, turn)
                return Answered(tag_of(turn.conversation_id), turn.number, kept)
            try:
                replies = await self.bot.ask(turn, sent.staff)
            except AssistantSilentError as silent:
                log.warning("assistant silent", error=silent.why)
                safety = await asyncio.to_thread(self._safety, turn)
                said = await asyncio.to_thread(self.conversations.fail, cookie, turn, safety)
                raise NotAnsweredError(turn, said) from None
            stored = await asyncio.to_thread(self.conversations.finish, cookie, turn, replies)
            return Answered(tag_of(turn.conversation_id), turn.number, stored)

    async def erase(self, cookie: str) -> None:
        """Forgets a chat here at once; the assistant is asked by the housekeeping."""
        await asyncio.to_thread(self.conversations.erase, cookie)

    def _safety(self, turn: Turn) -> Reply | None:
        if turn.payload is not None:
            return None
        return safety_reply(turn.text, self.conversations.clock(), self.settings)

    def _one_at_a_time(self, cookie: str) -> asyncio.Lock:
        return self._turns.setdefault(cookie, asyncio.Lock())
