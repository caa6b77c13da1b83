"""Forms of the plan: what each brings besides its words, and what is said where it cannot be saved."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, TypeVar
from uuid import UUID, uuid4

from aiohttp import web
from sqlalchemy.orm import Session

from earlyhelp.days import next_minute_words
from earlyhelp.errors import PlanChangedError
from earlyhelp.plans import Mine, member_with_code, own_code_locked_until
from earlyhelp.plans.entries import mark_of
from earlyhelp.references import find_reference
from web.door import DOOR, PLANS
from web.plans.visits import Fields, plan_page, read_from_plan
from web.text import read_words
from web.urgent import hear_danger

SURE = "sure"
"""The field of a form with the mark of words that somebody wants in the plan although they tell of danger."""
SEEN = "seen"
"""The field of a form with the mark of what stood there when it was asked for."""
_LONGEST_CODE = 60

Result = TypeVar("Result")


async def form_page(
    request: web.Request, template: str, values: Mapping[str, Any], problems: Mapping[str, str]
) -> web.Response:
    """A page with a form; `problems` are sentences by the id of their field, empty for the whole form."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return await plan_page(request, template, {**values, "problems": problems}, status)


async def unsure_words(request: web.Request, fields: Fields, *words: str) -> str:
    """A mark of words that tell of danger and were not yet confirmed; empty where they may be saved.

    Whoever does harm may open the plan, so that nothing of the kind goes in by accident.
    """
    written = " ".join(filter(None, words))
    mark = mark_of({"words": written})
    if not written or fields.get(SURE) == mark:
        return ""
    heard = await asyncio.to_thread(hear_danger, written, request.app[DOOR].settings)
    return mark if heard.level != "none" else ""


def new_once() -> str:
    """A key for a form that adds something, so that a second press of it adds nothing."""
    return str(uuid4())


def once_of(fields: Fields) -> str:
    """The key that such a form brought; a fresh one if it brought none that is ours."""
    try:
        return str(UUID(fields.get("once", "")))
    except ValueError:
        return new_once()


def changed_problem(request: web.Request, changed: PlanChangedError) -> Mapping[str, str]:
    """What is said above a form whose box somebody else changed or took out meanwhile."""
    sentence = "page_changed" if any(changed.stands.values()) else "page_taken_out"
    return {"": request.app[PLANS].wording.say(sentence)}


async def with_own_code(
    request: web.Request, fields: Fields, work: Callable[[Session, Mine], Result]
) -> tuple[Result | None, str]:
    """Does `work(session, member)` for the member whose own code word stands in the form, in one transaction;
    gives what came of it, or None and what is wrong with the code word. A wrong one is counted.
    """
    door, say = request.app[DOOR], request.app[PLANS].wording.say
    vault, now, said = door.vault, door.clock(), _code_in(request, fields.get("code", ""))

    def run(session: Session, plan_id: str) -> tuple[Result | None, str]:
        member = member_with_code(session, vault, plan_id, said, now)
        if member is not None:
            return work(session, member), ""
        until = own_code_locked_until(session, plan_id, now)
        wait = say("page_code_wait", time=next_minute_words(until, now)) if until else ""
        return None, wait or say("page_code_wrong")

    return await read_from_plan(request, run)


def _code_in(request: web.Request, written: str) -> str:
    """The code word alone, also where the name of the plan stands before it, as the chat shows them."""
    words = read_words(written, _LONGEST_CODE)
    found = find_reference(words, request.app[PLANS].references)
    return found[1] if found is not None else words
