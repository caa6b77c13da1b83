"""From the plan to people and services: a request with what was picked, and a service put into the plan."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Events
from actions.help_requests import asking as requests
from actions.help_requests.beginning import StartRequest
from actions.help_requests.keeping import begun_request
from actions.help_requests.telling import facts_told, name_in_plan
from actions.parts import parts, plan_desk
from actions.plans.asking import ask_step
from actions.plans.keeping import DONE, PICK, SERVICE_SURE, in_plan, keep_plan, kept_picks
from actions.showing import button
from core.clock import utc_now
from directory.services import service_details
from earlyhelp.filling import Facts, Filling
from earlyhelp.filling.questions import GROWN_UP, UNDER_18
from earlyhelp.plans import Mine, told
from earlyhelp.plans.editing import add_line
from earlyhelp.plans.parts import CALLED

_STEP = frozenset({"next", "action"})
_ANSWERS: Mapping[str, Collection[str]] = {
    "change": ("next", "know", "better"),
    "well": ("strengths", "helped"),
    "services": ("helpers",),
}
"""The parts of the talk that answer a question of the request."""


async def begin_picking(dispatcher: CollectingDispatcher, tracker: Tracker, member: Mine) -> Events:
    """Asks about the first part whether it may go into a request; one that was begun is gone on with."""
    if begun_request(tracker) is not None:
        return await StartRequest().answer(dispatcher, tracker)
    keys = _pickable(member)
    if not keys:
        return ask_step(dispatcher, member, DONE, plan_desk().office.wording.say("nothing_to_change"))
    return _ask(dispatcher, member, keys[0], [])


async def pick(
    dispatcher: CollectingDispatcher, tracker: Tracker, member: Mine, step: str, answer: str
) -> Events:
    """Takes one part in or leaves it out; after the last a request is begun with what was picked."""
    keys, picked, key = _pickable(member), kept_picks(tracker), step.removeprefix(PICK)
    if key not in keys:
        return await begin_picking(dispatcher, tracker, member)
    picked = [each for each in picked if each != key] + ([key] if answer == "pick_yes" else [])
    after = keys[keys.index(key) + 1 :]
    if after:
        return _ask(dispatcher, member, after[0], picked)
    events = await requests.ask_next(dispatcher, tracker, _request(tracker, member, picked))
    return [*keep_plan(DONE, waits=False), *events]


async def ask_about_service(dispatcher: CollectingDispatcher, member: Mine, service: str) -> Events:
    """Says who would read it, and asks."""
    wording, name = plan_desk().office.wording, await _name_of(service)
    if not name:
        return ask_step(dispatcher, member, DONE, wording.say("old_button"))
    buttons = [
        button(wording.label("share"), "plan_choose", step=SERVICE_SURE, answer=service),
        button(wording.label("nothing"), "plan_choose", step=DONE, answer="nothing"),
    ]
    dispatcher.utter_message(text=wording.say("service_ask", name=name), buttons=buttons)
    return keep_plan(DONE, waits=False)


async def put_service(dispatcher: CollectingDispatcher, member: Mine, service: str) -> Events:
    """Puts getting in touch with a service into the plan that all see; one that is there stays as it is."""
    say, now, name = plan_desk().office.wording.say, utc_now(), await _name_of(service)
    line = {"action": say("service_action", name=name), "service": service}
    await in_plan(
        lambda session, vault, _: add_line(session, vault, member.plan_id, "action", line, now, service)
    )
    dispatcher.utter_message(text=say("service_put", name=name))
    return keep_plan(DONE, waits=False)


async def _name_of(service: str) -> str:
    """What a service is called; empty if there is none such any more."""

    def read() -> str:
        with parts().sessions() as session:
            found = service_details(session, service)
            return found.name if found else ""

    return await asyncio.to_thread(read)


def _ask(dispatcher: CollectingDispatcher, member: Mine, key: str, picked: list[str]) -> Events:
    return ask_step(dispatcher, member, f"{PICK}{key}", picked=picked)


def _pickable(member: Mine) -> list[str]:
    return [each.name for each in told(member, plan_desk().office.blue_sky) if each.part.key != CALLED]


def _request(tracker: Tracker, member: Mine, picked: list[str]) -> Filling:
    """A request with what was picked, in the member's own words, each where it belongs.

    Their name, own age and place are not asked for a second time, nor whether they are under 18. Wishes are
    no needs: those are of what was told outside the talk, and of the step itself.
    """
    chosen = [each for each in told(member, plan_desk().office.blue_sky) if each.name in picked]
    answers = {
        question: "\n".join(each.words for each in chosen if each.part.key in parts_of)
        for question, parts_of in _ANSWERS.items()
    }
    rest = [each for each in chosen if not any(each.part.key in parts_of for parts_of in _ANSWERS.values())]
    before = facts_told(tracker)
    if before.who == "other":
        before = Facts(own=before.own)
    entries = (member.entry(each.part.key, each.round) for each in chosen if each.part.key in _STEP)
    needs = [*before.needs, *(need for entry in entries if entry for need in entry.content.get("needs", ()))]
    facts = Facts(
        needs=tuple(dict.fromkeys(needs)),
        story="\n".join(f"{each.part.label}: {each.words}" for each in rest),
        place=before.place,
        postcode=before.postcode,
        district=before.district,
        own=before.own,
        name=name_in_plan(member),
    )
    grown_up = {} if member.voice is None else {"under_18": GROWN_UP if member.voice == "adult" else UNDER_18}
    return Filling(facts=facts, answers={key: words for key, words in answers.items() if words} | grown_up)
