"""Taking a request back, or a part of it: the question, and then the very one that a button was made for."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import pressed, typed
from actions.help_requests.asking import back_to_request
from actions.help_requests.keeping import hides
from actions.help_requests.shown import take_back_buttons
from actions.help_requests.standing import Standing, standing_of
from actions.help_requests.yes_or_no import held_by, last_buttons
from actions.parts import HelpDesk, help_desk
from actions.showing import Buttons, button
from core.clock import utc_now
from earlyhelp.errors import UnknownRequestError
from earlyhelp.requests import withdraw, withdraw_items
from language import wishes

PART = "part:"
"""What the answer of a button begins with that takes back one item."""


class TakeBack(Answer):
    """A button was pressed: all of it, a part of it, one item, or nothing; or the item was named in words."""

    def name(self) -> str:
        return "action_take_back_request"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        desk, request = help_desk(), pressed(tracker, "request") or ""
        words = typed(tracker.latest_message.get("text"))
        if desk is not None and words:
            await _hear(dispatcher, tracker, desk, words)
        elif desk is not None:
            answer = pressed(tracker, "answer") or ""
            try:
                await _take(dispatcher, desk, request, answer, hides(tracker))
            except UnknownRequestError:
                dispatcher.utter_message(text=desk.questions.say("copy_gone"))
        return await back_to_request(dispatcher, tracker)


def offer_to_take_back(
    dispatcher: CollectingDispatcher, desk: HelpDesk, found: Sequence[Standing], part_first: bool
) -> None:
    """Asks for one request, or first which one it is; never picks one of several.

    `part_first`: a part is offered before the whole, because a part was spoken of.
    """
    say, label = desk.questions.say, desk.questions.label
    can = [each for each in found if not each.taken_back]
    if not can:
        already = [say("already_back", reference=each.called) for each in found]
        dispatcher.utter_message(text="\n\n".join(already))
    elif len(can) > 1:
        dispatcher.utter_message(text=say("withdraw_which"), buttons=take_back_buttons(desk, can))
    else:
        [each] = can
        part, whole = [("take_back_part", "part")] if each.parts else [], [("take_back", "yes")]
        answers = [*(part + whole if part_first else whole + part), ("keep_it", "no")]
        dispatcher.utter_message(
            text=say("withdraw_ask", reference=each.called, name=each.told),
            buttons=[
                button(label(key), "take_back_request", answer=answer, request=each.id)
                for key, answer in answers
            ],
        )


def ask_for_part(dispatcher: CollectingDispatcher, desk: HelpDesk, standing: Standing, item: str) -> None:
    """Whether to take back this one item, which a press then does."""
    label = desk.office.agreement.label(item)
    text = desk.replies.say("take_part", label=label, reference=standing.called, name=standing.told)
    answers = {
        desk.replies.label("take_part", label=label): f"{PART}{item}",
        desk.questions.label("keep_it"): "no",
    }
    buttons = [
        button(title, "take_back_request", answer=answer, request=standing.id)
        for title, answer in answers.items()
    ]
    dispatcher.utter_message(text=text, buttons=buttons)


async def _hear(dispatcher: CollectingDispatcher, tracker: Tracker, desk: HelpDesk, words: str) -> None:
    """Words where the buttons of the items were just shown: a press still takes back, and nothing else."""
    buttons = last_buttons(tracker)
    shown = [held for _, held in map(held_by, buttons) if held.get("answer", "").startswith(PART)]
    item = desk.replies.item_named(words)
    request = next((held["request"] for held in shown if held["answer"] == f"{PART}{item}"), "")
    if request:
        standing = await asyncio.to_thread(_kept, desk, request, hides(tracker))
        ask_for_part(dispatcher, desk, standing, item)
    elif wishes.declines(words) or (tracker.get_intent_of_latest_message() in {"deny", "stop", "go_back"}):
        dispatcher.utter_message(text=desk.questions.say("kept_it"))
    else:
        dispatcher.utter_message(text=desk.replies.say("part_again"), buttons=buttons)


async def _take(
    dispatcher: CollectingDispatcher, desk: HelpDesk, request: str, answer: str, hidden: bool
) -> None:
    say = desk.questions.say
    if answer == "yes":
        standing = await asyncio.to_thread(_withdraw, desk, request, hidden)
        taken = say("withdrawn", reference=standing.called)
        dispatcher.utter_message(text="\n\n".join([taken, *standing.sentences]))
    elif answer == "part":
        standing = await asyncio.to_thread(_kept, desk, request, hidden)
        ask = "part_ask" if standing.parts else "part_none"
        dispatcher.utter_message(
            text=say(ask, reference=standing.called), buttons=_part_buttons(desk, standing)
        )
    elif answer.startswith(PART):
        item = answer.removeprefix(PART)
        standing = await asyncio.to_thread(_withdraw_item, desk, request, item, hidden)
        label = desk.office.agreement.label(item)
        told = [say("part_back", label=label, reference=standing.called, name=standing.told)]
        told += [say("part_was_last", reference=standing.called)] if standing.taken_back else []
        dispatcher.utter_message(text="\n\n".join(told), buttons=_part_buttons(desk, standing))
    else:
        dispatcher.utter_message(text=say("kept_it"))


def _part_buttons(desk: HelpDesk, standing: Standing) -> Buttons:
    """One button an item that is still shared, in the order of the words of consent."""
    agreement = desk.office.agreement
    order = [*agreement.items, *(item for item in standing.parts if item not in agreement.items)]
    return [
        button(agreement.label(item), "take_back_request", answer=f"{PART}{item}", request=standing.id)
        for item in order
        if item in standing.parts
    ]


def _withdraw(desk: HelpDesk, request_id: str, hidden: bool) -> Standing:
    with desk.sessions.begin() as session:
        withdraw(session, desk.vault, request_id, utc_now(), desk.office)
    return _kept(desk, request_id, hidden)


def _withdraw_item(desk: HelpDesk, request_id: str, item: str, hidden: bool) -> Standing:
    with desk.sessions.begin() as session:
        withdraw_items(session, desk.vault, request_id, [item], utc_now(), desk.office)
    return _kept(desk, request_id, hidden)


def _kept(desk: HelpDesk, request_id: str, hidden: bool) -> Standing:
    standing = standing_of(desk, request_id, hidden)
    if standing is None:
        raise UnknownRequestError("There is no such request.")
    return standing
