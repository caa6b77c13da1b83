"""Where a request stands, and whether to take it back: in the same chat at once, elsewhere by code word."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import ASKED, keep, pressed, typed
from actions.help_requests.asking import ask_next, ask_request_again
from actions.help_requests.beginning import StartRequest
from actions.help_requests.copies import SHOW_NOTE
from actions.help_requests.keeping import (
    LOOKING,
    REQUEST,
    begun_request,
    keep_request,
    kept_request,
    open_request,
)
from actions.help_requests.standing import Standing, links_to, standing_of, standing_with_code, standings
from actions.parts import HelpDesk, help_desk
from actions.showing import Buttons, button
from earlyhelp.references import find_code, find_reference
from language import wishes

SHOWN = 3
"""Requests that are told about at once, the newest first."""

STATUS, WITHDRAW = "status", "withdraw"


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
        return await _look(dispatcher, tracker, WITHDRAW)


async def look_further(dispatcher: CollectingDispatcher, tracker: Tracker, desk: HelpDesk) -> Events:
    """Words typed while the name or the code word of a request is asked."""
    looking = dict(tracker.get_slot(LOOKING) or {})
    intent = tracker.latest_message.get("intent") or {}
    words = typed(tracker.latest_message.get("text"))
    if intent.get("name") in {"stop", "decline_answer", "go_back"} or (
        wishes.stops(words) or wishes.declines(words)
    ):
        dispatcher.utter_message(response="utter_let_go")
        return keep_request(kept_request(tracker), waits=False)
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
    found = await asyncio.to_thread(standings, desk, tracker.sender_id)
    standing = [each for each in found if not (each.taken_back or each.ended)]
    if not standing:
        return None
    await _tell(dispatcher, desk, standing, WITHDRAW)
    return await back_to_request(dispatcher, tracker)


def take_back_buttons(desk: HelpDesk, found: Sequence[Standing]) -> Buttons:
    """One button for each request that was not taken back, also for one that has ended."""
    return [
        button(
            desk.questions.label("withdraw", reference=each.reference), "withdraw_consent", request=each.id
        )
        for each in found
        if not each.taken_back
    ]


async def _look(dispatcher: CollectingDispatcher, tracker: Tracker, purpose: str) -> Events:
    desk = help_desk()
    if desk is None:
        dispatcher.utter_message(response="utter_no_request_here")
        return keep(asked=tracker.get_slot(ASKED))
    named = pressed(tracker, "request")
    if named:
        standing = await asyncio.to_thread(standing_of, desk, named)
        if standing is None:
            dispatcher.utter_message(text=desk.questions.say("copy_gone"))
        else:
            await _tell(dispatcher, desk, [standing], purpose)
        return await back_to_request(dispatcher, tracker)
    looking = tracker.get_slot(LOOKING)
    if looking and tracker.get_slot(ASKED) == REQUEST:
        wanted = WITHDRAW if WITHDRAW in (purpose, looking["for"]) else STATUS
        return await _find(dispatcher, tracker, desk, {**looking, "for": wanted})
    return await _look_here(dispatcher, tracker, desk, purpose)


async def _look_here(
    dispatcher: CollectingDispatcher, tracker: Tracker, desk: HelpDesk, purpose: str
) -> Events:
    """The requests of this chat, or the one that is named; a name from elsewhere needs its code word."""
    said = find_reference(tracker.latest_message.get("text") or "", desk.office.references)
    found = await asyncio.to_thread(standings, desk, tracker.sender_id)
    if said is not None:
        found = [each for each in found if each.reference == said[0]]
    if found:
        await _tell(dispatcher, desk, found, purpose, own=True)
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
    text, say = tracker.latest_message.get("text") or "", desk.questions.say
    words = "" if text.startswith("/") else text
    reference = looking.get("reference") or ""
    if not reference:
        found = find_reference(words, desk.office.references)
        if found is None:
            if not first:
                dispatcher.utter_message(text=desk.office.wording.say("not_found"))
                return keep_request(kept_request(tracker), waits=False)
            dispatcher.utter_message(text=say("look_reference"))
            return keep_request(kept_request(tracker), looking=looking)
        reference, words = found
    asked = bool(looking.get("reference"))
    code = find_code(words, desk.office.references) if asked or _gives_code(words) else None
    if code is None and not looking.get("again"):
        dispatcher.utter_message(text=say("look_code_again" if asked else "look_code"))
        now = {**looking, "reference": reference} | ({"again": "yes"} if asked else {})
        return keep_request(kept_request(tracker), looking=now)
    standing = None
    if code is not None:
        standing = await asyncio.to_thread(standing_with_code, desk, reference, code, tracker.sender_id)
    if standing is None:
        dispatcher.utter_message(text=desk.office.wording.say("not_found"))
    else:
        await _tell(dispatcher, desk, [standing], looking.get("for", STATUS))
    return keep_request(kept_request(tracker), waits=False)


def _gives_code(words: str) -> bool:
    """Whether the words beside a name give its code: in `delete it`, `delete` only looks like one."""
    return len(words.split()) == 1 or "code" in words.lower()


async def _tell(
    dispatcher: CollectingDispatcher,
    desk: HelpDesk,
    found: Sequence[Standing],
    purpose: str,
    own: bool = False,
) -> None:
    """Where each stands, or the question whether it is taken back; `own` are requests of this chat."""
    if purpose == WITHDRAW:
        _ask_to_take_back(dispatcher, desk, found)
        return
    say, label = desk.questions.say, desk.questions.label
    links = await asyncio.to_thread(links_to, desk, found[:SHOWN])
    for each in found[:SHOWN]:
        page = [say("own_page", link=links[each.id])] if each.id in links else []
        told = [f"**{each.reference}**", *each.sentences, *page]
        buttons = take_back_buttons(desk, [each])
        if own and not each.erased:
            note = button(label("show_code"), "request_copy", answer=SHOW_NOTE, request=each.id)
            buttons = [note, *buttons]
        dispatcher.utter_message(text="\n\n".join(told), buttons=buttons)


def _ask_to_take_back(dispatcher: CollectingDispatcher, desk: HelpDesk, found: Sequence[Standing]) -> None:
    """Asks for one request, or first which one it is; never picks one of several."""
    say, label = desk.questions.say, desk.questions.label
    can = [each for each in found if not each.taken_back]
    if not can:
        already = [say("already_back", reference=each.reference) for each in found]
        dispatcher.utter_message(text="\n\n".join(already))
    elif len(can) > 1:
        dispatcher.utter_message(text=say("withdraw_which"), buttons=take_back_buttons(desk, can))
    else:
        [each] = can
        part = [("take_back_part", "part")] if each.parts else []
        answers = [("take_back", "yes"), *part, ("keep_it", "no")]
        dispatcher.utter_message(
            text=say("withdraw_ask", reference=each.reference, name=each.told),
            buttons=[
                button(label(key), "take_back_request", answer=answer, request=each.id)
                for key, answer in answers
            ],
        )


async def back_to_request(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Back to what was asked, if it was a request being filled in."""
    filling = open_request(tracker)
    if tracker.get_slot(ASKED) == REQUEST and filling is not None:
        return await ask_next(dispatcher, tracker, filling)
    return keep(asked=None if tracker.get_slot(ASKED) == REQUEST else tracker.get_slot(ASKED))
