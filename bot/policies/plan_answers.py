"""While somebody talks about their good day, typed words answer it, unless they ask for something else."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations.said_before import ASKED, IN_PLAN, IN_REQUEST
from bot.policies.request_answers import IN_BETWEEN
from bot.policies.typed_words import TypedWords
from core.settings import load_settings
from earlyhelp.references import References, find_reference, load_references
from language import asides, wishes

ANSWERING, JOINING, GOING_ON = "action_plan_answer", "action_join_plan", "action_start_blue_sky"
_NAMES_IT = re.compile(
    r"^\W*(?:(?:can|could|we|i|do|the|please|lets|let's|back|to|go|on|with|start)\W+)*"
    r"(?:blue[ -]?sky|good day (?:question|thing|talk))\b",
    re.IGNORECASE,
)
_OPEN = frozenset({IN_PLAN, IN_REQUEST, "safe_now"})
"""Questions whose answer is never taken for the name of a plan."""
_ANSWERED_HERE = frozenset({"greet", "thank", "withdraw_consent", "ask_request_status", "ask_who_sees_this"})
"""What an answer may sound like, a name or thanks; and who sees what, which the talk says itself."""
_SOUND_LIKE_ANSWERS = {
    "goodbye": asides.leaves,
    "start_request": asides.asks_for_a_person,
    "speak_to_human": asides.asks_for_a_person,
}
"""What an answer may also sound like, and how to know that it was meant."""
_PART = "part:"
"""What a step begins with at which words are wanted."""
_ABOUT = (wishes.stops, wishes.not_understood, asides.begins, asides.hurries, asides.asks_the_way_back)
"""What is said of the talk itself, whatever else it sounds like."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class PlanAnswers(TypedWords):
    """Gives typed words to the talk that is open, and the name of a plan to whoever lets people in."""

    listens_after = frozenset({ANSWERING, JOINING, GOING_ON})

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`sure`: least confidence of something in between. The priority is above that of the rules."""
        return {"priority": 9, "sure": 0.75}

    def action_for(self, tracker: DialogueStateTracker, said: UserUttered, text: str) -> str | None:
        """The answering action after words that are an answer, going on with the talk, or joining a plan."""
        asked = tracker.get_slot(ASKED)
        has_code = find_reference(text, _plan_names()) is not None or asides.has_code(text)
        if asked not in _OPEN and has_code:
            return JOINING
        if asked is None and _is_under_way(tracker) and wishes.goes_on(text):
            return GOING_ON
        if asked != IN_PLAN:
            return None
        if _NAMES_IT.search(text):
            return GOING_ON
        in_between = self.is_sure(said) and _comes_between(tracker, said.intent_name or "", text)
        return None if in_between and not _about_the_talk(text) else ANSWERING


def _comes_between(tracker: DialogueStateTracker, intent: str, text: str) -> bool:
    """Whether it has its own answer; `ask nan to ring` only sounds like asking for a person."""
    step = (tracker.get_slot(IN_PLAN) or {}).get("step") or ""
    if intent == "start_plan_review":
        return not step.startswith(_PART)
    if intent in _SOUND_LIKE_ANSWERS:
        return _SOUND_LIKE_ANSWERS[intent](text)
    return intent in IN_BETWEEN - _ANSWERED_HERE


def _about_the_talk(text: str) -> bool:
    return any(says(text) for says in _ABOUT)


def _is_under_way(tracker: DialogueStateTracker) -> bool:
    return (tracker.get_slot(IN_PLAN) or {}).get("step") not in {None, "", "done"}


@lru_cache(maxsize=1)
def _plan_names() -> References:
    return load_references(load_settings().data / "earlyhelp", "plan_words")
