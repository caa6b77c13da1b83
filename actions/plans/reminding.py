"""A mail on the day of a review, for whoever asks for one and says where it is safe."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Events
from actions.parts import help_desk, plan_desk
from actions.plans.asking import ask_step
from actions.plans.keeping import DONE, REMIND_WHERE, in_plan
from core.clock import utc_now
from core.mail import is_address
from earlyhelp.days import day_words
from earlyhelp.filling import read_address
from earlyhelp.plans import Mine
from earlyhelp.plans.reminding import ask_reminder, forget_reminder
from language import wishes


def can_remind() -> bool:
    """Whether this site sends mail: where requests are taken it does."""
    return help_desk() is not None


async def remind(dispatcher: CollectingDispatcher, member: Mine, text: str) -> Events:
    """Takes an e-mail address, typed; whatever is none is asked about once more."""
    say, now, day = plan_desk().office.wording.say, utc_now(), member.review_on
    if day is None or wishes.declines(text) or wishes.says_only_no(text):
        return await no_reminder(dispatcher, member)
    kind, address = read_address(text) or ("", "")
    if kind == "phone" or not is_address(address):
        wrong = "remind_no_phone" if kind == "phone" else "remind_wrong"
        return ask_step(dispatcher, member, REMIND_WHERE, say(wrong))
    await in_plan(lambda session, vault, _: ask_reminder(session, vault, member, address, day, now))
    return ask_step(dispatcher, member, DONE, say("remind_set", day=day_words(day)))


async def no_reminder(dispatcher: CollectingDispatcher, member: Mine) -> Events:
    """No mail, and none that was asked for before."""
    now = utc_now()
    await in_plan(lambda session, _, __: forget_reminder(session, member, now))
    return ask_step(dispatcher, member, DONE, plan_desk().office.wording.say("remind_none"))
