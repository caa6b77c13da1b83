"""The safeguarding check, before anything else is understood."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.conversations.said_before import take_said_before
from bot.understanding.reading import MessageReader
from core.settings import Settings
from safeguarding import Disclosure, check, hear_answer, load_danger_hearing

RISK = "risk"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class SafeguardingCheck(MessageReader):
    """Sets `risk`: level, kinds, speaker and said age of a disclosure. `named` is False where the chief kind
    is only a guess, `concern` True where the message only may disclose something."""

    def __init__(self, config: dict[str, Any], settings: Settings) -> None:
        super().__init__(config, settings)
        self._hearing = load_danger_hearing(settings)

    def read(self, message: Message, text: str) -> None:
        """Reads the message, alone and after the last turns, by the signs and by the trained hearing."""
        before = take_said_before()
        if before.answers_a_question:
            heard = hear_answer(
                self._hearing, text, before.said, before.about_reaching, in_talk=before.in_talk
            )
        else:
            heard = self._hearing.check(text, before.said)
        message.set(RISK, _as_json(heard), add_to_output=True)

    def give_up(self, message: Message) -> None:
        """Where the trained hearing failed the signs still count, and the least is a concern, never none."""
        by_signs = check(message.get(TEXT) or "")
        message.set(RISK, _as_json(by_signs or Disclosure("harm", named=False)), add_to_output=True)


def _as_json(heard: Disclosure) -> dict[str, Any]:
    return {
        "level": heard.level,
        "kinds": list(heard.kinds),
        "named": heard.named,
        "speaker": heard.speaker,
        "age": heard.age,
        "concern": heard.concern,
    }
