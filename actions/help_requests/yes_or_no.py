"""A typed yes or no to the buttons that were just shown: nothing is sent by it, and nothing taken back."""

from __future__ import annotations

import json
from itertools import takewhile
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Events
from actions.hearing import ASKED, keep, typed
from actions.help_requests.beginning import ANOTHER, StartRequest, begin
from actions.help_requests.copies import SHOW_COPY, SHOW_NOTE, show_or_not
from actions.help_requests.keeping import begun_request
from actions.help_requests.shown import SHOWN_ALL
from actions.parts import help_desk
from actions.showing import Buttons
from language import wishes

_COPY, _CARRY_ON, _START = "request_copy", "carry_on", "start_request"
_FOR_SURE = frozenset({"take_back_request", "erase_request", "change_request"})
"""What only a button does, and no typed word."""
_SHOWS = frozenset({SHOW_NOTE, SHOW_COPY})


async def answer_yes(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events | None:
    """What a yes does where a question about a request was just asked; None where none was."""
    desk, buttons = help_desk(), last_buttons(tracker)
    if desk is None:
        return None
    for intent, held in map(held_by, buttons):
        if intent == _COPY and held.get("answer") in _SHOWS:
            return await show_or_not(dispatcher, tracker, desk, held["answer"], held.get("request", ""))
        if (intent in _FOR_SURE and held.get("answer") == "yes") or held.get("answer") == SHOWN_ALL:
            dispatcher.utter_message(text=desk.questions.say("press"), buttons=buttons)
            return keep(asked=tracker.get_slot(ASKED))
        if intent == _CARRY_ON and not held and begun_request(tracker):
            return await StartRequest().answer(dispatcher, tracker)
        if intent == _START and held.get("answer") == ANOTHER:
            return await begin(dispatcher, tracker)
    return None


async def answer_no(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events | None:
    """The same for a no, which shows nothing and changes nothing."""
    desk, text = help_desk(), typed(tracker.latest_message.get("text"))
    if desk is None:
        return None
    for intent, held in map(held_by, last_buttons(tracker)):
        is_refusal = intent == _COPY and held.get("answer", "").startswith("no_")
        if is_refusal and not wishes.takes_back(text):
            return await show_or_not(dispatcher, tracker, desk, held["answer"], held.get("request", ""))
        if intent in _FOR_SURE and held.get("answer") == "no":
            dispatcher.utter_message(text=desk.questions.say("kept_it"))
            return keep(asked=tracker.get_slot(ASKED))
    return None


def last_buttons(tracker: Tracker) -> Buttons:
    """The buttons of the last thing that was said before the latest message."""
    backwards = iter(reversed(tracker.events))
    for event in backwards:
        if event.get("event") == "user":
            break
    since = takewhile(lambda event: event.get("event") != "user", backwards)
    said: dict[str, Any] = next((event for event in since if event.get("event") == "bot"), {})
    return (said.get("data") or {}).get("buttons") or []


def held_by(pressed: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The intent of a button, and what it holds."""
    intent, brace, held = pressed.get("payload", "").removeprefix("/").partition("{")
    return intent, json.loads(brace + held) if brace else {}
