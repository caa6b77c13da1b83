"""Opening a plan to its lead alone, and not losing what they wrote where it is shut meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import TypeVar

from aiohttp import web
from sqlalchemy.orm import Session

from earlyhelp.errors import PlanError
from earlyhelp.plans.document import PlanDocument, read_plan
from earlyhelp.plans.leading import plan_led_by
from earlyhelp.plans.mine import write_audit
from earlyhelp.plans.model import FamilyPlan
from web.door import DESK, DOOR, PLANS
from web.errors import WebError
from web.staff.visits import WHO, desk_page, in_transaction

PLAN = "/desk/plan/{reference}"

Result = TypeVar("Result")


class NotYourPlanError(WebError):
    """There is no such plan, or its family did not say yes to who asks: nobody is told which."""

    status = 404
    title = "This plan is not open to you"
    sentence = "There is no such plan, or the family took back their yes."


async def with_led_plan(request: web.Request, work: Callable[[Session, FamilyPlan], Result]) -> Result:
    """Does this with the plan, for its lead; raises NotYourPlanError for everybody else."""
    contact = request.app[DESK].office.contacts.by_key.get(request[WHO].contact)
    reference = request.match_info["reference"]
    if contact is None:
        raise NotYourPlanError

    def run(session: Session) -> Result:
        try:
            plan = plan_led_by(session, contact, reference)
        except PlanError:
            raise NotYourPlanError from None
        return work(session, plan)

    return await in_transaction(request, run)


async def read_led_plan(request: web.Request) -> PlanDocument:
    """The plan as its lead reads it; that they read it is written down."""
    door, office, who = request.app[DOOR], request.app[PLANS], request[WHO]

    def read(session: Session, plan: FamilyPlan) -> PlanDocument:
        document = read_plan(session, door.vault, plan, office)
        write_audit(session, plan.id, "read_by_lead", who.account_id, door.clock())
        return document

    return await with_led_plan(request, read)


def plan_address(request: web.Request) -> str:
    """Where the plan stands on the desk."""
    return f"/desk/plan/{request.match_info['reference']}"


async def shut(request: web.Request, written: Sequence[tuple[str, str]]) -> web.Response:
    """Says that the plan is not open to them, with what they wrote, by its label."""
    return await desk_page(request, "led/shut.html", {"written": written}, HTTPStatus.NOT_FOUND)
