"""Changing a search: cheaper, closer, online, another age, not that one, a mistake put right."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.details import service_meant
from actions.hearing import heard, keep, kept_enquiry, pressed
from actions.showing import go_on
from directory.enquiry import Enquiry, Heard

WISHES = {
    "mornings": "mornings",
    "holidays": "school holidays",
    "not_a_group": "groups or one to one",
    "in_person": "meeting in person",
}
"""Wishes that are understood and that the directory cannot sort by."""


class RefineResults(Answer):
    """Someone says what would fit better."""

    def name(self) -> str:
        return "action_refine_results"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        message, before = heard(tracker), kept_enquiry(tracker)
        if before.next_step == "ask_need" and not message.needs:
            return await go_on(dispatcher, before.hear_words(message))
        if not (message.filters or message.age or message.spot or message.needs):
            dispatcher.utter_message(response="utter_ask_refinement")
            return keep(before, asked="refinement")
        if message.filters and before.need:
            message = replace(message, needs=())
        if not_known := [WISHES[each] for each in message.filters if each in WISHES]:
            dispatcher.utter_message(response="utter_cannot_filter_by", wish=" or ".join(not_known))
        return await go_on(dispatcher, _refined(before, message, tracker), message.needs)


class Narrow(Answer):
    """Someone presses a button such as `Only free help`."""

    def name(self) -> str:
        return "action_narrow"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        asked = Heard(filters=tuple(filter(None, [pressed(tracker, "filter")])))
        return await go_on(dispatcher, _refined(kept_enquiry(tracker), asked, tracker))


class CorrectEarlier(Answer):
    """Someone puts right what was said or misheard."""

    def name(self) -> str:
        return "action_correct_earlier"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        message, before = heard(tracker), kept_enquiry(tracker)
        if not (message.needs or message.spot or message.age or message.who):
            dispatcher.utter_message(response="utter_ask_correction")
            return keep(before, asked="correction")
        dispatcher.utter_message(response="utter_corrected")
        return await go_on(dispatcher, before.correct(message))


def _refined(before: Enquiry, message: Heard, tracker: Tracker) -> Enquiry:
    enquiry = before.remembering(before).hear(message)
    if "closer" in message.filters:
        return enquiry.closer(None)
    if "not_that_one" in message.filters:
        service = service_meant(tracker, before) or next(iter(before.shown), None)
        return enquiry.leave_out(service) if service else enquiry.page_on()
    return enquiry
