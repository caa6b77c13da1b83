"""The safeguarding check, before anything else is understood."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.conversations.said_before import said_before
from bot.understanding.reading import MessageReader
from core.settings import Settings
from safeguarding import load_danger_hearing

RISK = "risk"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class SafeguardingCheck(MessageReader):
    """Sets `risk`: level, kinds, speaker and said age of a disclosure; `concern` where it only may be one."""

    def __init__(self, config: dict[str, Any], settings: Settings) -> None:
        super().__init__(config, settings)
        self._hearing = load_danger_hearing(settings)

    def read(self, message: Message, text: str) -> None:
        """Reads the message, alone and after the last turns, by the signs and by the trained hearing."""
        heard = self._hearing.check(text, said_before())
        risk = {
            "level": heard.level,
            "kinds": list(heard.kinds),
            "speaker": heard.speaker,
            "age": heard.age,
            "concern": heard.level == "none" and self._hearing.is_concerning(text),
        }
        message.set(RISK, risk, add_to_output=True)

    def give_up(self, message: Message) -> None:
        """A failed check is a concern, never none."""
        message.set(
            RISK, {"level": "harm", "kinds": [], "speaker": "unknown", "age": None}, add_to_output=True
        )
