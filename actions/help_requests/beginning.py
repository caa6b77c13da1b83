"""Beginning a request, or going on with the one that was begun, also after it was put away."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import ASKED, heard, keep, kept_enquiry
from actions.help_requests.asking import ask_next
from actions.help_requests.keeping import kept_request
from actions.help_requests.sent import tell_if_sent
from actions.help_requests.telling import CLIENT, facts_told
from actions.parts import HelpDesk, help_desk
from actions.showing import button
from earlyhelp.filling import Filling

OURS = "ours"
"""The button of somebody who was taken for a professional and asks for their own family."""


class StartRequest(Answer):
    """Someone wants a person to get in touch."""

    def name(self) -> str:
        return "action_start_request"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        desk, draft = help_desk(), kept_request(tracker)
        told = await tell_if_sent(dispatcher, desk, draft)
        if told is not None:
            return told
        is_open = draft is not None and draft.is_open
        if desk is not None and draft is not None and is_open and draft.begun:
            return await ask_next(dispatcher, tracker, draft, desk.questions.say("back"))
        who = heard(tracker).who or ("" if is_open else kept_enquiry(tracker).who)
        if desk is not None and who == CLIENT:
            return _for_professionals(dispatcher, tracker, desk)
        return await ask_next(dispatcher, tracker, Filling(facts=facts_told(tracker)))


def _for_professionals(dispatcher: CollectingDispatcher, tracker: Tracker, desk: HelpDesk) -> Events:
    """What somebody who works with families can do; and the way on for a family that was misheard."""
    dispatcher.utter_message(response="utter_professionals")
    ours = button(desk.questions.label("ours"), "request_choose", step=OURS, answer="go_on")
    dispatcher.utter_message(text=desk.questions.say("ours"), buttons=[ours])
    return keep(asked=tracker.get_slot(ASKED))
