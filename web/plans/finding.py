"""From the plan to the directory: advice and services for one thing in it, and a press that adds one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from aiohttp import web

from directory.advice import Article, advice_for
from directory.places import Place
from directory.search import Query, Results
from directory.services import service_details
from earlyhelp.plans.document import PlanDocument
from earlyhelp.plans.editing import KEPT_APART, add_line
from safeguarding import Disclosure
from web.door import DOOR, PLANS, Door
from web.near import LONGEST_PLACE, find_near
from web.plans.visits import KEY, PLAN, Fields, back_to, change_plan, of_open_plan, plan_page
from web.text import LONGEST_WORDS, read_words
from web.urgent import hear_danger

routes = web.RouteTableDef()

HELP = f"{PLAN}/help/{{about:action|outcome}}/{KEY}"
PART = "actions"
_FOUND, _OF_EACH = 5, 3
"""How many services are shown: of one search, and under each of several needs."""
_LONGEST_ID = 100


@dataclass(frozen=True)
class Wish:
    """One thing in the plan for which help is looked for, and how that is said in the line it leads to."""

    words: str
    needs: tuple[str, ...]
    label: str = ""
    outcome: str = ""


@dataclass(frozen=True)
class Help:
    """What was found: under a need, or for the words alone."""

    title: str
    article: Article | None
    results: Results


@routes.get(HELP)
@of_open_plan
async def show(request: web.Request, plan: PlanDocument, _fields: Fields) -> web.Response:
    """Advice and services that fit, those of the plan marked; nothing of the plan is in the address."""
    door, wish = request.app[DOOR], _wish(request, plan)
    if wish is None:
        return back_to(request, _part(request), "gone")
    near = read_words(request.query.get("near", ""), LONGEST_PLACE)
    place, no_place = find_near(door.places, near)
    danger = await _heard_in(door, wish)
    found = await asyncio.to_thread(_look, door, wish, place, danger)
    values = {
        "wish": wish,
        "near": near,
        "place": place,
        "no_place": no_place,
        "found": found,
        "danger": danger.level != "none",
        "kept_apart": KEPT_APART,
        "in_plan": {each.service for each in plan.actions if each.service},
        "part": _part(request),
    }
    return await plan_page(request, "help.html", values)


@routes.post(HELP)
@of_open_plan
async def put(request: web.Request, plan: PlanDocument, fields: Fields) -> web.Response:
    """Puts getting in touch with a service into the plan; one that is there stays as it is."""
    door, wish, say = request.app[DOOR], _wish(request, plan), request.app[PLANS].wording.say
    service, now = fields.get("add", "")[:_LONGEST_ID], door.clock()
    name, needs = await asyncio.to_thread(_about, door, service)
    if wish is None or not name or needs & KEPT_APART or (await _heard_in(door, wish)).level != "none":
        return back_to(request, PART, "gone")
    told = {
        "action": say("service_action", name=name),
        "need": wish.label,
        "outcome": wish.outcome,
        "service": service,
    }
    problem = await change_plan(
        request, lambda session, plan_id: add_line(session, door.vault, plan_id, "action", told, now, service)
    )
    return back_to(request, PART, "gone" if problem else "saved")


def _wish(request: web.Request, plan: PlanDocument) -> Wish | None:
    """What the address names; None if it is not in the plan any more."""
    key, needs = request.match_info["key"], request.app[DOOR].needs
    if request.match_info["about"] == "outcome":
        listed = request.app[PLANS].outcomes.by_key.get(key)
        wanted = next((each for each in plan.outcomes if each.key == key), None)
        if wanted is None:
            return None
        return Wish(wanted.label, listed.needs if listed else (), outcome=wanted.label)
    action = next((each for each in plan.actions if each.key == key), None)
    if action is None:
        return None
    named = tuple(need.key for need in needs.values() if need.label == action.need)
    return Wish(action.action, named, action.need, "" if action.is_step else action.outcome)


def _look(door: Door, wish: Wish, place: Place | None, danger: Disclosure) -> Sequence[Help]:
    """One search by the words, or one for each need of a wish that is none of the family's own words; for
    somebody who is hurt at home, those who help with that.
    """
    if {"domestic_abuse", "physical_abuse"} & set(danger.kinds):
        wish = replace(wish, needs=("domestic_abuse",), words="", outcome="")
    by_need = wish.needs and wish.outcome == wish.words
    if not by_need:
        query = Query(text=wish.words[:LONGEST_WORDS], needs=wish.needs, near=place, limit=_FOUND)
        results = door.search.find(query)
        need = next(iter(wish.needs or results.needs), None)
        return [Help("", advice_for(door.articles, need), results)]
    search = partial(Query, near=place, limit=_OF_EACH)
    return [
        Help(door.needs[need].label, advice_for(door.articles, need), door.search.find(search(needs=(need,))))
        for need in wish.needs
    ]


async def _heard_in(door: Door, wish: Wish) -> Disclosure:
    """What the words tell of danger: then nothing is put where whoever does harm may read it."""
    return await asyncio.to_thread(hear_danger, wish.words, door.settings)


def _about(door: Door, service: str) -> tuple[str, frozenset[str]]:
    """The name of a service and the needs it is for; empty if there is none such."""
    with door.sessions() as session:
        found = service_details(session, service)
        return (found.name, frozenset(found.needs)) if found else ("", frozenset())


def _part(request: web.Request) -> str:
    return PART if request.match_info["about"] == "action" else "outcomes"
