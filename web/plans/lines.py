"""Adding, changing and taking out one line of the plan: a person, somebody who helps, or an action."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import cast

from aiohttp import web

from earlyhelp.errors import PlanChangedError
from earlyhelp.plans.document import PersonInPlan, PlanDocument, PlannedAction
from earlyhelp.plans.editing import FIELDS, Line, longest, mark_done, put_line, remove_line
from earlyhelp.plans.entries import mark_of
from earlyhelp.plans.team.involving import Agency
from web.door import DOOR, PLANS
from web.plans.forms import SEEN, changed_problem, form_page, new_once, once_of, unsure_words
from web.plans.visits import KEY, NEW, NONE, PLAN, Fields, back_to, change_plan, of_open_plan, plan_page
from web.text import read_text, read_words

routes = web.RouteTableDef()

LINE = f"{PLAN}/{{line:person|agency|action}}/{KEY}"
PARTS: Mapping[Line, str] = {"person": "people", "agency": "agencies", "action": "actions"}
"""Where on the page of the plan each of them stands."""
_MISSING: Mapping[Line, str] = {
    "person": "page_need_name",
    "agency": "page_need_name",
    "action": "page_need_action",
}
_COLUMNS: Mapping[Line, Mapping[str, str]] = {
    "person": {"name": "column_name", "role": "column_in_family"},
    "agency": {
        "name": "column_name",
        "role": "column_role",
        "service": "column_service",
        "assessments": "column_assessments",
    },
    "action": {
        "action": "column_action",
        "who": "column_who",
        "by": "column_by",
        "need": "column_need",
        "outcome": "column_outcome",
    },
}
"""The sentence that names each field which somebody writes."""
_SERVICE = re.compile(r"[A-Za-z0-9_-]{1,64}")
_BOXES = frozenset({"action", "assessments"})
"""Fields of several lines."""


@routes.get(LINE)
@of_open_plan
async def ask(request: web.Request, plan: PlanDocument, _fields: Fields) -> web.Response:
    """The form for a line, empty or as it stands."""
    told = _told(request, plan)
    if told is None:
        return back_to(request, PARTS[_line(request)], "gone")
    return await _form(request, plan, told, {}, seen=mark_of(told))


@routes.post(LINE)
@of_open_plan
async def save(request: web.Request, plan: PlanDocument, fields: Fields) -> web.Response:
    """Writes the line; a second press of the same button adds nothing, and nothing typed is lost."""
    line, vault, now = _line(request), request.app[DOOR].vault, request.app[DOOR].clock()
    kept = _told(request, plan) or {}
    told = {field: _read(field, fields.get(field, "")) for field in FIELDS[line]}
    if line == "action":
        told["service"] = kept.get("service", "") or _service_of(fields)
    problems = _problems(request, plan, told, kept)
    key = once_of(fields) if _key(request) == NEW else _key(request)
    seen = fields.get(SEEN) if _key(request) != NEW else None
    if not problems and (unsure := await unsure_words(request, fields, *_words_of(line, told))):
        return await _form(request, plan, told, {}, key, seen or "", unsure=unsure)
    if not problems:
        try:
            problem = await change_plan(
                request,
                lambda session, plan_id: put_line(session, vault, plan_id, line, told, now, key, seen),
            )
        except PlanChangedError as changed:
            stands = {field: str(changed.stands.get(field, "")) for field in FIELDS[line]}
            return await _form(
                request, plan, told, changed_problem(request, changed), seen=changed.mark, stands=stands
            )
        problems = {"": problem} if problem else {}
    if problems:
        return await _form(request, plan, told, problems, key, seen or "")
    return back_to(request, PARTS[line])


@routes.get(f"{LINE}/remove")
@of_open_plan
async def ask_to_remove(request: web.Request, plan: PlanDocument, _fields: Fields) -> web.Response:
    """Asks before a line is taken out."""
    line, told = _line(request), _told(request, plan)
    if told is None or _key(request) == NEW:
        return back_to(request, PARTS[line], "gone")
    values = {"what": told[FIELDS[line][0]], "part": PARTS[line]}
    return await plan_page(request, "remove.html", values)


@routes.post(f"{LINE}/remove")
@of_open_plan
async def take_out(request: web.Request, _plan: PlanDocument, _fields: Fields) -> web.Response:
    """Takes a line out; a second press changes nothing."""
    line, now = _line(request), request.app[DOOR].clock()
    await change_plan(
        request, lambda session, plan_id: remove_line(session, plan_id, line, _key(request), now)
    )
    return back_to(request, PARTS[line], "removed")


@routes.post(f"{PLAN}/action/{KEY}/done")
@of_open_plan
async def say_done(request: web.Request, plan: PlanDocument, fields: Fields) -> web.Response:
    """Marks an action of the plan as done, or as not done after all."""
    if _key(request) not in {each.key for each in plan.actions}:
        return back_to(request, "actions", "gone")
    vault, now, done = request.app[DOOR].vault, request.app[DOOR].clock(), fields.get("done") == "yes"
    await change_plan(
        request, lambda session, plan_id: mark_done(session, vault, plan_id, _key(request), done, now)
    )
    return back_to(request, "actions")


def _told(request: web.Request, plan: PlanDocument) -> Mapping[str, str] | None:
    """What stands in the line of this address, empty for a new one; None if there is none."""
    if _key(request) == NEW:
        return {}
    listed: Mapping[Line, Sequence[PersonInPlan | Agency | PlannedAction]] = {
        "person": [each for each in plan.people if each.key],
        "agency": plan.agencies,
        "action": [each for each in plan.actions if not each.is_step],
    }
    found = next((each for each in listed[_line(request)] if each.key == _key(request)), None)
    return {field: getattr(found, field) for field in FIELDS[_line(request)]} if found is not None else None


async def _form(
    request: web.Request,
    plan: PlanDocument,
    told: Fields,
    problems: Fields,
    once: str = "",
    seen: str = "",
    stands: Fields = NONE,
    unsure: str = "",
) -> web.Response:
    """`seen` marks what stands in the plan; `stands` is that, where it is not what this person saw."""
    line, is_new = _line(request), _key(request) == NEW
    values = {
        "unsure": unsure,
        "seen": "" if is_new else seen,
        "stands": [(label, stands[field]) for field, label in _labels(request, line) if stands.get(field)],
        "told": told,
        "is_new": is_new,
        "said_yes_or_no": any(each.key == _key(request) and each.said_at for each in plan.agencies),
        "part": PARTS[line],
        "once": once or new_once(),
        **(_choices(request, plan, told) if line == "action" else {}),
    }
    return await form_page(request, f"{line}.html", values, problems)


def _choices(request: web.Request, plan: PlanDocument, told: Fields) -> dict[str, list[str]]:
    """What an action can be about, and what it can work towards: what the family chose comes first.

    What stands there already stays a choice, also where the list is another by now.
    """
    needs = [need.label for need in request.app[DOOR].needs.values()]
    chosen = [each.label for each in plan.outcomes]
    others = [each.label for each in request.app[PLANS].outcomes.by_key.values() if each.label not in chosen]
    kept_need, kept_outcome = told.get("need", ""), told.get("outcome", "")
    return {
        "needs": [*([kept_need] if kept_need and kept_need not in needs else []), *needs],
        "chosen": chosen,
        "others": [
            *([kept_outcome] if kept_outcome and kept_outcome not in (*chosen, *others) else []),
            *others,
        ],
    }


def _problems(request: web.Request, plan: PlanDocument, told: Fields, kept: Fields) -> dict[str, str]:
    line, say = _line(request), request.app[PLANS].wording.say
    first = FIELDS[line][0]
    problems = {} if told[first] else {first: say(_MISSING[line])}
    for field, words in told.items():
        if len(words) > longest(field):
            problems[field] = say("page_too_long", number=str(longest(field)))
    if line == "action":
        choices = _choices(request, plan, kept)
        if told["need"] and told["need"] not in choices["needs"]:
            problems["need"] = say("page_not_listed")
        if told["outcome"] and told["outcome"] not in (*choices["chosen"], *choices["others"]):
            problems["outcome"] = say("page_not_listed")
    return problems


def _read(field: str, said: str) -> str:
    return read_text(said) if field in _BOXES else read_words(said, len(said))


def _words_of(line: Line, told: Fields) -> list[str]:
    """What somebody wrote in their own words; names, days and choices of a list tell nothing of danger."""
    return [told[field] for field in ("action", "assessments") if field in FIELDS[line]]


def _labels(request: web.Request, line: Line) -> list[tuple[str, str]]:
    """What each field that somebody writes is called."""
    say = request.app[PLANS].wording.say
    return [(field, say(column)) for field, column in _COLUMNS[line].items()]


def _service_of(fields: Fields) -> str:
    """The service of an action that somebody took out while its form was open."""
    service = fields.get("of_service", "")
    return service if _SERVICE.fullmatch(service) else ""


def _line(request: web.Request) -> Line:
    return cast(Line, request.match_info["line"])


def _key(request: web.Request) -> str:
    return request.match_info["key"]
