"""Moving about in the conversation: the welcome, back, again, yes and no."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import ASKED, keep, kept_enquiry
from actions.showing import go_on
from directory.enquiry import Enquiry


class ActionSessionStart(Answer):
    """The first words of every conversation: what this is, who reads it, what cannot stay secret."""

    def name(self) -> str:
        return "action_session_start"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        dispatcher.utter_message(response="utter_welcome")
        return [{"event": "session_started"}, {"event": "action", "name": "action_listen"}]


class GoBack(Answer):
    """One step back in the search."""

    def name(self) -> str:
        return "action_go_back"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        before = kept_enquiry(tracker).back()
        if before is None:
            dispatcher.utter_message(response="utter_nothing_to_go_back_to")
            return keep(asked=tracker.get_slot(ASKED))
        dispatcher.utter_message(response="utter_going_back")
        return await go_on(dispatcher, before)


class StartAgain(Answer):
    """Forgets the search and begins anew."""

    def name(self) -> str:
        return "action_start_again"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        dispatcher.utter_message(response="utter_started_again")
        return keep(Enquiry(), asked="need")


class Repeat(Answer):
    """Says the last answer once more, cards and buttons too."""

    def name(self) -> str:
        return "action_repeat"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        last = _last_answer(tracker.events)
        if not last:
            dispatcher.utter_message(response="utter_welcome")
        for event in last:
            said = {key: value for key, value in (event.get("data") or {}).items() if value}
            dispatcher.utter_message(
                text=event.get("text"), buttons=said.get("buttons"), json_message=said.get("custom")
            )
        return keep(asked=tracker.get_slot(ASKED))


class GoOn(Answer):
    """A yes or a thank you with nothing asked: the search goes on, or begins."""

    def name(self) -> str:
        return "action_go_on"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        enquiry = kept_enquiry(tracker)
        if enquiry.waiting:
            return await go_on(dispatcher, enquiry.turn_to(enquiry.waiting[0]), enquiry.waiting[:1])
        dispatcher.utter_message(response="utter_what_now")
        return keep(asked="need")


def _last_answer(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the assistant said between the last two messages of the person."""
    backwards = iter(reversed(events))
    for event in backwards:
        if event.get("event") == "user":
            break
    before = takewhile(lambda event: event.get("event") != "user", backwards)
    return [event for event in before if event.get("event") == "bot"][::-1]
