"""Danger that was told in an answer of the talk: the answer is not lost, and never offered to the family."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.answering import log
from actions.hearing import typed
from actions.parts import plan_desk
from actions.plans.keeping import PART, in_plan, is_asked, kept_step, member_of
from core.clock import utc_now
from earlyhelp.plans import keep_for_writer, named


async def keep_answer_back(tracker: Tracker) -> None:
    """Keeps the words that were an answer for their writer alone; if that fails, help is named anyhow.

    Whoever does harm at home may read the plan, so nobody is asked whether such words may go into it.
    """
    try:
        member, step = await member_of(tracker), kept_step(tracker)
        text = typed(tracker.latest_message.get("text"))
        if member is None or not is_asked(tracker) or not step.startswith(PART):
            return
        asked, now = named(member, plan_desk().office.blue_sky, step.removeprefix(PART)), utc_now()
        if asked is not None and text:
            part, round_ = asked
            await in_plan(
                lambda session, vault, _: keep_for_writer(session, vault, member, part, text, now, round_)
            )
    except Exception as error:
        log.error("an answer was lost beside a disclosure", error=type(error).__name__)
