"""While a request is filled in, typed words answer it, unless they plainly ask for something else."""

from __future__ import annotations

from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction, confidence_scores_for
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations.said_before import ASKED, IN_REQUEST
from bot.policies.about_requests import ACTIONS, about_request
from bot.understanding.decision import DISCLOSURE
from earlyhelp.filling import filling_from
from language import corrections, wishes
from safeguarding import says_misheard

ANSWERING, GOING_ON, SAFE_NOW = "action_request_answer", "action_start_request", "action_answer_safe_now"
_LISTENS_AFTER = ACTIONS | {ANSWERING, GOING_ON, SAFE_NOW}
_REQUEST, _DISCLOSED = "request", "disclosed"
_IN_DANGER = frozenset({"harm", "immediate"})

IN_BETWEEN = frozenset(
    {
        "start_again", "repeat", "start_request", "speak_to_human", "ask_why", "ask_what_can_you_do", "greet",
        "thank", "goodbye", "ask_are_you_human", "ask_who_sees_this", "ask_what_is_early_help",
        "ask_will_my_children_be_taken", "ask_about_confronting", "ask_about_telling", "ask_request_status",
        "withdraw_consent", "young_carer_rights", "see_my_data", "delete_my_data",
    }
)  # fmt: skip
"""What is answered at once by its own rule, after which the open question comes back."""
_SMALL_TALK = frozenset({"greet", "thank", "goodbye"})
"""What a first name may sound like."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class RequestAnswers(Policy):
    """Gives typed words to the request that is open. A disclosure and a button go their own way, always."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`sure`: least confidence of something in between. The priority is above that of the rules."""
        return {"priority": 10, "sure": 0.75}

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
        in_between = intent in IN_BETWEEN and (last.intent.get("confidence") or 0.0) >= self.config["sure"]
        plain = _plainly_meant(tracker, text) or about_request(tracker, last, in_between)
        if plain is not None or tracker.get_slot(ASKED) != IN_REQUEST:
            return plain
        return None if in_between and not _plainly_answers(tracker, text, intent) else ANSWERING


def _plainly_answers(tracker: DialogueStateTracker, text: str, intent: str | None) -> bool:
    """Words that put right, send or stop, or are the name, yes or no that is asked for."""
    filling = filling_from(tracker.get_slot(_REQUEST))
    asked = filling.open_question if filling is not None and filling.begun else ""
    says = (
        corrections.says_wrong, corrections.gave_wrong, corrections.asks_to_change, corrections.denied_ages,
        corrections.gives_own_address, wishes.sends, wishes.stops, wishes.not_understood,
        *((wishes.says_yes, wishes.says_no) if asked == "message" else ()),
        *((wishes.could_be_a_name,) if asked == "name" and intent in _SMALL_TALK else ()),
    )  # fmt: skip
    return any(said(text) for said in says)


def _plainly_meant(tracker: DialogueStateTracker, text: str) -> str | None:
    """What plain words ask for whatever they were taken for: that danger was misheard, or to go on."""
    asks_safe, draft = tracker.get_slot(ASKED) == "safe_now", tracker.get_slot(_REQUEST) or {}
    begun = bool(draft.get("begun")) and not draft.get("sent")
    level = (tracker.get_slot(_DISCLOSED) or {}).get("level")
    if says_misheard(text) and (asks_safe or (begun and level in _IN_DANGER)):
        return SAFE_NOW if asks_safe else ANSWERING
    goes_on = wishes.names_request(text) if asks_safe else wishes.goes_on(text)
    return GOING_ON if begun and goes_on else None
