"""Where requests stand as the chat shows it, with buttons to take one back or to show what was hidden."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence

from rasa_sdk.executor import CollectingDispatcher

from actions.help_requests.copies import HIDE_NOTE, SHOW_NOTE
from actions.help_requests.standing import Standing, links_to
from actions.parts import HelpDesk
from actions.showing import Buttons, button

SHOWN = 3
"""Requests that are told about at once, the newest first."""
SHOWN_ALL = "shown_all"
"""The button of somebody who says that it is safe now to show the name of a request."""


async def show_standing(
    dispatcher: CollectingDispatcher,
    desk: HelpDesk,
    found: Sequence[Standing],
    own: Collection[str] = (),
) -> None:
    """Where each stands; `own` are the ids of those of this chat.

    What is hidden is told of without its name and without the link, which opens all that was told.
    """
    say, label = desk.questions.say, desk.questions.label
    links = await asyncio.to_thread(links_to, desk, [each for each in found[:SHOWN] if not each.hidden])
    for each in found[:SHOWN]:
        page = [say("own_page", link=links[each.id])] if each.id in links else []
        title = [] if each.hidden and len(found) == 1 else [f"**{each.called[:1].upper()}{each.called[1:]}**"]
        told = [*title, *each.sentences, *page]
        buttons = take_back_buttons(desk, [each])
        if each.id in own and not each.erased:
            note = button(label("show_code"), "request_copy", answer=SHOW_NOTE, request=each.id)
            buttons = [note, *buttons]
        if each.hidden and not each.erased:
            told.append(say("hidden_ask"))
            buttons = [*show_or_hide(desk, "ask_request_status", request=each.id), *buttons]
        dispatcher.utter_message(text="\n\n".join(told), buttons=buttons)


def show_or_hide(desk: HelpDesk, intent: str, **held: str) -> Buttons:
    """Whether it is safe by now to show what opens a request; the yes does what `intent` does, in full."""
    label = desk.questions.label
    return [
        button(label("show_note"), intent, answer=SHOWN_ALL, **held),
        button(label("no_note"), "request_copy", answer=HIDE_NOTE),
    ]


def take_back_buttons(desk: HelpDesk, found: Sequence[Standing]) -> Buttons:
    """One button for each request that was not taken back, also for one that has ended."""
    return [
        button(desk.questions.label("withdraw", reference=each.called), "withdraw_consent", request=each.id)
        for each in found
        if not each.taken_back
    ]
