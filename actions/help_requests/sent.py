"""Telling that a request was sent, also where the chat was not kept after that, as when a process died."""

from __future__ import annotations

import asyncio

from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Events
from actions.help_requests.keeping import keep_request
from actions.help_requests.standing import standing_of
from actions.parts import HelpDesk
from actions.showing import button
from earlyhelp.days import day_of, day_words
from earlyhelp.filling import Filling
from earlyhelp.requests import Submitted, submitted_before
from earlyhelp.requests.draft import REACH


async def sent_under(desk: HelpDesk, key: str) -> Submitted | None:
    """The request that was sent under this submission key, if there is one."""
    return await asyncio.to_thread(_sent_under, desk, key) if key else None


async def tell_if_sent(
    dispatcher: CollectingDispatcher, desk: HelpDesk | None, filling: Filling | None
) -> Events | None:
    """Tells of the request that the chat takes for a draft although it was sent; None if it was not."""
    if desk is None or filling is None or not filling.is_open:
        return None
    sent = await sent_under(desk, filling.key)
    if sent is None:
        return None
    await tell_sent(dispatcher, desk, sent)
    return keep_sent(filling.key, sent)


def keep_sent(key: str, sent: Submitted) -> Events:
    """Events that keep which request was sent, and nothing of what was written for it."""
    return keep_request(Filling(key=key, sent=sent.request_id), waits=False)


async def tell_sent(dispatcher: CollectingDispatcher, desk: HelpDesk, sent: Submitted) -> None:
    """Who has it, by when they answer and what can be done later; then whether a note of it is safe.

    One that has ended since, or whose contact has left, told of again, is told of as it stands.
    """
    standing = await asyncio.to_thread(standing_of, desk, sent.request_id, True)
    contact = sent.contact
    if contact is None or (sent.is_replay and standing is not None and standing.ended):
        dispatcher.utter_message(text="\n\n".join(standing.sentences if standing else ()))
        return
    say, label = desk.questions.say, desk.questions.label
    due = day_words(day_of(sent.due_at))
    told = [
        say("sent", name=contact.name, role=contact.role, agency=contact.agency, due=due),
        *(
            []
            if standing and REACH in standing.parts
            else [say("no_reach", name=contact.name, phone=contact.phone)]
        ),
        say("sent_after"),
        say("sent_danger"),
    ]
    dispatcher.utter_message(text="\n\n".join(told))
    notes = [
        button(label("show_note"), "request_copy", answer="note", request=sent.request_id),
        button(label("no_note"), "request_copy", answer="no_note", request=sent.request_id),
    ]
    dispatcher.utter_message(text=say("note_ask"), buttons=notes)


def _sent_under(desk: HelpDesk, key: str) -> Submitted | None:
    with desk.sessions() as session:
        return submitted_before(session, desk.vault, key, desk.office)
