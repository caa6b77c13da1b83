"""Taking a request back, or a part of it: the very one that the button was made for."""

from __future__ import annotations

import asyncio

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import pressed
from actions.help_requests.looking import back_to_request
from actions.help_requests.standing import Standing, standing_of
from actions.parts import HelpDesk, help_desk
from actions.showing import Buttons, button
from core.clock import utc_now
from earlyhelp.errors import UnknownRequestError
from earlyhelp.requests import withdraw, withdraw_items

_PART = "part:"


class TakeBack(Answer):
    """A button was pressed: all of it, a part of it, one item, or nothing."""

    def name(self) -> str:
        return "action_take_back_request"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        desk, request = help_desk(), pressed(tracker, "request") or ""
        if desk is not None:
            answer = pressed(tracker, "answer") or ""
            try:
                await _take(dispatcher, desk, request, answer)
            except UnknownRequestError:
                dispatcher.utter_message(text=desk.questions.say("copy_gone"))
        return await back_to_request(dispatcher, tracker)


async def _take(dispatcher: CollectingDispatcher, desk: HelpDesk, request: str, answer: str) -> None:
    say = desk.questions.say
    if answer == "yes":
        standing = await asyncio.to_thread(_withdraw, desk, request)
        taken = say("withdrawn", reference=standing.reference)
        dispatcher.utter_message(text="\n\n".join([taken, *standing.sentences]))
    elif answer == "part":
        standing = await asyncio.to_thread(_kept, desk, request)
        ask = "part_ask" if standing.parts else "part_none"
        dispatcher.utter_message(
            text=say(ask, reference=standing.reference), buttons=_part_buttons(desk, standing)
        )
    elif answer.startswith(_PART):
        item = answer.removeprefix(_PART)
        standing = await asyncio.to_thread(_withdraw_item, desk, request, item)
        label = desk.office.agreement.label(item)
        text = say("part_back", label=label, reference=standing.reference, name=standing.told)
        dispatcher.utter_message(text=text, buttons=_part_buttons(desk, standing))
    else:
        dispatcher.utter_message(text=say("kept_it"))


def _part_buttons(desk: HelpDesk, standing: Standing) -> Buttons:
    """One button an item that is still shared, in the order of the words of consent."""
    agreement = desk.office.agreement
    order = [*agreement.items, *(item for item in standing.parts if item not in agreement.items)]
    return [
        button(agreement.label(item), "take_back_request", answer=f"{_PART}{item}", request=standing.id)
        for item in order
        if item in standing.parts
    ]


def _withdraw(desk: HelpDesk, request_id: str) -> Standing:
    with desk.sessions.begin() as session:
        withdraw(session, desk.vault, request_id, utc_now(), desk.office)
    return _kept(desk, request_id)


def _withdraw_item(desk: HelpDesk, request_id: str, item: str) -> Standing:
    with desk.sessions.begin() as session:
        withdraw_items(session, desk.vault, request_id, [item], utc_now(), desk.office)
    return _kept(desk, request_id)


def _kept(desk: HelpDesk, request_id: str) -> Standing:
    standing = standing_of(desk, request_id)
    if standing is None:
        raise UnknownRequestError("There is no such request.")
    return standing
