"""What happens without a visitor: old chats are forgotten, and erasures reach the assistant."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import structlog
from sqlalchemy.exc import SQLAlchemyError

from web.bot_client import BotClient
from web.conversations import Conversations

log = structlog.get_logger()

_SECONDS_BETWEEN = 60.0


@dataclass(frozen=True)
class Housekeeping:
    """Runs until it is cancelled; `wake` makes it look at once."""

    conversations: Conversations
    bot: BotClient
    retention_days: int
    _woken: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        """Something was erased: tell the assistant now rather than within the minute."""
        self._woken.set()

    async def run(self) -> None:
        """Forgets, waits, and forgets again."""
        while True:
            self._woken.clear()
            try:
                await self.tidy()
            except SQLAlchemyError as error:
                log.error("housekeeping failed", error=type(error).__name__)
            try:
                async with asyncio.timeout(_SECONDS_BETWEEN):
                    await self._woken.wait()
            except TimeoutError:
                continue

    async def tidy(self) -> None:
        """One round: what is too old goes, also from the files; the assistant hears of each erasure."""
        forgotten = await asyncio.to_thread(self.conversations.erase_older_than, self.retention_days)
        if forgotten:
            log.info("old chats forgotten", count=forgotten)
        await asyncio.to_thread(self.conversations.empty_log)
        for conversation_id in await asyncio.to_thread(self.conversations.awaiting_erasure):
            if not await self.bot.erase(conversation_id):
                return
            await asyncio.to_thread(self.conversations.erased, conversation_id)
