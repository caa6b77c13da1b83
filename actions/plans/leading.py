"""Taking back the yes to the worker who leads the plan, and what else ends it: leaving the plan."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.answering import Events
from actions.parts import PlanDesk, plan_desk
from actions.plans.asking import ask_next, press
from actions.plans.keeping import LEAD, in_plan, member_of
from core.clock import utc_now
from core.encryption import Vault
from earlyhelp.plans import Mine, leave
from earlyhelp.plans.leading import lead_name, take_back_lead, take_back_own_yes


async def offer_to_take_back_yes(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """Offers it to whoever takes part in a plan that a worker leads; False to everybody else."""
    member = await member_of(tracker)
    if member is None:
        return False
    name = await in_plan(lambda session, vault, _: lead_name(session, vault, member.plan_id))
    if not name:
        return False
    wording = plan_desk().office.wording
    buttons = [
        press(wording.label("lead_back"), LEAD, "take_back"),
        press(wording.label("nothing"), LEAD, "nothing"),
    ]
    dispatcher.utter_message(text=wording.say("lead_back_ask", name=name), buttons=buttons)
    return True


async def take_back_yes(dispatcher: CollectingDispatcher, member: Mine, answer: str) -> Events:
    """Shuts the plan to them at once, or changes nothing."""
    say, now = plan_desk().office.wording.say, utc_now()
    if answer != "take_back":
        return ask_next(dispatcher, member, say("kept_it"))
    await in_plan(
        lambda session, vault, desk: take_back_lead(
            session, vault, member.plan_id, desk.contacts, now, desk.office
        )
    )
    return ask_next(dispatcher, member, say("lead_is_back"))


async def leave_plan(member: Mine) -> None:
    """Takes them out of the plan with all that they said; whom their yes had let in hears of it."""
    now = utc_now()

    def run(session: Session, vault: Vault, desk: PlanDesk) -> None:
        take_back_own_yes(session, vault, member, desk.contacts, now, desk.office)
        leave(session, member, now)

    await in_plan(run)
