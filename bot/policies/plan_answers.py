"""While somebody talks about their good day, typed words answer it, unless they ask for something else."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction, confidence_scores_for
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations.said_before import ASKED, IN_PLAN
from bot.policies.request_answers import IN_BETWEEN
from bot.understanding.decision import DISCLOSURE
from core.settings import load_settings
from earlyhelp.references import References, find_reference, load_references
from language import wishes

ANSWERING, JOINING, GOING_ON = "action_plan_answer", "action_join_plan", "action_start_blue_sky"
_LISTENS_AFTER = frozenset({ANSWERING, JOINING, GOING_ON})
_NAMES_IT = re.compile(
    r"^\W*(?:(?:can|could|we|i|do|the|please|lets|let's|back|to|go|on|with|start)\W+)*"
    r"(?:blue[ -]?sky|good day (?:question|thing|talk))\b",
    re.IGNORECASE,
)
_SMALL_TALK = frozenset({"greet", "thank", "withdraw_consent", "ask_request_status"})
"""What an answer may sound like: a name, or somebody who is thanked."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class PlanAnswers(Policy):
    """Gives typed words to the talk that is open. A disclosure and a button go their own way, always."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`sure`: least confidence of something in between. The priority is above that of the rules."""
        return {"priority": 9, "sure": 0.75}

    def train(self, training_trackers: Any, domain: Domain, **kwargs: Any) -> Resource:
        """Nothing is learned: the rule is this file."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """The answering action after words that are an answer, listening after that action, or no opinion."""
        action = self._action(tracker)
        if action is None:
            return self._prediction(self._default_predictions(domain))
        return self._prediction(confidence_scores_for(action, 1.0, domain))

    def _action(self, tracker: DialogueStateTracker) -> str | None:
        last = next(
            (each for each in reversed(tracker.events) if isinstance(each, UserUttered | ActionExecuted)),
            None,
        )
        if isinstance(last, ActionExecuted):
            return ACTION_LISTEN_NAME if last.action_name in _LISTENS_AFTER else None
        text, intent = (last.text or "", last.intent_name) if last is not None else ("", None)
        if last is None or not text or text.startswith("/") or intent == DISCLOSURE:
            return None
        asked = tracker.get_slot(ASKED)
        if asked not in {IN_PLAN, "safe_now", "request"} and find_reference(text, _plan_names()) is not None:
            return JOINING
        if asked == IN_PLAN and _NAMES_IT.search(text):
            return GOING_ON
        if asked is None and _is_under_way(tracker) and wishes.goes_on(text):
            return GOING_ON
        if asked != IN_PLAN:
            return None
        sure = (last.intent.get("confidence") or 0.0) >= self.config["sure"]
        in_between = sure and intent in IN_BETWEEN - _SMALL_TALK
        plain = wishes.stops(text) or wishes.not_understood(text)
        return None if in_between and not plain else ANSWERING


def _is_under_way(tracker: DialogueStateTracker) -> bool:
    return (tracker.get_slot(IN_PLAN) or {}).get("step") not in {None, "", "done"}


@lru_cache(maxsize=1)
def _plan_names() -> References:
    return load_references(load_settings().data / "earlyhelp", "plan_words")
