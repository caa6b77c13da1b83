"""The requests that a chat can speak of: those sent from it, and the one that its code word opened here."""

from __future__ import annotations

import asyncio
from typing import Any

from rasa_sdk import Tracker

from actions.answering import Events
from actions.help_requests.keeping import hides, kept_request
from actions.help_requests.standing import Standing, standing_of, standings
from actions.parts import HelpDesk

OPENED = "opened"
"""The slot of the request that was opened here by its name and code word, by its id."""


async def at_hand(desk: HelpDesk, tracker: Tracker) -> list[Standing]:
    """Each of them, the one opened here first; also one that was sent from here and deleted since."""
    sent = kept_request(tracker)
    beside = [tracker.get_slot(OPENED), sent.sent if sent is not None else ""]
    return await asyncio.to_thread(_found, desk, tracker.sender_id, beside, hides(tracker))


def keep_opened(request_id: str) -> Events:
    """Events that keep this request open in the chat."""
    return [{"event": "slot", "name": OPENED, "value": request_id, "timestamp": None}]


def _found(desk: HelpDesk, person: str, beside: list[Any], hidden: bool) -> list[Standing]:
    own = standings(desk, person, hidden)
    opened, sent = (standing_of(desk, each, hidden) if each else None for each in beside)
    found = [each for each in [opened, *own, sent] if each is not None]
    return list({each.id: each for each in found}.values())
