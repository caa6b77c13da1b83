"""Letting more of the family in: a code word to hand on, one that was handed on, and the page of the plan."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import typed
from actions.parts import plan_desk
from actions.plans.asking import ask_next, ask_step
from actions.plans.beginning import remember_age, voice_told
from actions.plans.keeping import CODE, DONE, in_plan, keep_plan, member_of
from core.clock import utc_now
from earlyhelp.days import next_minute_words
from earlyhelp.plans import (
    Mine,
    invitation_locked_until,
    invite,
    join,
    own_code,
    passcode_of,
    renew_code,
)
from earlyhelp.plans.inviting import OPEN_FOR
from earlyhelp.references import find_code, find_reference
from staff.tries import may_look


class JoinPlan(Answer):
    """Someone types the name of a plan, with the code word that they were given."""

    def name(self) -> str:
        return "action_join_plan"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        return await join_with(dispatcher, tracker, typed(tracker.latest_message.get("text")))


async def join_with(dispatcher: CollectingDispatcher, tracker: Tracker, text: str) -> Events:
    """Lets them in by name and code word; whatever does not fit gets the same answer, and is counted."""
    desk, now, voice = plan_desk(), utc_now(), voice_told(tracker)
    say, known = desk.office.wording.say, await member_of(tracker)
    if known is not None:
        return ask_next(dispatcher, known, say("own_plan" if _names(known, text) else "joined_already"))
    found = find_reference(text, desk.office.references)
    reference, rest = found if found else ("", text)
    code = find_code(rest, desk.office.references) or ""
    person = tracker.sender_id
    allowed = await in_plan(
        lambda session, _, desk: may_look(session, desk.keys, f"conversation:{person}", now)
    )
    member = None
    if allowed and reference and code:
        member = await in_plan(
            lambda session, vault, desk: join(
                session, vault, reference, code, person, voice, now, desk.office
            )
        )
    if member is not None:
        joined = ask_next(dispatcher, member, say("joined", reference=member.reference))
        return [*remember_age(tracker, member.voice), *joined]
    if not reference and not code:
        return ask_step(dispatcher, None, CODE)
    until = await in_plan(
        lambda session, _, desk: invitation_locked_until(session, reference, now, desk.office)
    )
    if until is not None:
        dispatcher.utter_message(text=say("not_found_wait", time=next_minute_words(until, now)))
        return keep_plan("", waits=False)
    return ask_step(dispatcher, None, CODE, say("not_found", days=str(OPEN_FOR.days)))


async def say_invitation(dispatcher: CollectingDispatcher, member: Mine) -> Events:
    """A new code word to hand on, and a word about whom to give it to."""
    now, say = utc_now(), plan_desk().office.wording.say
    code = await in_plan(lambda session, _, desk: invite(session, member, now, desk.office))
    told = say("invite", reference=member.reference, code=code, days=str(OPEN_FOR.days))
    dispatcher.utter_message(text=f"{told}\n\n{say('invite_danger')}")
    return ask_step(dispatcher, member, DONE)


async def say_page(dispatcher: CollectingDispatcher, member: Mine) -> Events:
    """The link to the page of the plan, and its passcode."""
    office = plan_desk().office
    token, passcode = await in_plan(lambda session, vault, _: passcode_of(session, vault, member.plan_id))
    note = office.wording.say("note", reference=member.reference, link=office.page(token), passcode=passcode)
    return ask_next(dispatcher, member, note)


async def say_way_back(dispatcher: CollectingDispatcher, member: Mine, *, anew: bool) -> Events:
    """How to come back to one's own part, by a code word that is never shown beside what is handed on."""
    now, say = utc_now(), plan_desk().office.wording.say
    code = await in_plan(
        lambda session, vault, desk: (
            renew_code(session, vault, member, now, desk.office) if anew else own_code(session, vault, member)
        )
    )
    return ask_next(dispatcher, member, say("note_own", reference=member.reference, code=code))


def _names(member: Mine, text: str) -> bool:
    found = find_reference(text, plan_desk().office.references)
    return found is not None and found[0] == member.reference
