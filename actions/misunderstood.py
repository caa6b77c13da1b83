"""When a message was not understood: try once more, then offer the likeliest readings and a person."""

from __future__ import annotations

from itertools import takewhile

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import ASKED, heard, kept_enquiry
from actions.parts import parts
from actions.showing import COMMON_NEEDS, Buttons, button, go_on

OUT_OF_SCOPE = "out_of_scope"
MISSES = frozenset({OUT_OF_SCOPE, "nlu_fallback"})
READINGS = 3
WORTH_OFFERING = 0.1
"""Least confidence of a need that is offered as a reading; below it the commonest needs guess better."""


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
        if misses_in_a_row(tracker) > 1:
            dispatcher.utter_message(response="utter_likeliest_readings", buttons=likeliest(tracker))
        elif tracker.get_slot(ASKED) == "place":
            dispatcher.utter_message(response="utter_place_unknown")
        elif tracker.get_intent_of_latest_message() == OUT_OF_SCOPE:
            dispatcher.utter_message(response="utter_out_of_scope")
        else:
            dispatcher.utter_message(response="utter_say_it_again")
        return []


def misses_in_a_row(tracker: Tracker) -> int:
    """How many messages up to the latest were not understood, one after the other."""
    said = (event["parse_data"] for event in reversed(tracker.events) if event.get("event") == "user")
    return sum(1 for _ in takewhile(lambda data: data["intent"]["name"] in MISSES, said))


def likeliest(tracker: Tracker) -> Buttons:
    """The three likeliest needs as buttons, then a way to a person."""
    likely = tracker.latest_message.get("likeliest_needs") or ()
    guessed = [each["need"] for each in likely if each["confidence"] >= WORTH_OFFERING]
    needs = list(dict.fromkeys([*guessed, *COMMON_NEEDS]))[:READINGS]
    return [
        *(button(parts().needs[need].label, "choose_need", need=need) for need in needs),
        button("Talk to a person", "speak_to_human"),
        button("Start again", "start_again"),
    ]
