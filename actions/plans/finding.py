"""From the plan to the directory: services and advice for the step that somebody wants to take."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Events
from actions.hearing import keep, kept_enquiry
from actions.plans.asking import ask_step
from actions.plans.keeping import DONE
from actions.showing import COMMON_NEEDS, go_on, need_buttons
from directory.enquiry import Enquiry, Heard
from earlyhelp.plans import Mine
from earlyhelp.plans.editing import KEPT_APART

_TELLING = ("action", "next", "world")
"""The parts that say most about what help is wanted, the likeliest first."""
OF_PARENTS = frozenset({"parenting", "early_years_childcare"})
"""Needs that a child's or teenager's step does not mean, whoever in it is cared for."""


async def find_help(dispatcher: CollectingDispatcher, tracker: Tracker, member: Mine) -> Events:
    """Looks for what fits the step; only those words are looked for, and nothing of the plan is passed on.

    Nor is what was told before: somebody may be looking on, and a disclosure is no part of the step.
    """
    words = " ".join(filter(None, (member.words(part) for part in _TELLING[:2])))
    needs = tuple(
        dict.fromkeys(
            need
            for part in _TELLING
            if (entry := member.entry(part)) is not None
            for need in entry.content.get("needs", ())
            if need not in KEPT_APART and (member.voice == "adult" or need not in OF_PARENTS)
        )
    )
    if not words and not needs:
        return ask_step(dispatcher, member, DONE)
    if not needs:
        dispatcher.utter_message(response="utter_ask_need", buttons=need_buttons(COMMON_NEEDS))
        return keep(kept_enquiry(tracker), asked="need")
    told = kept_enquiry(tracker)
    fresh = Enquiry(spot=told.spot, age=told.age, own_age=told.own_age, who=told.who)
    return await go_on(dispatcher, fresh.hear(Heard(text=words, needs=needs)), needs)
