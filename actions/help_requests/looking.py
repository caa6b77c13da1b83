"""Where a request stands, and taking it back: in the same chat at once, elsewhere by name and code word."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import ASKED, keep, pressed
from actions.help_requests.asking import ask_next, ask_request_again
from actions.help_requests.keeping import LOOKING, REQUEST, keep_request, kept_request, open_request
from actions.parts import HelpDesk, help_desk
from actions.showing import Buttons, button
from core.clock import utc_now
from earlyhelp.references import find_code, find_reference
from earlyhelp.requests import HelpRequest, find_request, requests_of, status_for_person, withdraw

SHOWN = 3
"""Requests that are told about at once, the newest first."""

STATUS, WITHDRAW = "status", "withdraw"


@dataclass(frozen=True)
class Standing:
    """One request as its person is told of it."""

    id: str
    reference: str
    name: str
    ended: bool
    sentences: tuple[str, ...]


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


class TakeBack(Answer):
    """The confirming button was pressed."""

    def name(self) -> str:
        return "action_take_back_request"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        desk, request = help_desk(), pressed(tracker, "request") or ""
        if desk is None or pressed(tracker, "answer") != "yes":
            if desk is not None:
                dispatcher.utter_message(text=desk.questions.say("kept_it"))
            return await _after(dispatcher, tracker)
        standing = await asyncio.to_thread(_withdraw, desk, request)
        taken = desk.questions.say("withdrawn", reference=standing.reference)
        dispatcher.utter_message(text="\n\n".join([taken, *standing.sentences]))
        return await _after(dispatcher, tracker)


async def look_further(dispatcher: CollectingDispatcher, tracker: Tracker, desk: HelpDesk) -> Events:
    """Words typed while the name or the code word of a request is asked."""
    looking = dict(tracker.get_slot(LOOKING) or {})
    intent = tracker.latest_message.get("intent") or {}
    if intent.get("name") in {"stop", "decline_answer", "go_back"}:
        dispatcher.utter_message(response="utter_let_go")
        return keep_request(kept_request(tracker), waits=False)
    return await _find(dispatcher, tracker, desk, looking)


def standings(desk: HelpDesk, person: str) -> list[Standing]:
    """The newest requests of this conversation."""
    now = utc_now()
    with desk.sessions() as session:
        return [
            _standing(desk, each, status_for_person(session, each, now, desk.office).sentences)
            for each in requests_of(session, person)[:SHOWN]
        ]


def take_back_buttons(desk: HelpDesk, found: Sequence[Standing]) -> Buttons:
    """One button for each request that has not ended."""
    return [
        button(
            desk.questions.label("withdraw", reference=each.reference), "withdraw_consent", request=each.id
        )
        for each in found
        if not each.ended
    ]


async def _look(dispatcher: CollectingDispatcher, tracker: Tracker, purpose: str) -> Events:
    desk = help_desk()
    if desk is None:
        dispatcher.utter_message(response="utter_no_request_here")
        return keep(asked=tracker.get_slot(ASKED))
    looking = tracker.get_slot(LOOKING)
    if looking and tracker.get_slot(ASKED) == REQUEST:
        wanted = WITHDRAW if WITHDRAW in (purpose, looking["for"]) else STATUS
        return await _find(dispatcher, tracker, desk, {**looking, "for": wanted})
    found = await asyncio.to_thread(standings, desk, tracker.sender_id)
    named = pressed(tracker, "request")
    if found:
        chosen = [each for each in found if each.id == named] or found
        _tell(dispatcher, desk, chosen, purpose)
        return await _after(dispatcher, tracker)
    if tracker.get_slot(ASKED) == REQUEST and open_request(tracker) is not None:
        dispatcher.utter_message(response="utter_no_request_here")
        return await ask_request_again(dispatcher, tracker)
    looking = {"for": purpose}
    if find_reference(tracker.latest_message.get("text") or "", desk.office.references) is None:
        dispatcher.utter_message(response="utter_no_request_here")
    return await _find(dispatcher, tracker, desk, looking, first=True)


async def _find(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    desk: HelpDesk,
    looking: dict[str, str],
    first: bool = False,
) -> Events:
    """Takes the name and the code word from the message, asks for what is missing, then looks once."""
    text, say = tracker.latest_message.get("text") or "", desk.questions.say
    words = "" if text.startswith("/") else text
    reference = looking.get("reference") or ""
    if not reference:
        found = find_reference(words, desk.office.references)
        if found is None:
            if not first:
                dispatcher.utter_message(text=desk.office.wording.say("not_found", **_no_gaps()))
                return keep_request(kept_request(tracker), waits=False)
            dispatcher.utter_message(text=say("look_reference"))
            return keep_request(kept_request(tracker), looking=looking)
        reference, words = found
    code = find_code(words) if looking.get("reference") or words.strip() else None
    if code is None and not looking.get("reference"):
        dispatcher.utter_message(text=say("look_code"))
        return keep_request(kept_request(tracker), looking={**looking, "reference": reference})
    standing = await asyncio.to_thread(_open, desk, reference, code or "")
    if standing is None:
        dispatcher.utter_message(text=desk.office.wording.say("not_found", **_no_gaps()))
    else:
        _tell(dispatcher, desk, [standing], looking.get("for", STATUS))
    return keep_request(kept_request(tracker), waits=False)


def _tell(dispatcher: CollectingDispatcher, desk: HelpDesk, found: Sequence[Standing], purpose: str) -> None:
    say, label = desk.questions.say, desk.questions.label
    still_open = [each for each in found if not each.ended]
    if purpose == WITHDRAW and still_open:
        each = still_open[0]
        buttons = [
            button(label("take_back"), "take_back_request", answer="yes", request=each.id),
            button(label("keep_it"), "take_back_request", answer="no", request=each.id),
        ]
        text = say("withdraw_ask", reference=each.reference, name=each.name)
        dispatcher.utter_message(text=text, buttons=buttons)
        return
    for each in found:
        told = [f"**{each.reference}**", *each.sentences]
        dispatcher.utter_message(text="\n\n".join(told), buttons=take_back_buttons(desk, [each]))


async def _after(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Back to what was asked, if it was a request being filled in."""
    filling = open_request(tracker)
    if tracker.get_slot(ASKED) == REQUEST and filling is not None:
        return await ask_next(dispatcher, tracker, filling)
    return keep(asked=None if tracker.get_slot(ASKED) == REQUEST else tracker.get_slot(ASKED))


def _standing(desk: HelpDesk, request: HelpRequest, sentences: tuple[str, ...]) -> Standing:
    name = desk.office.contacts.holder(request.contact).name
    return Standing(request.id, request.reference, name, request.ended_at is not None, sentences)


def _open(desk: HelpDesk, reference: str, code: str) -> Standing | None:
    now = utc_now()
    with desk.sessions.begin() as session:
        request = find_request(session, desk.vault, reference, code, now, desk.office)
        if request is None:
            return None
        return _standing(desk, request, status_for_person(session, request, now, desk.office).sentences)


def _withdraw(desk: HelpDesk, request_id: str) -> Standing:
    now = utc_now()
    with desk.sessions.begin() as session:
        request = withdraw(session, desk.vault, request_id, now, desk.office)
    with desk.sessions() as session:
        return _standing(desk, request, status_for_person(session, request, now, desk.office).sentences)


def _no_gaps() -> dict[str, str]:
    return {}
