"""Where a request stands, and whether to take it back: in the same chat at once, elsewhere by code word."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection, Sequence

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import ASKED, keep, pressed, typed
from actions.help_requests.asking import ask_request_again, back_to_request
from actions.help_requests.at_hand import OPENED, at_hand, keep_opened
from actions.help_requests.beginning import StartRequest
from actions.help_requests.keeping import (
    LOOKING,
    REQUEST,
    begun_request,
    hides,
    keep_request,
    kept_request,
    open_request,
)
from actions.help_requests.shown import SHOWN_ALL, show_standing
from actions.help_requests.standing import (
    Standing,
    look_again_at,
    standing_of,
    standing_with_code,
)
from actions.help_requests.taking_back import ask_for_part, offer_to_take_back
from actions.parts import HelpDesk, help_desk
from actions.plans.leading import offer_to_take_back_yes
from actions.showing import button
from earlyhelp.references import find_code, find_reference, names_something
from language import request_wishes, wishes

STATUS, WITHDRAW = "status", "withdraw"

_OF_THE_PLAN = re.compile(r"\b(?:plan|lead(?:s|ing)?|read(?:ing)?)\b", re.IGNORECASE)
"""Words of somebody who means the yes to a worker who leads their plan, if there is one."""


class RequestStatus(Answer):
    """Someone asks how their request is getting on."""

    def name(self) -> str:
        return "action_request_status"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        return await _look(dispatcher, tracker, STATUS)


class WithdrawConsent(Answer):
    """Someone wants to take back what they agreed to; one button confirms it."""

    def name(self) -> str:
        return "action_withdraw_consent"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        of_plan = _OF_THE_PLAN.search(typed(tracker.latest_message.get("text"))) is not None
        if of_plan and await offer_to_take_back_yes(dispatcher, tracker):
            return []
        return await _look(dispatcher, tracker, WITHDRAW)


async def look_further(dispatcher: CollectingDispatcher, tracker: Tracker, desk: HelpDesk) -> Events:
    """Words typed while the name or the code word of a request is asked."""
    looking = dict(tracker.get_slot(LOOKING) or {})
    words = typed(tracker.latest_message.get("text"))
    if names_something(words, desk.office.references):
        return await _find(dispatcher, tracker, desk, looking)
    if request_wishes.lost(words):
        return _let_go(dispatcher, tracker, desk.replies.say("lost"))
    if wishes.takes_back(words) and await at_hand(desk, tracker):
        return await _look_here(dispatcher, tracker, desk, WITHDRAW)
    lets_go = wishes.stops(words) or wishes.declines(words) or wishes.takes_back(words)
    if lets_go or tracker.get_intent_of_latest_message() in {"stop", "decline_answer", "go_back"}:
        return _let_go(dispatcher, tracker)
    return await _find(dispatcher, tracker, desk, looking)


async def ask_to_take_back(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events | None:
    """Whether to take back what stands here, for words such as `cancel it`; None for any other."""
    desk = help_desk()
    if (
        desk is None
        or begun_request(tracker)
        or not wishes.takes_back(typed(tracker.latest_message.get("text")))
    ):
        return None
    found = await at_hand(desk, tracker)
    standing = [each for each in found if not (each.taken_back or each.ended)]
    if not standing:
        return None
    part = wishes.means_a_part(typed(tracker.latest_message.get("text")))
    await _tell(dispatcher, desk, standing, WITHDRAW, part_first=part)
    return await back_to_request(dispatcher, tracker)


async def _look(dispatcher: CollectingDispatcher, tracker: Tracker, purpose: str) -> Events:
    desk = help_desk()
    if desk is None:
        dispatcher.utter_message(response="utter_no_request_here")
        return keep(asked=tracker.get_slot(ASKED))
    named = pressed(tracker, "request")
    if named:
        hidden = hides(tracker) and pressed(tracker, "answer") != SHOWN_ALL
        standing = await asyncio.to_thread(standing_of, desk, named, hidden)
        if standing is None:
            dispatcher.utter_message(text=desk.questions.say("copy_gone"))
        else:
            await _tell(dispatcher, desk, [standing], purpose)
        return await back_to_request(dispatcher, tracker)
    looking, words = tracker.get_slot(LOOKING), typed(tracker.latest_message.get("text"))
    if not looking or tracker.get_slot(ASKED) != REQUEST:
        return await _look_here(dispatcher, tracker, desk, purpose)
    wanted = {**looking, "for": WITHDRAW if WITHDRAW in (purpose, looking["for"]) else STATUS}
    if names_something(words, desk.office.references):
        return await _find(dispatcher, tracker, desk, wanted)
    if await at_hand(desk, tracker):
        return await _look_here(dispatcher, tracker, desk, purpose)
    return await ask_request_again(dispatcher, tracker)


async def _look_here(
    dispatcher: CollectingDispatcher, tracker: Tracker, desk: HelpDesk, purpose: str
) -> Events:
    """The requests of this chat, or the one that is named; a name from elsewhere needs its code word."""
    said = find_reference(tracker.latest_message.get("text") or "", desk.office.references)
    found, words = await at_hand(desk, tracker), typed(tracker.latest_message.get("text"))
    if said is not None:
        found = [each for each in found if each.reference == said[0]]
    item = desk.replies.item_named(words) if request_wishes.keeps_back(words) else ""
    with_item = [each for each in found if item in each.parts]
    if purpose == WITHDRAW and len(with_item) == 1:
        ask_for_part(dispatcher, desk, with_item[0], item)
        return await back_to_request(dispatcher, tracker)
    if found:
        own = {each.id for each in found} - {tracker.get_slot(OPENED)}
        await _tell(dispatcher, desk, found, purpose, own, part_first=wishes.means_a_part(words))
        return await back_to_request(dispatcher, tracker)
    if said is None and tracker.get_slot(ASKED) == REQUEST and open_request(tracker) is not None:
        dispatcher.utter_message(response="utter_no_request_here")
        return await ask_request_again(dispatcher, tracker)
    if said is None:
        return await _none_here(dispatcher, tracker, desk, purpose)
    return await _find(dispatcher, tracker, desk, {"for": purpose}, first=True)


async def _none_here(
    dispatcher: CollectingDispatcher, tracker: Tracker, desk: HelpDesk, purpose: str
) -> Events:
    """Nothing was sent from here and none is named: it can be named, or one can be begun or gone on with."""
    if purpose == STATUS and wishes.asks_for_someone(typed(tracker.latest_message.get("text"))):
        return await StartRequest().answer(dispatcher, tracker)
    say, label = desk.questions.say, desk.questions.label
    begin = label("back_to_it" if begun_request(tracker) else "begin")
    dispatcher.utter_message(response="utter_no_request_here")
    text = "\n\n".join([say("look_reference"), say("look_or_begin")])
    dispatcher.utter_message(text=text, buttons=[button(begin, "start_request")])
    return keep_request(kept_request(tracker), looking={"for": purpose})


async def _find(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    desk: HelpDesk,
    looking: dict[str, str],
    first: bool = False,
) -> Events:
    """Takes the name and the code word from the message, asks for what is missing, then looks once.

    Words that hold no code word are no try: it is asked for once more, and then let go.
    """
    words, say = typed(tracker.latest_message.get("text")), desk.questions.say
    named = find_reference(words, desk.office.references)
    reference, words = named if named is not None else (looking.get("reference") or "", words)
    asked = named is None and bool(reference)
    if not reference and not first:
        return _let_go(dispatcher, tracker, desk.replies.say("lost"))
    code = find_code(words, desk.office.references) if reference else None
    if code is None and asked and looking.get("again"):
        return _let_go(dispatcher, tracker, desk.replies.say("lost"))
    if code is None:
        sentence = "look_code" if reference else "look_reference"
        dispatcher.utter_message(text=say("look_code_again" if asked else sentence))
        now = {"for": looking.get("for", STATUS)} | ({"reference": reference} if reference else {})
        again = {"again": "yes"} if asked else {}
        return keep_request(kept_request(tracker), looking=now | again)
    standing = await asyncio.to_thread(standing_with_code, desk, reference, code, tracker.sender_id)
    if standing is not None:
        await _tell(dispatcher, desk, [standing], looking.get("for", STATUS))
        return [*keep_request(kept_request(tracker), waits=False), *keep_opened(standing.id)]
    time = await asyncio.to_thread(look_again_at, desk, reference, tracker.sender_id)
    wording = desk.office.wording
    text = wording.say("not_found_wait", time=time) if time else wording.say("not_found")
    dispatcher.utter_message(text=text)
    return keep_request(kept_request(tracker), waits=False)


def _let_go(dispatcher: CollectingDispatcher, tracker: Tracker, text: str = "") -> Events:
    """The request is looked for no more; nothing is counted as a try."""
    dispatcher.utter_message(**({"text": text} if text else {"response": "utter_let_go"}))
    return keep_request(kept_request(tracker), waits=False)


async def _tell(
    dispatcher: CollectingDispatcher,
    desk: HelpDesk,
    found: Sequence[Standing],
    purpose: str,
    own: Collection[str] = (),
    part_first: bool = False,
) -> None:
    """Where each stands, or the question whether it is taken back."""
    if purpose == WITHDRAW:
        offer_to_take_back(dispatcher, desk, found, part_first)
    else:
        await show_standing(dispatcher, desk, found, own)
