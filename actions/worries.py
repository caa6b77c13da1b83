"""For professionals who tell the chat of a worry: which way to go by level, and the page with the steps."""

from __future__ import annotations

import asyncio

from rasa_sdk import Tracker

from actions.answering import log
from actions.hearing import typed
from actions.parts import library
from directory.guidance import Way
from directory.guidance.routes import LEVELS, Level

PATIENCE = 2.0
"""Seconds that an answer waits for the way; the first to ask in a process may find it still being read."""
PAGE = "[Which way do I go, and what do I tell the parents?](/guidance/worry)"


async def way_in_words(tracker: Tracker, least: Level = "universal") -> str:
    """The way for the latest message: its title, whether the parents are told first, what to do about a worry
    of this kind, and where all the steps are.

    It is the page alone where the way is milder than `least`, as the end of a story may sound by itself.
    Never raises and never waits long, for what goes with it may be urgent: then too it is the page alone.
    """
    text = typed(tracker.latest_message.get("text"))
    try:
        way = await asyncio.wait_for(asyncio.to_thread(_way, text), PATIENCE) if text else None
    except Exception as error:
        log.warning("the way for a worry was not found in time", error=type(error).__name__)
        way = None
    if way is None or LEVELS.index(way.route.level) < LEVELS.index(least):
        return f"If you work with this family: {PAGE}"
    told = f"If you work with this family: **{way.route.title}.** {way.parents}".rstrip()
    steps = [f"- {step}" for each in way.kinds[:1] for step in each.steps]
    return "\n".join([told, *steps, "", "[See all the steps](/guidance/worry)."])


def _way(text: str) -> Way:
    return library().guidance.router.route(text)
