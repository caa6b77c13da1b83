"""Sending a request, once; and the copy of what was agreed to."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import pressed
from actions.help_requests.asking import ask_next, items, step_of
from actions.help_requests.checking import page_mark
from actions.help_requests.keeping import in_danger, keep_request, kept_request
from actions.parts import HelpDesk, help_desk
from actions.showing import button
from core.clock import utc_now
from earlyhelp.days import day_of, day_words
from earlyhelp.errors import DraftError
from earlyhelp.filling import Filling
from earlyhelp.requests import (
    Copy,
    Draft,
    Submitted,
    copy_for_person,
    requests_of,
    submit,
    submitted_before,
)


class SubmitRequest(Answer):
    """The one button that sends was pressed; pressed again, or played again, it gives the same request."""

    def name(self) -> str:
        return "action_submit_request"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        desk, filling = help_desk(), kept_request(tracker)
        if desk is None:
            dispatcher.utter_message(response="utter_request_by_phone")
            return keep_request(None, waits=False)
        key, page = pressed(tracker, "key") or "", pressed(tracker, "page") or ""
        sent = await asyncio.to_thread(_sent_before, desk, key) if key else None
        if sent is None:
            if filling is None or not filling.is_open or key != filling.key or not key:
                dispatcher.utter_message(text=desk.questions.say("old_button"))
                return keep_request(filling, waits=False)
            if in_danger(tracker) or step_of(desk, filling) != "check":
                return await ask_next(dispatcher, tracker, filling)
            if page != page_mark(desk, filling, items(desk, filling), utc_now()):
                return await ask_next(dispatcher, tracker, filling, desk.questions.say("changed"))
            try:
                sent = await asyncio.to_thread(_send, desk, filling, tracker.sender_id)
            except DraftError:
                return await ask_next(dispatcher, tracker, filling, desk.questions.say("changed"))
        _tell(dispatcher, desk, sent)
        if filling is not None and filling.key == key:
            filling = Filling(key=key, sent=sent.request_id)
        return keep_request(filling, waits=False)


class KeepCopy(Answer):
    """Whether it is safe to hold a copy; only then is it shown."""

    def name(self) -> str:
        return "action_request_copy"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        desk = help_desk()
        if desk is None:
            dispatcher.utter_message(response="utter_request_by_phone")
            return []
        if pressed(tracker, "answer") != "show":
            dispatcher.utter_message(text=desk.questions.say("copy_none"))
            return []
        copy = await asyncio.to_thread(_copy, desk, tracker.sender_id, pressed(tracker, "request") or "")
        text = copy_as_text(desk, copy) if copy else desk.questions.say("copy_gone")
        dispatcher.utter_message(text=text)
        return []


def copy_as_text(desk: HelpDesk, copy: Copy) -> str:
    """The exact words agreed to, and what was shared under them."""
    say, words = desk.questions.say, copy.agreed
    lines = [*words.opening, *words.shared.values(), *words.refused.values(), *words.closing]
    text = [say("copy", reference=copy.reference), "\n".join(f"- {line}" for line in lines)]
    if copy.values:
        label = desk.office.agreement.label
        values = [say("copy_value", label=label(item), value=value) for item, value in copy.values.items()]
        text += [say("copy_shared"), "\n".join(" ".join(value.split()) for value in values)]
    return "\n\n".join(text)


def _tell(dispatcher: CollectingDispatcher, desk: HelpDesk, sent: Submitted) -> None:
    """Who has it, by when they answer, reference and code word, what can be done later, and a copy."""
    say, label, contact = desk.questions.say, desk.questions.label, sent.contact
    told = [
        say(
            "sent",
            name=contact.name,
            role=contact.role,
            agency=contact.agency,
            due=day_words(day_of(sent.due_at)),
        ),
        say("sent_code", reference=sent.reference, code=sent.code),
        say("sent_after"),
        say("sent_danger"),
    ]
    dispatcher.utter_message(text="\n\n".join(told))
    copies = [
        button(label("show_copy"), "request_copy", answer="show", request=sent.request_id),
        button(label("no_copy"), "request_copy", answer="no", request=sent.request_id),
    ]
    dispatcher.utter_message(text=say("copy_ask"), buttons=copies)


def _sent_before(desk: HelpDesk, key: str) -> Submitted | None:
    with desk.sessions() as session:
        return submitted_before(session, desk.vault, key, desk.office)


def _send(desk: HelpDesk, filling: Filling, person: str) -> Submitted:
    draft = draft_of(desk, filling, person)
    with desk.sessions.begin() as session:
        return submit(session, desk.vault, draft, filling.key, utc_now(), desk.office)


def draft_of(desk: HelpDesk, filling: Filling, person: str) -> Draft:
    """What would be sent; answers that were refused are left out already here."""
    told = items(desk, filling)
    agreed = {item: filling.agreed[item] for item in told}
    draft = Draft(
        person=person,
        contact=filling.contact,
        answers={item: value for item, value in told.items() if agreed[item]},
        agreed=agreed,
        wording_version=desk.office.agreement.version,
        second=filling.second,
    )
    return replace(draft, second_agreed=bool(filling.second and filling.second_agreed))


def _copy(desk: HelpDesk, person: str, request_id: str) -> Copy | None:
    with desk.sessions() as session:
        found = next((each for each in requests_of(session, person) if each.id == request_id), None)
        return None if found is None else copy_for_person(session, desk.vault, found)
