"""Beginning the blue-sky talk, going on with it, and leaving it for another day."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import keep, kept_enquiry
from actions.help_requests.telling import facts_told
from actions.parts import plan_desk
from actions.plans.asking import ask_next, press
from actions.plans.keeping import DONE, in_plan, keep_plan, member_of
from core.clock import utc_now
from earlyhelp.plans import begin, set_voice
from earlyhelp.plans.parts import Voice

RESUME = "resume"
_CHILD, _TEEN = 11, 17
"""The oldest age in years of each voice."""
_AGES = {"child": (6.0, 11.0), "teen": (12.0, 17.0)}
"""What is known of somebody's age by their voice, in years."""


class StartBlueSky(Answer):
    """Someone wants to talk about a good day, or to make a plan."""

    def name(self) -> str:
        return "action_start_blue_sky"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        member = await member_of(tracker)
        before = plan_desk().office.wording.say("back") if member is not None else ""
        return ask_next(dispatcher, member, before)


async def begin_talk(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """The first question, in words for the age that they told of themselves, if they did."""
    now, voice = utc_now(), voice_told(tracker)
    member = await in_plan(
        lambda session, vault, desk: begin(session, vault, tracker.sender_id, voice, now, desk.office)
    )
    return ask_next(dispatcher, member)


async def take_voice(dispatcher: CollectingDispatcher, tracker: Tracker, told: Voice | None) -> Events:
    """The next question, in this voice from now on; whoever tells no age is asked as a grown-up is."""
    member = await member_of(tracker)
    if member is None:
        return ask_next(dispatcher, None)
    known, now, voice = member, utc_now(), told or "adult"
    member = await in_plan(lambda session, vault, _: set_voice(session, vault, known, voice, now))
    return [*remember_age(tracker, told), *ask_next(dispatcher, member)]


def remember_age(tracker: Tracker, voice: Voice | None) -> Events:
    """Keeps that the writer is a child or young, for what is said in danger; none if that is known."""
    enquiry = kept_enquiry(tracker)
    if enquiry.own_age is not None or voice not in _AGES:
        return []
    return keep(replace(enquiry, own_age=_AGES[voice]))


def leave_for_now(dispatcher: CollectingDispatcher, step: str) -> Events:
    """Stops; what was said is kept, and a button goes on."""
    wording = plan_desk().office.wording
    buttons = [
        press(wording.label("resume"), RESUME, "resume"),
        press(wording.label("come_back"), DONE, "come_back"),
    ]
    dispatcher.utter_message(text=wording.say("paused"), buttons=buttons)
    return keep_plan(step, waits=False)


def voice_of(age: float) -> Voice:
    """In whose words somebody of this age in years is asked."""
    if age <= _CHILD:
        return "child"
    return "teen" if age <= _TEEN else "adult"


def voice_told(tracker: Tracker) -> Voice | None:
    """The same by the age that they told of themselves in this chat; None if they did not."""
    own = facts_told(tracker).own
    return voice_of(own[0]) if own else None
