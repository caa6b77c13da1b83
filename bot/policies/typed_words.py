"""What policies for typed words share: a disclosure and a button go their own way, always."""

from __future__ import annotations

from typing import Any, ClassVar

from rasa.core.policies.policy import Policy, PolicyPrediction, confidence_scores_for
from rasa.engine.storage.resource import Resource
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.understanding.decision import DISCLOSURE


class TypedWords(Policy):
    """A policy that knows what some typed words do, and has no opinion on anything else."""

    listens_after: ClassVar[frozenset[str]]
    """The actions after which it waits for the next message."""

    def action_for(self, tracker: DialogueStateTracker, said: UserUttered, text: str) -> str | None:
        """The action for these words, which are neither a button nor a disclosure; None for no opinion."""
        raise NotImplementedError

    def is_sure(self, said: UserUttered) -> bool:
        """Whether the intent of these words is sure enough to come in between."""
        return bool((said.intent.get("confidence") or 0.0) >= self.config["sure"])

    def train(self, training_trackers: Any, domain: Domain, **kwargs: Any) -> Resource:
        """Nothing is learned: the rule is in code."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """The action for the latest words, listening after such an action, or no opinion."""
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
            return ACTION_LISTEN_NAME if last.action_name in self.listens_after else None
        text = (last.text or "") if last is not None else ""
        if last is None or not text or text.startswith("/") or last.intent_name == DISCLOSURE:
            return None
        return self.action_for(tracker, last, text)
