"""The button beside a service that puts it into the plan of whoever has one."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.parts import plan_desk
from actions.plans.keeping import member_of
from actions.showing import Buttons, button


async def into_plan(tracker: Tracker, service: str) -> Buttons:
    """The button; none for somebody who takes part in no plan."""
    if await member_of(tracker) is None:
        return []
    label = plan_desk().office.wording.label("put_service")
    return [button(label, "plan_choose", step="service", answer=service)]
