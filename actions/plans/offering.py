"""The button beside a service that puts it into the plan of whoever has one."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.help_requests.keeping import DISCLOSED
from actions.parts import plan_desk
from actions.plans.keeping import SERVICE, member_of
from actions.showing import Buttons, button
from directory.services import ServiceDetails
from earlyhelp.plans.editing import KEPT_APART


async def into_plan(tracker: Tracker, service: ServiceDetails) -> Buttons:
    """The button; none for somebody who takes part in no plan, or told of danger in this chat, and none for
    help against it: whoever does harm may read the plan.
    """
    danger = (tracker.get_slot(DISCLOSED) or {}).get("level", "none") != "none"
    if danger or KEPT_APART.intersection(service.needs) or await member_of(tracker) is None:
        return []
    label = plan_desk().office.wording.label("put_service")
    return [button(label, "plan_choose", step=SERVICE, answer=service.id)]
