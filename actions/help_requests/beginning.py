"""Beginning a request, or going on with the one that was begun, also after it was put away."""

from __future__ import annotations

import asyncio

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import ASKED, heard, keep, kept_enquiry, pressed, typed
from actions.help_requests.asking import ask_next
from actions.help_requests.keeping import kept_request
from actions.help_requests.sent import tell_if_sent
from actions.help_requests.standing import Standing, how_it_goes, standings
from actions.help_requests.telling import CLIENT, beginning_with
from actions.parts import HelpDesk, help_desk
from actions.showing import button
from language import request_wishes

OURS = "ours"
"""The button of somebody who was taken for a professional and asks for their own family."""
ANOTHER = "another"
"""The button of somebody who has a request that is open, and asks for something else."""


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
        if desk is not None and not is_open and pressed(tracker, "answer") != ANOTHER:
            found = await asyncio.to_thread(standings, desk, tracker.sender_id)
            standing = [each for each in found if not each.ended]
            if standing:
                return _asked_before(dispatcher, tracker, desk, standing[0])
        return await begin(dispatcher, tracker)


async def begin(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """The first question of a new request, whatever else was sent from here."""
    desk, words = help_desk(), typed(tracker.latest_message.get("text"))
    other = desk is not None and request_wishes.wants_someone_else(words)
    before = desk.replies.say("other_person") if desk is not None and other else ""
    return await ask_next(dispatcher, tracker, await beginning_with(tracker), before)


def _asked_before(
    dispatcher: CollectingDispatcher, tracker: Tracker, desk: HelpDesk, standing: Standing
) -> Events:
    """The request that is open is offered in place of a second, which stays a button away."""
    another = button(desk.questions.label(ANOTHER), "start_request", answer=ANOTHER)
    text = desk.questions.say("asked_before", name=standing.name)
    dispatcher.utter_message(text=text, buttons=[how_it_goes(desk, standing), another])
    return keep(asked=tracker.get_slot(ASKED))


def _for_professionals(dispatcher: CollectingDispatcher, tracker: Tracker, desk: HelpDesk) -> Events:
    """What somebody who works with families can do; and the way on for a family that was misheard."""
    dispatcher.utter_message(response="utter_professionals")
    ours = button(desk.questions.label("ours"), "request_choose", step=OURS, answer="go_on")
    dispatcher.utter_message(text=desk.questions.say("ours"), buttons=[ours])
    return keep(asked=tracker.get_slot(ASKED))
