"""The button beside a service that puts it into the plan of whoever has one."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.help_requests.keeping import DISCLOSED
from actions.parts import plan_desk
from actions.plans.keeping import SERVICE, member_of
from actions.showing import Buttons, button


async def into_plan(tracker: Tracker, service: str) -> Buttons:
    """The button; none for somebody who takes part in no plan, or told of danger in this chat.

    Whoever does harm may read the plan.
    """
    danger = (tracker.get_slot(DISCLOSED) or {}).get("level", "none") != "none"
    if danger or await member_of(tracker) is None:
        return []
    label = plan_desk().office.wording.label("put_service")
    return [button(label, "plan_choose", step=SERVICE, answer=service)]
