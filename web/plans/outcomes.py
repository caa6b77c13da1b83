"""What the family wants to be different: choosing it, how big it is, and how it is now at a review."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from aiohttp import web

from earlyhelp.errors import PlanChangedError
from earlyhelp.plans.document import PlanDocument, Wanted
from earlyhelp.plans.editing import (
    LONGEST_FIELD,
    put_outcome,
    remove_outcome,
    rounds_of_outcomes,
)
from earlyhelp.plans.entries import mark_of
from earlyhelp.plans.outcomes import LEAST, MOST, OTHER, is_own
from web.door import DOOR, PLANS
from web.plans.forms import SEEN, changed_problem, form_page, new_once, once_of, unsure_words
from web.plans.shown import in_turn
from web.plans.visits import (
    KEY,
    NEW,
    PLAN,
    Fields,
    back_to,
    change_plan,
    of_open_plan,
    plan_page,
    plan_path,
    read_from_plan,
)
from web.text import read_words
from web.visitors import see_other

routes = web.RouteTableDef()

OUTCOME = f"{PLAN}/outcome/{KEY}"
PART = "outcomes"
_MOST_ROUND = 4
"""Digits of the number of a review."""
_OWN_KEY = 8
"""Characters after `other-` in the key of an outcome of the family's own."""


@routes.get(f"{PLAN}/outcome")
@of_open_plan
async def choose(request: web.Request, plan: PlanDocument, _fields: Fields) -> web.Response:
    """The whole list under Southwark's themes, to pick from."""
    outcomes = request.app[PLANS].outcomes
    themes = [
        (title, [each for each in outcomes.by_key.values() if each.southwark == theme])
        for theme, title in outcomes.southwark.items()
    ]
    chosen = {each.key for each in plan.outcomes}
    return await plan_page(request, "choose.html", {"themes": themes, "chosen": chosen, "own": NEW})


@routes.get(OUTCOME)
@of_open_plan
async def ask(request: web.Request, plan: PlanDocument, _fields: Fields) -> web.Response:
    """Asks how big this is for the family, as it stands where they said it before."""
    wanted = _wanted(request, plan)
    if wanted is None and is_own(_key(request)):
        return back_to(request, PART, "gone")
    told = {"effect": str(wanted.last) if wanted else "", "words": wanted.label if wanted else ""}
    return await _form(request, plan, told, {}, seen=_mark(wanted))


@routes.post(OUTCOME)
@of_open_plan
async def save(request: web.Request, plan: PlanDocument, fields: Fields) -> web.Response:
    """Writes the number: the latest one anew, or the first for what is new in the plan.

    The family can name as many of their own as they like; a second press of one form adds one.
    """
    key, say = _key(request), request.app[PLANS].wording.say
    key = f"{OTHER}-{once_of(fields)[:_OWN_KEY]}" if key == NEW else key
    words = read_words(fields.get("words", ""), len(fields.get("words", ""))) if is_own(key) else ""
    effect, told = _effect(fields), {"effect": fields.get("effect", ""), "words": words}
    problems = {} if effect else {"effect": say("page_need_effect")}
    if is_own(key) and not words:
        problems = {"words": say("page_need_outcome"), **problems}
    elif len(words) > LONGEST_FIELD:
        problems = {"words": say("page_too_long", number=str(LONGEST_FIELD)), **problems}
    if not problems and (unsure := await unsure_words(request, fields, words)):
        return await _form(request, plan, told, {}, once_of(fields), fields.get(SEEN, ""), unsure=unsure)
    if not problems:
        rounds = await read_from_plan(request, rounds_of_outcomes)
        round_ = rounds.get(key, max(rounds.values(), default=0))
        try:
            problem = await _put(request, key, effect, round_, words, fields.get(SEEN))
        except PlanChangedError as changed:
            said = changed_problem(request, changed)
            return await _form(request, plan, told, said, seen=changed.mark, stands=changed.stands)
        problems = {"": problem} if problem else {}
    if problems:
        return await _form(request, plan, told, problems, once_of(fields), fields.get(SEEN, ""))
    return back_to(request, PART)


@routes.get(f"{OUTCOME}/remove")
@of_open_plan
async def ask_to_remove(request: web.Request, plan: PlanDocument, _fields: Fields) -> web.Response:
    """Asks before an outcome is taken out, with all that was said of it."""
    wanted = _wanted(request, plan)
    if wanted is None:
        return back_to(request, PART, "gone")
    return await plan_page(request, "remove.html", {"what": wanted.label, "part": PART})


@routes.post(f"{OUTCOME}/remove")
@of_open_plan
async def take_out(request: web.Request, _plan: PlanDocument, _fields: Fields) -> web.Response:
    """Takes it out; a second press changes nothing."""
    now = request.app[DOOR].clock()
    await change_plan(request, lambda session, plan_id: remove_outcome(session, plan_id, _key(request), now))
    return back_to(request, PART, "removed")


@routes.get(f"{PLAN}/again")
@of_open_plan
async def ask_again(request: web.Request, plan: PlanDocument, _fields: Fields) -> web.Response:
    """Asks how one of them is now; without a place in the row, a new review begins with the first."""
    if not plan.outcomes:
        return see_other(f"{plan_path(request)}#{PART}")
    return await _ask_again(request, plan, request.query.get("at", ""), request.query.get("round", ""), {})


@routes.post(f"{PLAN}/again")
@of_open_plan
async def save_again(request: web.Request, plan: PlanDocument, fields: Fields) -> web.Response:
    """Writes how it is now in the round that the form was made for, and goes on to the next."""
    at, said = fields.get("at", ""), fields.get("round", "")
    effect = _effect(fields)
    if at not in [each.key for each in plan.outcomes]:
        return back_to(request, PART, "gone")
    if not effect:
        problem = request.app[PLANS].wording.say("page_need_effect")
        return await _ask_again(request, plan, at, said, {"effect": problem})
    round_ = await _round(request, said)
    words = next(each.label for each in plan.outcomes if each.key == at) if is_own(at) else ""
    problem = await _put(request, at, effect, round_, words)
    if problem:
        return await _ask_again(request, plan, at, said, {"": problem})
    after = _after(request, plan, at)
    if not after:
        easier = effect < next(each.first for each in plan.outcomes if each.key == at) or any(
            each.last < each.first for each in plan.outcomes if each.key != at
        )
        return back_to(request, PART, "better" if easier else "saved")
    return see_other(f"{plan_path(request)}/again?round={round_}&at={after}")


async def _ask_again(
    request: web.Request, plan: PlanDocument, at: str, said: str, problems: Fields
) -> web.Response:
    turn = in_turn(plan, request.app[PLANS])
    place = next((number for number, each in enumerate(turn) if each.key == at), 0)
    wanted = turn[place]
    values = {
        "wanted": wanted,
        "place": place + 1,
        "many": len(turn),
        "round": await _round(request, said),
        "after": _after(request, plan, wanted.key),
        "effects": request.app[PLANS].outcomes.effects,
    }
    return await form_page(request, "again.html", values, problems)


async def _form(
    request: web.Request,
    plan: PlanDocument,
    told: Fields,
    problems: Fields,
    once: str = "",
    seen: str = "",
    stands: Mapping[str, Any] = MappingProxyType({}),
    unsure: str = "",
) -> web.Response:
    """`seen` marks what stands in the plan; `stands` is that, where it is not what this person saw."""
    outcomes, key = request.app[PLANS].outcomes, _key(request)
    own = key == NEW or is_own(key)
    if not own and key not in outcomes.by_key:
        raise web.HTTPNotFound
    values = {
        "label": "" if own else outcomes.by_key[key].label,
        "once": once or new_once(),
        "seen": seen,
        "unsure": unsure,
        "stands": [("", words) for words in _stands(stands, request) if words],
        "effects": outcomes.effects,
        "told": told,
        "is_new": _wanted(request, plan) is None,
        "part": PART,
    }
    return await form_page(request, "outcome.html", values, problems)


async def _put(
    request: web.Request, key: str, effect: int, round_: int, words: str, seen: str | None = None
) -> str:
    door, outcomes = request.app[DOOR], request.app[PLANS].outcomes
    now = door.clock()
    return await change_plan(
        request,
        lambda session, plan_id: put_outcome(
            session, door.vault, plan_id, key, effect, round_, now, outcomes, words, seen
        ),
    )


def _mark(wanted: Wanted | None) -> str:
    """The mark of an outcome as it stands; empty for a new one."""
    if wanted is None:
        return ""
    return mark_of({"effect": wanted.last, "words": wanted.label if is_own(wanted.key) else ""})


def _stands(stands: Mapping[str, Any], request: web.Request) -> list[str]:
    effects = request.app[PLANS].outcomes.effects
    number = stands.get("effect", 0)
    return [str(stands.get("words", "")), f"{number} – {effects[number]}" if number in effects else ""]


async def _round(request: web.Request, said: str) -> int:
    """The round that is going on where it is the one that was `said`; else the next."""
    rounds = await read_from_plan(request, rounds_of_outcomes)
    latest = max(rounds.values(), default=0)
    is_on = said.isdecimal() and len(said) <= _MOST_ROUND and int(said) == latest and latest > 0
    return latest if is_on else latest + 1


def _after(request: web.Request, plan: PlanDocument, key: str) -> str:
    """The outcome that is asked about after this one; empty after the last."""
    keys = [each.key for each in in_turn(plan, request.app[PLANS])]
    return dict(pairwise(keys)).get(key, "")


def _effect(fields: Fields) -> int:
    """The number that was picked; 0 if none of the scale was."""
    return {str(number): number for number in range(LEAST, MOST + 1)}.get(fields.get("effect", ""), 0)


def _wanted(request: web.Request, plan: PlanDocument) -> Wanted | None:
    return next((each for each in plan.outcomes if each.key == _key(request)), None)


def _key(request: web.Request) -> str:
    return request.match_info["key"]
