"""Starting again: nobody loses a request that they have begun by a word that was misheard."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import keep
from actions.help_requests.asking import ask_next
from actions.help_requests.keeping import keep_request, kept_request, level_told
from actions.help_requests.looking import ask_to_take_back
from actions.help_requests.sent import tell_if_sent
from actions.parts import help_desk
from directory.enquiry import Enquiry
from earlyhelp.contacts.contact import USUAL_LEVEL
from earlyhelp.filling import Filling

START_AGAIN = "start_again"


class StartAgain(Answer):
    """Forgets the search and begins anew; asks first if a request was begun."""

    def name(self) -> str:
        return "action_start_again"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        desk, filling = help_desk(), kept_request(tracker)
        told = await tell_if_sent(dispatcher, desk, filling)
        if told is not None:
            return told
        back = await ask_to_take_back(dispatcher, tracker)
        if back is not None:
            return back
        if filling is None or not filling.is_open or not filling.begun:
            return start_over(dispatcher, filling if filling is not None and filling.sent else None)
        if desk is None or level_told(tracker) != USUAL_LEVEL:
            return start_over(dispatcher, replace(filling, put_away=True))
        return await ask_next(dispatcher, tracker, replace(filling, aside=START_AGAIN))


def start_over(dispatcher: CollectingDispatcher, kept: Filling | None = None) -> Events:
    """Lets go of the search, and of the request that was begun unless it is `kept`."""
    dispatcher.utter_message(response="utter_started_again")
    return [*keep_request(kept, waits=False), *keep(Enquiry(), asked="need")]
