"""What the family wants to talk about at a meeting, in their own words."""

from __future__ import annotations

from aiohttp import web

from earlyhelp.days import date_words
from earlyhelp.errors import PlanChangedError
from earlyhelp.plans.document import PlanDocument
from earlyhelp.plans.entries import mark_of
from earlyhelp.plans.members import LONGEST_ANSWER
from earlyhelp.plans.team.meetings import put_points
from web.door import DOOR, PLANS
from web.plans.forms import SEEN, changed_problem, form_page, unsure_words
from web.plans.visits import KEY, PLAN, Fields, back_to, change_plan, of_open_plan
from web.text import read_text

routes = web.RouteTableDef()

POINTS = f"{PLAN}/meeting/{KEY}/points"
PART = "meetings"


@routes.get(POINTS)
@of_open_plan
async def ask(request: web.Request, plan: PlanDocument, _fields: Fields) -> web.Response:
    """The words as they stand, in a box."""
    stands = next((each.points for each in plan.meetings if each.key == request.match_info["key"]), "")
    return await _form(request, plan, stands, {}, mark_of({"words": stands}))


@routes.post(POINTS)
@of_open_plan
async def save(request: web.Request, plan: PlanDocument, fields: Fields) -> web.Response:
    """Writes them anew; an empty box takes them out."""
    words, seen, key = read_text(fields.get("words", "")), fields.get(SEEN), request.match_info["key"]
    vault, now = request.app[DOOR].vault, request.app[DOOR].clock()
    if len(words) > LONGEST_ANSWER:
        problem = request.app[PLANS].wording.say("page_too_long", number=f"{LONGEST_ANSWER:,}")
        return await _form(request, plan, words, {"words": problem}, seen or "")
    if unsure := await unsure_words(request, fields, words):
        return await _form(request, plan, words, {}, seen or "", unsure=unsure)
    if all(each.key != key for each in plan.meetings):
        return back_to(request, PART, "gone")
    try:
        problem = await change_plan(
            request, lambda session, plan_id: put_points(session, vault, plan_id, key, words, now, seen)
        )
    except PlanChangedError as changed:
        stands = str(changed.stands.get("words", ""))
        return await _form(request, plan, words, changed_problem(request, changed), changed.mark, stands)
    if problem:
        return await _form(request, plan, words, {"": problem}, seen or "")
    return back_to(request, PART)


async def _form(
    request: web.Request,
    plan: PlanDocument,
    words: str,
    problems: Fields,
    seen: str,
    stands: str = "",
    unsure: str = "",
) -> web.Response:
    found = next((each for each in plan.meetings if each.key == request.match_info["key"]), None)
    if found is None:
        return back_to(request, PART, "gone")
    values = {
        "day": date_words(found.on),
        "told": {"words": words},
        "part": PART,
        "seen": seen,
        "unsure": unsure,
        "stands": [("", stands)] if stands else [],
    }
    return await form_page(request, "points.html", values, problems)
