"""The day on which the family looks at the plan again, in three fields."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from collections.abc import Callable, Mapping
from datetime import date

from aiohttp import web

from earlyhelp.days import date_words, day_of
from earlyhelp.plans.document import PlanDocument
from earlyhelp.plans.editing import put_review_day
from web.door import DOOR, PLANS
from web.plans.forms import form_page
from web.plans.visits import PLAN, Fields, back_to, change_plan, of_open_plan
from web.text import read_words

routes = web.RouteTableDef()

REVIEW_DAY = f"{PLAN}/review-day"
PART = "review"
_FIELDS = ("day", "month", "year")
_MONTHS: Mapping[str, int] = {
    name.lower(): number for names in (month_name, month_abbr) for number, name in enumerate(names) if name
}


@routes.get(REVIEW_DAY)
@of_open_plan
async def ask(request: web.Request, plan: PlanDocument, _fields: Fields) -> web.Response:
    """Asks for the day."""
    day = plan.review_on
    told = {name: str(getattr(day, name)) for name in _FIELDS} if day else {}
    return await _form(request, plan, told, {})


@routes.post(REVIEW_DAY)
@of_open_plan
async def save(request: web.Request, plan: PlanDocument, fields: Fields) -> web.Response:
    """Writes the day down, or takes it out; what is wrong is said, and what was typed stays."""
    office, now = request.app[PLANS], request.app[DOOR].clock()
    told = {name: read_words(fields.get(name, ""), 20) for name in _FIELDS}
    day: date | None = None
    problems: dict[str, str] = {}
    if fields.get("none") != "yes":
        today = day_of(now)
        day, problems = read_day(told, today, today + office.wording.kept, office.wording.say)
    if not problems:
        problem = await change_plan(
            request, lambda session, plan_id: put_review_day(session, plan_id, day, now)
        )
        problems = {"": problem} if problem else {}
    return await _form(request, plan, told, problems) if problems else back_to(request, PART)


def read_day(
    told: Fields, today: date, last: date, say: Callable[..., str]
) -> tuple[date | None, dict[str, str]]:
    """The day after `today` and up to `last` that three fields say; else a sentence under the field to mend.

    A month may be a number or a name.
    """
    if not any(told.values()):
        return None, {"day": say("page_day_empty")}
    day, month, year = told["day"], told["month"].lower().rstrip("."), told["year"]
    wrong = {
        "day": None if re.fullmatch(r"\d{1,2}", day) else say("page_day_day"),
        "month": None if month in _MONTHS or re.fullmatch(r"\d{1,2}", month) else say("page_day_month"),
        "year": None if re.fullmatch(r"\d{4}", year) else say("page_day_year", year=str(last.year)),
    }
    problems = {name: sentence for name, sentence in wrong.items() if sentence}
    if problems:
        return None, problems
    try:
        found = date(int(year), _MONTHS.get(month) or int(month), int(day))
    except ValueError:
        return None, {"day": say("page_day_none")}
    if found <= today:
        return None, {"day": say("page_day_past")}
    if found > last:
        return None, {"day": say("page_day_far", day=date_words(last))}
    return found, {}


async def _form(request: web.Request, plan: PlanDocument, told: Fields, problems: Fields) -> web.Response:
    soon = day_of(request.app[DOOR].clock()) + (request.app[PLANS].wording.kept / 12)
    values = {
        "told": told,
        "example": f"{soon.day} {soon.month} {soon.year}",
        "is_set": plan.review_on is not None,
        "part": PART,
    }
    return await form_page(request, "review_day.html", values, problems)
