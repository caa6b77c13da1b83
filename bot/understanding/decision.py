"""The last word on the intent, when everything else has been heard."""

from __future__ import annotations

import unicodedata
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.understanding.details import AGE, PLACE, WHO
from bot.understanding.intents import FAMILIAR
from bot.understanding.needs import NEEDS
from bot.understanding.reading import MessageReader
from bot.understanding.safety import RISK
from language.answers import is_only_details

DISCLOSURE, FALLBACK, INFORM, FIND_SUPPORT = "disclosure", "nlu_fallback", "inform", "find_support"

WITH_DETAILS = {"deny": "correct_earlier", "affirm": INFORM, "more_results": INFORM}
"""What is meant when a place or an age comes with it: "no, Chard", "yes, he's nine", "what about Chard"."""
SMALL_TALK = frozenset(
    {"greet", "goodbye", "thank", "stop", "affirm", "deny", "feedback_good", "feedback_bad"}
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class IntentDecision(MessageReader):
    """Danger comes before any intent; words that mean nothing to us are never guessed at."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Least confidence of an intent (`sure`), and of one told by emoji alone (`sure_of_signs`).

        `familiar` is the least share of letters spelt like known words; `heard` the confidence of a need that
        makes a message one that looks for support; `certain` the least confidence of small talk, such as a
        goodbye, where a need was heard as well.
        """
        return {"sure": 0.3, "sure_of_signs": 0.5, "certain": 0.95, "familiar": 0.4, "heard": 0.5}

    def read(self, message: Message, text: str) -> None:
        """Keeps the intent that was ranked first unless a reason speaks against it."""
        intent = message.get(INTENT) or {"name": None, "confidence": 0.0}
        name, confidence = self._decide(message, text, intent)
        message.set(INTENT, {"name": name, "confidence": confidence}, add_to_output=True)
        if not message.get(INTENT_RANKING_KEY):
            message.set(INTENT_RANKING_KEY, [], add_to_output=True)

    def give_up(self, message: Message) -> None:
        """A message that cannot be decided is one that was not understood, unless danger was heard in it."""
        risk = message.get(RISK)
        name = DISCLOSURE if risk is None or risk["level"] != "none" else FALLBACK
        message.set(INTENT, {"name": name, "confidence": 0.0}, add_to_output=True)

    def _decide(self, message: Message, text: str, intent: dict[str, Any]) -> tuple[str, float]:
        name, confidence = intent["name"], intent["confidence"]
        risk = message.get(RISK)
        if risk is None or risk["level"] != "none":
            return DISCLOSURE, 1.0
        needs = message.get(NEEDS) or []
        told = any(message.get(each) is not None for each in (PLACE, AGE, WHO))
        if told and not needs and name != INFORM and is_only_details(text, message.get(PLACE)):
            return INFORM, confidence
        if (
            name is None
            or says_nothing(text)
            or (not told and message.get(FAMILIAR, 1.0) < self.config["familiar"])
        ):
            return FALLBACK, confidence
        if name in WITH_DETAILS and any(message.get(each) is not None for each in (PLACE, AGE)):
            return WITH_DETAILS[name], confidence
        least = self.config["sure" if any(map(str.isalnum, text)) else "sure_of_signs"]
        surest = needs[0]["confidence"] if needs else 0.0
        enough = self.config["certain"] if name in SMALL_TALK else least
        if surest >= self.config["heard"] and (name == INFORM or confidence < enough):
            return FIND_SUPPORT, surest
        if confidence < least:
            return (INFORM, confidence) if told else (FALLBACK, confidence)
        return name, confidence


def says_nothing(text: str) -> bool:
    """True if `text` has no letter, no number and no symbol such as an emoji: only marks, or nothing seen."""
    return not any(unicodedata.category(each)[0] in "LNS" for each in text)
