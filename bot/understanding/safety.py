"""The safeguarding check, before anything else is understood."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

import safeguarding
from bot.understanding.reading import MessageReader

RISK = "risk"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class SafeguardingCheck(MessageReader):
    """Sets `risk`: level, kinds and speaker of what a message discloses."""

    def read(self, message: Message, text: str) -> None:
        """Reads the message itself; Open Door's memory of earlier turns is the action's affair."""
        heard = safeguarding.check(text)
        risk = {"level": heard.level, "kinds": list(heard.kinds), "speaker": heard.speaker}
        message.set(RISK, risk, add_to_output=True)

    def give_up(self, message: Message) -> None:
        """A failed check is a concern, never none."""
        message.set(RISK, {"level": "harm", "kinds": [], "speaker": "unknown"}, add_to_output=True)
