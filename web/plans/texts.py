"""Writing the texts of the plan anew: how the family sees things, what is good already, and the summary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from aiohttp import web

from earlyhelp.errors import PlanChangedError
from earlyhelp.plans.document import PlanDocument
from earlyhelp.plans.editing import Text, put_text
from earlyhelp.plans.entries import mark_of
from earlyhelp.plans.members import LONGEST_ANSWER
from web.door import DOOR, PLANS
from web.plans.forms import SEEN, changed_problem, form_page, unsure_words
from web.plans.visits import PLAN, Fields, back_to, change_plan, of_open_plan
from web.text import read_text

routes = web.RouteTableDef()

TEXT = f"{PLAN}/text/{{which:family|strengths|summary}}"
PARTS: Mapping[Text, str] = {
    "family": "views",
    "strengths": "strengths",
    "summary": "summary",
}
"""Where on the page of the plan each text stands."""


@routes.get(TEXT)
@of_open_plan
async def ask(request: web.Request, plan: PlanDocument, _fields: Fields) -> web.Response:
    """The text as it stands, in a box."""
    ours = next((words for name, words in plan.strengths if not name), "")
    words = {
        "family": plan.family_view,
        "strengths": ours,
        "summary": plan.summary,
    }
    stands = words[_which(request)]
    return await _form(request, stands, {}, mark_of({"words": stands}))


@routes.post(TEXT)
@of_open_plan
async def save(request: web.Request, _plan: PlanDocument, fields: Fields) -> web.Response:
    """Writes it anew; an empty box takes it out."""
    which, words, seen = _which(request), read_text(fields.get("words", "")), fields.get(SEEN)
    vault, now = request.app[DOOR].vault, request.app[DOOR].clock()
    if len(words) > LONGEST_ANSWER:
        problem = request.app[PLANS].wording.say("page_too_long", number=f"{LONGEST_ANSWER:,}")
        return await _form(request, words, {"words": problem}, seen or "")
    if unsure := await unsure_words(request, fields, words):
        return await _form(request, words, {}, seen or "", unsure=unsure)
    try:
        problem = await change_plan(
            request, lambda session, plan_id: put_text(session, vault, plan_id, which, words, now, seen)
        )
    except PlanChangedError as changed:
        stands = str(changed.stands.get("words", ""))
        return await _form(request, words, changed_problem(request, changed), changed.mark, stands)
    if problem:
        return await _form(request, words, {"": problem}, seen or "")
    return back_to(request, PARTS[which])


async def _form(
    request: web.Request, words: str, problems: Fields, seen: str, stands: str = "", unsure: str = ""
) -> web.Response:
    which = _which(request)
    values = {
        "which": which,
        "told": {"words": words},
        "part": PARTS[which],
        "seen": seen,
        "unsure": unsure,
        "stands": [("", stands)] if stands else [],
    }
    return await form_page(request, "text.html", values, problems)


def _which(request: web.Request) -> Text:
    return cast(Text, request.match_info["which"])
