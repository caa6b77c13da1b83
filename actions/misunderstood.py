"""When a message was not understood: try once more, then offer the likeliest readings and a person."""

from __future__ import annotations

from itertools import takewhile

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import ASKED, heard, kept_enquiry
from actions.showing import COMMON_NEEDS, Buttons, button, go_on, need_buttons

OUT_OF_SCOPE = "out_of_scope"
MISSES = frozenset({OUT_OF_SCOPE, "nlu_fallback"})
READINGS = 3
WORTH_OFFERING, WORTH_ASKING = 0.1, 0.2
"""Least confidence of a need that is offered after a second miss, and of one that is asked about at once;
below it the commonest needs guess better."""


class Misunderstood(Answer):
    """Words that mean nothing to us, or nothing that we can help with.

    The first time it says so in a way that helps; the second time it gives buttons and a way to a person.
    """

    def name(self) -> str:
        return "action_misunderstood"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        message, enquiry = heard(tracker), kept_enquiry(tracker)
        if message.needs or message.spot:
            return await go_on(dispatcher, enquiry.hear(message), message.needs)
        readings = readings_of(tracker, WORTH_ASKING)
        if misses_in_a_row(tracker) > 1:
            dispatcher.utter_message(response="utter_likeliest_readings", buttons=likeliest(tracker))
        elif tracker.get_slot(ASKED) == "place":
            dispatcher.utter_message(response="utter_place_unknown")
        elif tracker.get_intent_of_latest_message() == OUT_OF_SCOPE:
            dispatcher.utter_message(response="utter_out_of_scope")
        elif readings:
            else_ = button("Something else", "look_for_something_else")
            dispatcher.utter_message(response="utter_is_it_this", buttons=[*need_buttons(readings), else_])
        else:
            dispatcher.utter_message(response="utter_say_it_again")
        return []


def misses_in_a_row(tracker: Tracker) -> int:
    """How many messages up to the latest were not understood, one after the other."""
    said = (event["parse_data"] for event in reversed(tracker.events) if event.get("event") == "user")
    return sum(1 for _ in takewhile(lambda data: data["intent"]["name"] in MISSES, said))


def readings_of(tracker: Tracker, least: float) -> tuple[str, ...]:
    """The needs that the latest message may hold, the likeliest first."""
    likely = tracker.latest_message.get("likeliest_needs") or ()
    return tuple(each["need"] for each in likely if each["confidence"] >= least)[:READINGS]


def likeliest(tracker: Tracker) -> Buttons:
    """The three likeliest needs as buttons, then a way to a person."""
    guessed = readings_of(tracker, WORTH_OFFERING)
    return [
        *need_buttons(tuple(dict.fromkeys([*guessed, *COMMON_NEEDS]))[:READINGS]),
        button("Talk to a person", "speak_to_human"),
        button("Start again", "start_again"),
    ]
