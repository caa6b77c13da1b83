"""What the trained assistant understands of a message, without a server."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.conversations.said_before import forget_said_before
from bot.errors import BotError
from bot.messages import as_words
from bot.quiet import start_quiet_logging, without_telemetry
from bot.serving import newest_model
from core.settings import Settings


class Reader:
    """The newest trained model, loaded once."""

    def __init__(self, settings: Settings) -> None:
        """Raises BotError if there is no model, or none that can be read."""
        without_telemetry()
        start_quiet_logging("understand", "ERROR")
        from rasa.core.agent import Agent

        model = newest_model(settings)
        self._agent = Agent()
        try:
            self._agent.load_model(model)
        except Exception as error:
            raise BotError(
                f"The trained model cannot be read ({type(error).__name__}): run `opendoor train --force`."
            ) from None

    def parse(self, text: str) -> dict[str, Any]:
        """What Rasa's `/model/parse` gives for words that somebody typed, heard by themselves."""
        from rasa.core.channels.channel import UserMessage

        forget_said_before()
        parsed: dict[str, Any] = asyncio.run(self._agent.processor.parse_message(UserMessage(as_words(text))))
        return parsed

    def understand(self, text: str) -> dict[str, Any]:
        """Intent, needs, place, age, who and risk, with null for what was not told."""
        parsed = self.parse(text)
        place = parsed.get("place")
        risk = parsed["risk"]
        return {
            "text": text,
            "intent": {key: parsed["intent"][key] for key in ("name", "confidence")},
            "needs": parsed.get("needs") or [],
            "place": {"name": place["name"], "postcode": place["postcode"]} if place else None,
            "age": parsed.get("age"),
            "who": parsed.get("who"),
            "risk": {"level": risk["level"], "kinds": risk["kinds"]},
        }
