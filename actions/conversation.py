"""Moving about in the conversation: the welcome, back, again, yes and no."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.asking import ask_again
from actions.hearing import ASKED, anywhere, keep, kept_enquiry
from actions.help_requests.asking import ask_request_again
from actions.help_requests.keeping import open_request
from actions.help_requests.looking import ask_to_take_back
from actions.help_requests.yes_or_no import answer_no, answer_yes
from actions.showing import COMMON_NEEDS, go_on, need_buttons
from directory.enquiry import Heard

LEFT_AS_IT_IS = frozenset({"service", "refinement", "correction"})
WANT_WORDS = LEFT_AS_IT_IS | {"place"}
"""Questions that a yes cannot answer."""


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
        back = await ask_to_take_back(dispatcher, tracker)
        if back is not None:
            return back
        before = kept_enquiry(tracker).back()
        if before is None:
            dispatcher.utter_message(response="utter_nothing_to_go_back_to")
            return keep(asked=tracker.get_slot(ASKED))
        dispatcher.utter_message(response="utter_going_back")
        return await go_on(dispatcher, before)


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
    """A yes where no yes-or-no question is open: the open question again, or the search goes on."""

    def name(self) -> str:
        return "action_go_on"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        enquiry, answered = kept_enquiry(tracker), await answer_yes(dispatcher, tracker)
        if answered is not None:
            return answered
        if open_request(tracker) is not None:
            return await ask_request_again(dispatcher, tracker)
        if tracker.get_slot(ASKED) in WANT_WORDS:
            return await ask_again(dispatcher, tracker)
        if enquiry.waiting:
            return await go_on(dispatcher, enquiry.turn_to(enquiry.waiting[0]), enquiry.waiting[:1])
        dispatcher.utter_message(response="utter_what_now")
        return keep(asked="need")


class LeaveIt(Answer):
    """A no where no yes-or-no question is open, or someone who would rather not answer: nobody is pressed."""

    def name(self) -> str:
        return "action_leave_it"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        asked = tracker.get_slot(ASKED)
        for answer in (answer_no, ask_to_take_back):
            answered = await answer(dispatcher, tracker)
            if answered is not None:
                return answered
        if asked == "place":
            dispatcher.utter_message(response="utter_need_not_say_where")
            return await go_on(dispatcher, kept_enquiry(tracker).hear(Heard(spot=anywhere())))
        declines = tracker.get_intent_of_latest_message() == "decline_answer"
        if asked in LEFT_AS_IT_IS or (declines and asked is None and kept_enquiry(tracker).shown):
            dispatcher.utter_message(response="utter_left_as_it_is")
            return keep()
        if declines:
            dispatcher.utter_message(response="utter_need_not_say", buttons=need_buttons(COMMON_NEEDS))
        else:
            dispatcher.utter_message(response="utter_what_now")
        return keep(asked="need")


class Stop(Answer):
    """Stops what is going on: an open question is let go; with none open, it says how to leave."""

    def name(self) -> str:
        return "action_stop"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        back = await ask_to_take_back(dispatcher, tracker)
        if back is not None:
            return back
        letting_go = tracker.get_slot(ASKED) in WANT_WORDS
        dispatcher.utter_message(response="utter_let_go" if letting_go else "utter_stopped")
        return keep()


def _last_answer(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the assistant said between the last two messages of the person."""
    backwards = iter(reversed(events))
    for event in backwards:
        if event.get("event") == "user":
            break
    before = takewhile(lambda event: event.get("event") != "user", backwards)
    return [event for event in before if event.get("event") == "bot"][::-1]
