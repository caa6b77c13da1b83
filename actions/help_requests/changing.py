"""Changing one answer of a request that was sent: shown as it would read, and changed by a press alone."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.asking import ask_again
from actions.hearing import pressed, typed
from actions.help_requests.at_hand import at_hand
from actions.help_requests.keeping import hides
from actions.help_requests.standing import Standing, standing_of
from actions.parts import HelpDesk, help_desk
from actions.showing import Buttons, button, request_buttons
from core.clock import utc_now
from earlyhelp.contacts import Contact
from earlyhelp.errors import ConsentNeededError, DraftError, MoveError
from earlyhelp.filling import read_address
from earlyhelp.new_answer import new_answer
from earlyhelp.requests import HelpRequest, NewAnswer, can_change, change_item, would_see
from earlyhelp.requests.draft import REACH
from earlyhelp.requests.sharing import opened_items
from language import wishes

CHANGING = "changing"
"""The slot of a change that is talked about: its request and item, and what was shown to be agreed to."""

_REFUSES = frozenset({"deny", "stop", "decline_answer", "go_back"})


@dataclass(frozen=True)
class Proposal:
    """A change as it would be shown: what it would say, and who would see it."""

    answer: NewAnswer
    readers: tuple[Contact, ...]


class ChangeRequest(Answer):
    """Someone wants another answer in a request that was sent, or presses a button of that."""

    def name(self) -> str:
        return "action_change_request"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        desk = help_desk()
        if desk is None:
            dispatcher.utter_message(response="utter_request_by_phone")
            return keep_change(None)
        kept = dict(tracker.get_slot(CHANGING) or {})
        words = typed(tracker.latest_message.get("text"))
        if not words:
            return await _pressed(dispatcher, tracker, desk, kept)
        refuses = (tracker.get_intent_of_latest_message() or "") in _REFUSES or wishes.declines(words)
        if kept.get("waits") and refuses and read_address(words) is None:
            dispatcher.utter_message(text=desk.replies.say("change_not"))
            return [*keep_change(None), *await ask_again(dispatcher, tracker)]
        if kept.get("waits"):
            return await _go_on(dispatcher, tracker, desk, kept, words)
        return await _begin(dispatcher, tracker, desk, words)


def keep_change(change: dict[str, Any] | None) -> Events:
    """Events that keep the change that is talked about."""
    return [{"event": "slot", "name": CHANGING, "value": change, "timestamp": None}]


async def _begin(dispatcher: CollectingDispatcher, tracker: Tracker, desk: HelpDesk, words: str) -> Events:
    """For which request: the only one that is open, else the person picks."""
    found = await at_hand(desk, tracker)
    standing = [each for each in found if not each.ended]
    if len(standing) > 1:
        label = desk.replies.label
        buttons = [
            button(label("change_request", reference=each.called), "change_request", request=each.id)
            for each in standing
        ]
        dispatcher.utter_message(text=desk.replies.say("change_which"), buttons=buttons)
        return keep_change({"words": words})
    if not standing:
        _say_over(dispatcher, desk, found[0] if found else None)
        return [*keep_change(None), *await ask_again(dispatcher, tracker)]
    return await _go_on(dispatcher, tracker, desk, {"request": standing[0].id}, words)


async def _pressed(
    dispatcher: CollectingDispatcher, tracker: Tracker, desk: HelpDesk, kept: dict[str, Any]
) -> Events:
    request, item, answer = (pressed(tracker, each) or "" for each in ("request", "step", "answer"))
    if answer == "no":
        dispatcher.utter_message(text=desk.replies.say("change_not"))
        return [*keep_change(None), *await ask_again(dispatcher, tracker)]
    if answer == "yes":
        return await _press(dispatcher, tracker, desk, kept, pressed(tracker, "key") or "")
    words = "" if item else kept.get("words", "")
    return await _go_on(dispatcher, tracker, desk, {"request": request, "item": item}, words)


async def _go_on(
    dispatcher: CollectingDispatcher, tracker: Tracker, desk: HelpDesk, change: dict[str, Any], words: str
) -> Events:
    """Asks for the item, then for what it should say, then for the press."""
    standing = await asyncio.to_thread(standing_of, desk, change.get("request", ""), hides(tracker))
    if standing is None or standing.ended:
        _say_over(dispatcher, desk, standing)
        return keep_change(None)
    say = desk.replies.say
    asked = change.get("item") or ""
    has_address = read_address(words) is not None
    item = asked or (REACH if has_address else desk.replies.item_named(words))
    if not item:
        dispatcher.utter_message(
            text=say("change_what", reference=standing.called), buttons=_items(desk, standing.id)
        )
        return keep_change({"request": standing.id, "waits": "item"})
    if not await asyncio.to_thread(_can, desk, standing.id, item):
        _say_ring(dispatcher, desk, standing)
        return keep_change(None)
    told = words if asked or (item == REACH and has_address) else ""
    proposal = await asyncio.to_thread(_proposal, desk, standing, item, told) if told else None
    if proposal is None:
        wrong = [desk.questions.say("phone_wrong")] if told and item == REACH and not has_address else []
        label = desk.office.agreement.label(item)
        ask = say("change_to", label=label, reference=standing.called)
        dispatcher.utter_message(text="\n\n".join([*wrong, ask]), buttons=[_no(desk)])
        return keep_change({"request": standing.id, "item": item, "waits": "value"})
    return _propose(dispatcher, desk, standing, proposal)


def _propose(
    dispatcher: CollectingDispatcher, desk: HelpDesk, standing: Standing, proposal: Proposal, before: str = ""
) -> Events:
    """The new answer in full, who may see it and until when, and the one button that changes it."""
    say, agreement, answer = desk.replies.say, desk.office.agreement, proposal.answer
    words, others = _words(desk, answer.item, proposal.readers[0]), proposal.readers[1:]
    text = [
        before,
        say("change_ask", label=agreement.label(answer.item), reference=standing.called, value=answer.value),
        words,
        say("change_others", others=", ".join(each.name for each in others)) if others else "",
        say("change_press"),
    ]
    key = secrets.token_urlsafe(24)
    yes = button(desk.replies.label("change_yes"), "change_request", answer="yes", key=key)
    dispatcher.utter_message(text="\n\n".join(filter(None, text)), buttons=[yes, _no(desk)])
    return keep_change(
        {
            "request": standing.id,
            "item": answer.item,
            "value": answer.value,
            "message": answer.may_leave_message,
            "words": words,
            "alone": standing.hidden,
            "to": [each.mark for each in proposal.readers],
            "version": agreement.version,
            "key": key,
        }
    )


async def _press(
    dispatcher: CollectingDispatcher, tracker: Tracker, desk: HelpDesk, kept: dict[str, Any], key: str
) -> Events:
    """The button was pressed: it changes what it was shown with, once, and nothing else."""
    if not key or key != kept.get("key"):
        dispatcher.utter_message(text=desk.questions.say("old_button"))
        return await ask_again(dispatcher, tracker)
    standing = await asyncio.to_thread(standing_of, desk, kept["request"], hides(tracker))
    if standing is None:
        _say_over(dispatcher, desk, None)
        return keep_change(None)
    try:
        if "value" in kept:
            await asyncio.to_thread(_change, desk, kept)
    except (ConsentNeededError, DraftError):
        if standing.hidden and not kept.get("alone"):
            dispatcher.utter_message(text=desk.questions.say("old_button"))
            return [*keep_change(None), *await ask_again(dispatcher, tracker)]
        answer = NewAnswer(kept["item"], kept["value"], kept["message"])
        proposal = await asyncio.to_thread(_with_readers, desk, standing.id, answer)
        return _propose(dispatcher, desk, standing, proposal, desk.questions.say("changed"))
    except MoveError:
        if standing.ended:
            _say_over(dispatcher, desk, standing)
        else:
            _say_ring(dispatcher, desk, standing)
        return keep_change(None)
    label = desk.office.agreement.label(kept["item"])
    done = desk.replies.say("change_done", label=label, reference=standing.called, name=standing.told)
    dispatcher.utter_message(text=done)
    done_with = {each: kept[each] for each in ("request", "item", "key")}
    return [*keep_change(done_with), *await ask_again(dispatcher, tracker)]


def _words(desk: HelpDesk, item: str, contact: Contact) -> str:
    """The words that are agreed to by the press."""
    return desk.office.agreement.words({item: True}, contact, None, utc_now()).shared[item]


def _say_over(dispatcher: CollectingDispatcher, desk: HelpDesk, standing: Standing | None) -> None:
    if standing is None:
        dispatcher.utter_message(response="utter_no_request_here", buttons=request_buttons())
        return
    text = [desk.replies.say("change_over", reference=standing.called), *standing.sentences]
    dispatcher.utter_message(text="\n\n".join(text), buttons=request_buttons())


def _say_ring(dispatcher: CollectingDispatcher, desk: HelpDesk, standing: Standing) -> None:
    """What cannot be changed here: whom to ring, or to take it back and ask again."""
    name, phone = _to_ring(desk, standing.id)
    text = desk.replies.say("change_ring", reference=standing.called, name=name, phone=phone)
    back = desk.questions.label("withdraw", reference=standing.called)
    take_back = button(back, "withdraw_consent", request=standing.id)
    dispatcher.utter_message(text=text, buttons=[take_back, *request_buttons()])


def _no(desk: HelpDesk) -> dict[str, str]:
    return button(desk.replies.label("change_no"), "change_request", answer="no")


def _items(desk: HelpDesk, request_id: str) -> Buttons:
    """One button for each item that can be changed, in the order of the words of consent."""
    agreement = desk.office.agreement
    with desk.sessions() as session:
        request = session.get_one(HelpRequest, request_id)
        can = [item for item in agreement.items if can_change(request, item, desk.office)]
    buttons = [button(agreement.label(item), "change_request", request=request_id, step=item) for item in can]
    return [*buttons, _no(desk)]


def _can(desk: HelpDesk, request_id: str, item: str) -> bool:
    with desk.sessions() as session:
        return can_change(session.get_one(HelpRequest, request_id), item, desk.office)


def _to_ring(desk: HelpDesk, request_id: str) -> tuple[str, str]:
    with desk.sessions() as session:
        request = session.get_one(HelpRequest, request_id)
        found = desk.office.contacts.to_reach(request.contact, request.contact_mark)
    return found.name, found.phone


def _proposal(desk: HelpDesk, standing: Standing, item: str, words: str) -> Proposal | None:
    """The change that these words ask for; of a hidden request nothing is shown that was told before."""
    with desk.sessions() as session:
        request = session.get_one(HelpRequest, standing.id)
        shows = not standing.hidden
        old = opened_items(session, desk.vault, request).get(item, "") if shows else ""
        answer = new_answer(item, words, old, shows and request.may_leave_message, desk.questions)
    return _with_readers(desk, standing.id, answer) if answer is not None else None


def _with_readers(desk: HelpDesk, request_id: str, answer: NewAnswer) -> Proposal:
    with desk.sessions() as session:
        request = session.get_one(HelpRequest, request_id)
        return Proposal(answer, tuple(would_see(session, request, answer.item, desk.office)))


def _change(desk: HelpDesk, kept: dict[str, Any]) -> None:
    answer = NewAnswer(kept["item"], kept["value"], kept["message"])
    readers = _with_readers(desk, kept["request"], answer).readers
    if readers and _words(desk, answer.item, readers[0]) != kept["words"]:
        raise ConsentNeededError("Ask the person again: the words are others now.")
    given = (kept["to"], kept["version"], kept["key"], utc_now(), desk.office)
    with desk.sessions.begin() as session:
        change_item(session, desk.vault, kept["request"], answer, *given)
