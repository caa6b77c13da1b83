"""Plain words about a request that was sent, or for a person, whatever intent they were taken for."""

from __future__ import annotations

import re
from functools import lru_cache

from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations.said_before import ASKED, IN_REQUEST
from core.settings import load_settings
from earlyhelp.filling import read_address
from earlyhelp.references import References, find_reference, load_references, names_something
from earlyhelp.replies import Replies, load_replies
from language import corrections, request_wishes, wishes

START, ANSWERING = "action_start_request", "action_request_answer"
STATUS, WITHDRAW, TAKE_BACK = "action_request_status", "action_withdraw_consent", "action_take_back_request"
CHANGE, ABOUT = "action_change_request", "action_about_request"
ACTIONS = frozenset({START, STATUS, WITHDRAW, TAKE_BACK, CHANGE, ABOUT})
"""What may be done after these words, after which it listens."""

_ABOUT_ONE = ACTIONS | {
    ANSWERING, "action_request_choose", "action_request_copy", "action_submit_request",
    "action_erase_request",
}  # fmt: skip
"""After these a request is what was just spoken of."""
_PART = '"answer": "part:'
_BARE, _QUESTION = 4, 8
"""Most words where a number or a reference is all that is said, and of a question in an answer's place."""
_WRITTEN = re.compile(r"\b[A-Za-z]{4} ?- ?\d{4}\b|\b[A-Z]{4} ?\d{4}\b")
_OF_ONE = re.compile(r"\b(?:code|reference|ref|request|called)\b", re.IGNORECASE)
_GOES_BACK, _CORRECTS, _TO_A_PERSON = "withdraw_consent", "correct_earlier", "speak_to_human"
_GOING, _STATUS = "going", "ask_request_status"


def about_request(tracker: DialogueStateTracker, said: UserUttered, in_between: bool) -> str | None:
    """The action for these words; None where they are about nothing of the kind.

    `in_between` where they are for sure something that has its own answer at any time. While it is asked
    whether the person is safe, nothing here speaks.
    """
    text, references = said.text or "", _references()
    asked, intent = tracker.get_slot(ASKED), said.intent_name
    if asked == "safe_now":
        return None
    if asked == IN_REQUEST and tracker.get_slot("looking"):
        found = names_something(text, references) or request_wishes.lost(text)
        return ANSWERING if found else None
    if _names_reference(text):
        return WITHDRAW if intent == _GOES_BACK or wishes.takes_back(text) else STATUS
    waits = asked == IN_REQUEST
    last = _last_action(tracker, said)
    told = waits and len(text.split()) > _QUESTION and not text.rstrip().endswith("?")
    reply = _replies().asked(text, about_it=waits or last in _ABOUT_ONE)
    if reply is not None and not told and _has_any(tracker):
        return None if reply.key == _GOING and intent == _STATUS and in_between else ABOUT
    if waits:
        return None
    if _is_sent(tracker):
        action = _about_sent(tracker, said, last, in_between)
        if action is not None:
            return action
    has_own_answer = (said.parse_data or {}).get("needs") or intent == _TO_A_PERSON
    return START if request_wishes.wants_contact(text) and not has_own_answer else None


def _about_sent(tracker: DialogueStateTracker, said: UserUttered, last: str, in_between: bool) -> str | None:
    """What is wanted of a request that was sent from here, or opened here."""
    text, change = said.text or "", tracker.get_slot("changing") or {}
    if last == CHANGE and change.get("waits") and not in_between:
        return CHANGE
    if _shows_parts(tracker) and not in_between:
        return TAKE_BACK
    if request_wishes.keeps_back(text) and _replies().item_named(text):
        return WITHDRAW
    if wishes.takes_back(text) and last in _ABOUT_ONE:
        return WITHDRAW
    if _gives_address(tracker, said, in_between):
        return CHANGE
    corrects = request_wishes.changes(text) or said.intent_name == _CORRECTS
    names_one = _replies().item_named(text) or "request" in text.lower()
    if (request_wishes.changes(text) and names_one) or (corrects and last in _ABOUT_ONE):
        return CHANGE
    return START if request_wishes.wants_someone_else(text) and last in _ABOUT_ONE else None


def _gives_address(tracker: DialogueStateTracker, said: UserUttered, in_between: bool) -> bool:
    """Whether a number or an e-mail address is given to be reached by, and nothing else is wanted."""
    text = said.text or ""
    if in_between or tracker.get_slot(ASKED) is not None or read_address(text) is None:
        return False
    theirs = corrections.gives_own_address(text) or request_wishes.changes(text)
    return theirs or len(text.split()) <= _BARE


def _names_reference(text: str) -> bool:
    """Whether a reference stands in the words as one: `park 2019` in a story is a year."""
    if find_reference(text, _references()) is None:
        return False
    return bool(_WRITTEN.search(text) or _OF_ONE.search(text)) or len(text.split()) <= _BARE


def _has_any(tracker: DialogueStateTracker) -> bool:
    """Whether a request is being filled in, was begun, was sent from here, or was opened here."""
    draft = tracker.get_slot("request") or {}
    return tracker.get_slot(ASKED) == IN_REQUEST or bool(draft.get("begun")) or _is_sent(tracker)


def _is_sent(tracker: DialogueStateTracker) -> bool:
    return bool((tracker.get_slot("request") or {}).get("sent") or tracker.get_slot("opened"))


def _last_action(tracker: DialogueStateTracker, said: UserUttered) -> str:
    """What was done before these words."""
    before = reversed([event for event in tracker.events if event is not said])
    done = (event.action_name for event in before if isinstance(event, ActionExecuted))
    return next((name for name in done if name and name != "action_listen"), "")


def _shows_parts(tracker: DialogueStateTracker) -> bool:
    """Whether the last that was said offers single items to take back."""
    last = next((event for event in reversed(tracker.events) if isinstance(event, BotUttered)), None)
    buttons = ((last.data or {}).get("buttons") or []) if last is not None else []
    return sum(_PART in each.get("payload", "") for each in buttons) > 0


@lru_cache(maxsize=1)
def _references() -> References:
    return load_references(load_settings().data / "earlyhelp")


@lru_cache(maxsize=1)
def _replies() -> Replies:
    return load_replies(load_settings().data / "earlyhelp")
