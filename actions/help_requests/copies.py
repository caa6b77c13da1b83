"""What a person keeps of a request: its name and code word, and a copy, each only if it is safe to hold."""

from __future__ import annotations

import asyncio

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.answering import Answer, Events
from actions.hearing import pressed
from actions.help_requests.keeping import HIDES
from actions.parts import HelpDesk, help_desk
from actions.showing import button
from core.clock import utc_now
from earlyhelp.requests import Copy, HelpRequest, code_for_person, copy_for_person, requests_of
from earlyhelp.requests.history import write_audit
from earlyhelp.requests.staff import PERSON

SHOW_NOTE, HIDE_NOTE, SHOW_COPY = "note", "no_note", "show"


class KeepCopy(Answer):
    """Whether it is safe to hold the name and the code word, or a copy; only then are they shown."""

    def name(self) -> str:
        return "action_request_copy"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        desk, answer = help_desk(), pressed(tracker, "answer") or ""
        if desk is None:
            dispatcher.utter_message(response="utter_request_by_phone")
            return []
        return await show_or_not(dispatcher, tracker, desk, answer, pressed(tracker, "request") or "")


async def show_or_not(
    dispatcher: CollectingDispatcher, tracker: Tracker, desk: HelpDesk, answer: str, request_id: str
) -> Events:
    """Shows what was said to be safe to show, and nothing else; `answer` is what the button holds.

    Whether the name is safe to show is kept, for whatever is asked later.
    """
    person = tracker.sender_id
    if answer == SHOW_NOTE:
        note = await asyncio.to_thread(_note, desk, person, request_id)
        _say_note(dispatcher, desk, request_id, note)
    elif answer == SHOW_COPY:
        copy = await asyncio.to_thread(_copy, desk, person, request_id)
        text = copy_as_text(desk, copy) if copy else desk.questions.say("copy_gone")
        dispatcher.utter_message(text=text)
    else:
        refused = desk.questions.say("note_none" if answer == HIDE_NOTE else "copy_none")
        dispatcher.utter_message(text=refused)
    if answer in {SHOW_NOTE, HIDE_NOTE}:
        return [{"event": "slot", "name": HIDES, "value": answer == HIDE_NOTE, "timestamp": None}]
    return []


def copy_as_text(desk: HelpDesk, copy: Copy) -> str:
    """The exact words agreed to, and what was shared under them."""
    say = desk.questions.say
    text = [say("copy", reference=copy.reference), "\n".join(f"- {line}" for line in copy.agreed.lines)]
    if copy.values:
        label = desk.office.agreement.label
        values = [say("copy_value", label=label(item), value=value) for item, value in copy.values.items()]
        text += [say("copy_shared"), "\n".join(" ".join(value.split()) for value in values)]
    return "\n\n".join(text)


def _say_note(
    dispatcher: CollectingDispatcher, desk: HelpDesk, request_id: str, note: tuple[str, str] | None
) -> None:
    say, label = desk.questions.say, desk.questions.label
    if note is None or not note[1]:
        dispatcher.utter_message(text=say("copy_gone"))
        return
    reference, code = note
    copies = [
        button(label("show_copy"), "request_copy", answer=SHOW_COPY, request=request_id),
        button(label("no_copy"), "request_copy", answer="no_copy", request=request_id),
    ]
    text = [say("sent_code", reference=reference, code=code), say("copy_ask")]
    dispatcher.utter_message(text="\n\n".join(text), buttons=copies)


def _note(desk: HelpDesk, person: str, request_id: str) -> tuple[str, str] | None:
    """The name and the code word, with an entry in the audit."""
    with desk.sessions.begin() as session:
        found = _own(session, person, request_id)
        if found is None:
            return None
        write_audit(session, found, "code_shown", PERSON, utc_now())
        return found.reference, code_for_person(desk.vault, found)


def _copy(desk: HelpDesk, person: str, request_id: str) -> Copy | None:
    """The words agreed to and what was shared, with an entry in the audit."""
    with desk.sessions.begin() as session:
        found = _own(session, person, request_id)
        if found is None:
            return None
        copy = copy_for_person(session, desk.vault, found)
        write_audit(session, found, "copied", PERSON, utc_now())
        return copy


def _own(session: Session, person: str, request_id: str) -> HelpRequest | None:
    """A request of this conversation; None for any other."""
    return next((each for each in requests_of(session, person) if each.id == request_id), None)
