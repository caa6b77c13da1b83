"""Finding help: what is wrong, where, and the services that fit."""

from __future__ import annotations

import re

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events, is_concern
from actions.hearing import ASKED, anywhere, heard, keep, kept_enquiry, pressed
from actions.help_requests.beginning import StartRequest
from actions.help_requests.keeping import begun_request
from actions.help_requests.telling import CLIENT
from actions.parts import parts
from actions.plans.asking import ask_plan_again
from actions.plans.keeping import under_way
from actions.safety import AnswerSafeNow
from actions.showing import THE_LIST, go_on, offer_person, show
from actions.worries import way_in_words
from directory.enquiry import Enquiry, Heard
from language import request_wishes

TONIGHT = re.compile(
    r"\b(?:to ?night|nowhere to (?:sleep|go|stay)|on the streets?|in (?:the|my|our) car|homeless)\b",
    re.IGNORECASE,
)
"""Words of somebody who may have no bed this night."""


class FindSupport(Answer):
    """Someone says what is wrong, perhaps with where they live."""

    def name(self) -> str:
        return "action_find_support"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        message, before, asked = heard(tracker), kept_enquiry(tracker), tracker.get_slot(ASKED)
        if asked == "safe_now" and (not message.needs or is_concern(tracker)):
            return await AnswerSafeNow().answer(dispatcher, tracker)
        if asked == "safe_now":
            dispatcher.utter_message(response="utter_if_not_safe")
        if "housing" in message.needs and TONIGHT.search(message.text):
            dispatcher.utter_message(response="utter_nowhere_tonight")
        if asked == "place" and message.spot:
            return await go_on(dispatcher, before.hear_answer(message))
        if request_wishes.wants_contact(message.text):
            offer_person(dispatcher)
        if message.who == CLIENT and before.who != CLIENT:
            dispatcher.utter_message(text=await way_in_words(tracker))
        asked_again = asked == "need" and not message.needs
        enquiry = before.hear_words(message) if asked_again else before.hear(message)
        return await go_on(dispatcher, enquiry, message.needs)


class Inform(Answer):
    """Someone only tells where they live, how old the person is, or who it is for."""

    def name(self) -> str:
        return "action_inform"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        message, before = heard(tracker), kept_enquiry(tracker)
        if tracker.get_slot(ASKED) == "place" and message.spot is None and not (message.age or message.who):
            dispatcher.utter_message(response="utter_place_unknown")
            return keep(before, asked="place")
        if tracker.get_slot(ASKED) == "place" and message.spot:
            return await go_on(dispatcher, before.hear_answer(message))
        return await go_on(dispatcher, before.hear(message), message.needs)


class ChooseNeed(Answer):
    """Someone presses the button of a need."""

    def name(self) -> str:
        return "action_choose_need"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        need = pressed(tracker, "need")
        if need is None or need not in parts().needs:
            return await go_on(dispatcher, kept_enquiry(tracker))
        return await go_on(dispatcher, kept_enquiry(tracker).turn_to(need), (need,))


class HelpAnywhere(Answer):
    """Someone would rather not say where they live, or wants help by phone and online."""

    def name(self) -> str:
        return "action_help_anywhere"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        wishes = tuple(filter(None, [pressed(tracker, "filter")]))
        return await go_on(dispatcher, kept_enquiry(tracker).hear(Heard(spot=anywhere(), filters=wishes)))


class ShowMore(Answer):
    """The next three services of the same search."""

    def name(self) -> str:
        return "action_show_more"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        enquiry = kept_enquiry(tracker)
        if enquiry.next_step != "show":
            return await go_on(dispatcher, enquiry)
        return await show(dispatcher, enquiry.page_on())


class CarryOn(Answer):
    """Back to where the person was before: a request goes before the talk, and that before a search."""

    def name(self) -> str:
        return "action_carry_on"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if pressed(tracker, "answer") != THE_LIST and begun_request(tracker) is not None:
            return await StartRequest().answer(dispatcher, tracker)
        if pressed(tracker, "answer") != THE_LIST and under_way(tracker):
            return await ask_plan_again(dispatcher, tracker)
        return await go_on(dispatcher, kept_enquiry(tracker))


class LookForSomethingElse(Answer):
    """Another need; where the person lives is not asked again."""

    def name(self) -> str:
        return "action_look_for_something_else"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        before = kept_enquiry(tracker)
        fresh = Enquiry(spot=before.spot, answered=before.answered, needs=before.needs).remembering(before)
        return await go_on(dispatcher, fresh)
