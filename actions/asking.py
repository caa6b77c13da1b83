"""Asking the open question once more, so that nobody has to remember what was asked."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.details import shown_buttons
from actions.hearing import ASKED, keep, kept_enquiry
from actions.help_requests.asking import ask_request_again
from actions.help_requests.keeping import REQUEST
from actions.parts import plan_desk
from actions.plans.asking import ask_plan_again
from actions.plans.keeping import PLAN, member_of
from actions.professionals import find_colleague, guide
from actions.safety import SAFE_NOW
from actions.showing import COMMON_NEEDS, need_buttons, request_buttons

QUESTIONS = {
    "greet": "utter_greet",
    "thank": "utter_thank",
    "feedback_good": "utter_feedback_good",
    "feedback_bad": "utter_feedback_bad",
    "goodbye": "utter_goodbye",
    "ask_what_can_you_do": "utter_what_can_you_do",
    "ask_are_you_human": "utter_are_you_human",
    "ask_who_sees_this": "utter_who_sees_this",
    "ask_what_is_early_help": "utter_what_is_early_help",
    "ask_will_my_children_be_taken": "utter_will_my_children_be_taken",
    "ask_about_confronting": "utter_about_confronting",
    "ask_about_telling": "utter_about_telling",
    "ask_about_fault": "utter_about_fault",
    "young_carer_rights": "utter_young_carer_rights",
}
"""What may be said or asked at any time, and the answer."""

LOOKED_UP = {"find_professional": find_colleague, "ask_professional_guidance": guide}
"""What is looked up in the who's-who or the guidance."""

LEAVING = frozenset({"goodbye", "feedback_bad"})
"""What is not followed by the open question: nobody who leaves or is let down is asked once more."""

OFFERING = frozenset({"utter_what_can_you_do"})
"""Answers that offer to ask somebody to get in touch, where requests are taken."""

IN_BETWEEN = {"greet": "utter_hello", "thank": "utter_no_trouble", "feedback_good": "utter_no_trouble"}
"""Shorter answers while a question is open."""

WHY = {
    "place": "utter_why_place",
    "need": "utter_why_need",
    "safe_now": "utter_why_safe_now",
    "request": "utter_why_request",
    "plan": "utter_why_plan",
}
"""Why each question is asked."""


class AnswerQuestion(Answer):
    """Someone asks something in between: the answer, and then back to the open question."""

    def name(self) -> str:
        return "action_answer_question"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        intent, waits = tracker.get_intent_of_latest_message() or "", tracker.get_slot(ASKED) is not None
        if intent in LOOKED_UP:
            await LOOKED_UP[intent](dispatcher, tracker)
            return await ask_again(dispatcher, tracker)
        said = IN_BETWEEN[intent] if waits and intent in IN_BETWEEN else QUESTIONS[intent]
        dispatcher.utter_message(response=said, buttons=request_buttons() if said in OFFERING else None)
        if intent in LEAVING:
            return keep(asked=tracker.get_slot(ASKED))
        if intent == "ask_who_sees_this" and await member_of(tracker) is not None:
            dispatcher.utter_message(text=plan_desk().office.wording.say("who_sees_plan"))
        return await ask_again(dispatcher, tracker)


class SayWhy(Answer):
    """Someone wants to know why the question is asked; then it is asked again."""

    def name(self) -> str:
        return "action_say_why"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        dispatcher.utter_message(response=WHY.get(tracker.get_slot(ASKED) or "", "utter_why_anything"))
        return await ask_again(dispatcher, tracker)


async def ask_again(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Asks what was asked before, in fewer words; says nothing more where nothing waits for an answer."""
    asked, enquiry = tracker.get_slot(ASKED), kept_enquiry(tracker)
    if asked == REQUEST:
        return await ask_request_again(dispatcher, tracker)
    if asked == PLAN:
        return await ask_plan_again(dispatcher, tracker)
    if asked == "safe_now":
        dispatcher.utter_message(response="utter_back_to_safe_now", buttons=SAFE_NOW)
    elif asked == "place":
        dispatcher.utter_message(response="utter_back_to_place")
    elif asked == "need":
        dispatcher.utter_message(response="utter_back_to_need", buttons=need_buttons(COMMON_NEEDS))
    elif asked == "service":
        dispatcher.utter_message(response="utter_which_service", buttons=await shown_buttons(enquiry))
    elif asked == "refinement":
        dispatcher.utter_message(response="utter_ask_refinement")
    elif asked == "correction":
        dispatcher.utter_message(response="utter_ask_correction")
    return keep(asked=asked)
