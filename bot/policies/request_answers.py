"""While a request is filled in, typed words answer it, unless they plainly ask for something else."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations.said_before import ASKED, IN_REQUEST
from bot.policies.about_requests import ACTIONS, about_request
from bot.policies.typed_words import TypedWords
from earlyhelp.filling import filling_from
from language import corrections, wishes
from safeguarding import says_misheard

ANSWERING, GOING_ON, SAFE_NOW = "action_request_answer", "action_start_request", "action_answer_safe_now"
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
class RequestAnswers(TypedWords):
    """Gives typed words to the request that is open."""

    listens_after = ACTIONS | {ANSWERING, GOING_ON, SAFE_NOW}

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`sure`: least confidence of something in between. The priority is above that of the rules."""
        return {"priority": 10, "sure": 0.75}

    def action_for(self, tracker: DialogueStateTracker, said: UserUttered, text: str) -> str | None:
        """The answering action after words that are an answer, or what plain words ask for."""
        in_between = said.intent_name in IN_BETWEEN and self.is_sure(said)
        plain = _plainly_meant(tracker, text) or about_request(tracker, said, in_between)
        if plain is not None or tracker.get_slot(ASKED) != IN_REQUEST:
            return plain
        return None if in_between and not _plainly_answers(tracker, text, said.intent_name) else ANSWERING


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
