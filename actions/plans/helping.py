"""From the plan to people and services: a request with what was picked, and a service put into the plan."""

from __future__ import annotations

import asyncio

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Events
from actions.help_requests import asking as requests
from actions.parts import parts, plan_desk
from actions.plans.asking import ask_step
from actions.plans.keeping import DONE, PICK, in_plan, keep_plan, kept_picks
from core.clock import utc_now
from directory.services import service_details
from earlyhelp.filling import Facts, Filling
from earlyhelp.plans import Mine, told
from earlyhelp.plans.editing import put_line
from earlyhelp.plans.parts import CALLED

SERVICE = "service"
"""The step of the button that puts a service into the plan; its answer is the service's id."""


def begin_picking(dispatcher: CollectingDispatcher, member: Mine) -> Events:
    """Asks about the first part whether it may go into a request."""
    keys = _pickable(member)
    if not keys:
        return ask_step(dispatcher, member, DONE, plan_desk().office.wording.say("nothing_to_change"))
    return _ask(dispatcher, member, keys[0], [])


async def pick(
    dispatcher: CollectingDispatcher, tracker: Tracker, member: Mine, step: str, answer: str
) -> Events:
    """Takes one part in or leaves it out; after the last a request is begun with what was picked alone."""
    keys, picked, key = _pickable(member), kept_picks(tracker), step.removeprefix(PICK)
    if key not in keys:
        return begin_picking(dispatcher, member)
    picked = [each for each in picked if each != key] + ([key] if answer == "pick_yes" else [])
    after = keys[keys.index(key) + 1 :]
    if after:
        return _ask(dispatcher, member, after[0], picked)
    events = await requests.ask_next(dispatcher, tracker, Filling(facts=_facts(member, picked)))
    return [*keep_plan(DONE, waits=False), *events]


async def put_service(dispatcher: CollectingDispatcher, member: Mine, service: str) -> Events:
    """Puts getting in touch with a service into the plan that all see; twice is once."""
    say, now = plan_desk().office.wording.say, utc_now()

    def name_of() -> str:
        with parts().sessions() as session:
            found = service_details(session, service)
            return found.name if found else ""

    name = await asyncio.to_thread(name_of)
    if not name:
        return ask_step(dispatcher, member, DONE, say("old_button"))
    line = {"action": say("service_action", name=name), "service": service}
    await in_plan(
        lambda session, vault, _: put_line(session, vault, member.plan_id, "action", line, now, service)
    )
    dispatcher.utter_message(text=say("service_put", name=name))
    return keep_plan(DONE, waits=False)


def _ask(dispatcher: CollectingDispatcher, member: Mine, key: str, picked: list[str]) -> Events:
    ask_step(dispatcher, member, f"{PICK}{key}")
    return keep_plan(f"{PICK}{key}", picked=picked)


def _pickable(member: Mine) -> list[str]:
    return [part.key for part in told(member, plan_desk().office.blue_sky) if part.key != CALLED]


def _facts(member: Mine, picked: list[str]) -> Facts:
    """What was picked, in the member's own words, as the story of the request."""
    office = plan_desk().office
    story = "\n".join(f"{office.blue_sky.label(key)}: {member.words(key)}" for key in picked)
    entries = (member.entry(key) for key in picked)
    needs = dict.fromkeys(need for entry in entries if entry for need in entry.content.get("needs", ()))
    return Facts(needs=tuple(needs), story=story)
