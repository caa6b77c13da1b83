"""A button of the talk was pressed: what it does at its step."""

from __future__ import annotations

from datetime import timedelta

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import pressed
from actions.parts import plan_desk
from actions.plans.asking import ask_next, ask_step, next_step
from actions.plans.beginning import RESUME, begin_talk, leave_for_now, take_voice
from actions.plans.finding import find_help
from actions.plans.helping import ask_about_service, begin_picking, pick, put_service
from actions.plans.joining import say_invitation, say_page, say_way_back
from actions.plans.keeping import (
    CHANGE,
    CLOSE,
    CODE,
    COME_BACK,
    DATA,
    DONE,
    ERASE,
    INTRO,
    LEAD,
    LOOK_BACK,
    PART,
    PICK,
    REMIND,
    REMIND_WHERE,
    REVIEW_WHEN,
    SERVICE,
    SERVICE_SURE,
    SHARE,
    SHARE_ONE,
    SHOW,
    VOICE,
    in_plan,
    keep_plan,
    kept_picks,
    kept_step,
    member_of,
)
from actions.plans.leading import leave_plan, take_back_yes
from actions.plans.my_data import ASK, show_what_is_kept
from actions.plans.reminding import no_reminder
from actions.plans.reviewing import begin_looking_back, end_plan, look_back_from, said_of, set_day
from core.clock import utc_now
from earlyhelp.days import day_of
from earlyhelp.plans import Mine, changeable, named, renew_page, say, share, told, undecided
from earlyhelp.plans.parts import VOICES
from language.scale import Score

_ANY_TIME = frozenset({DONE, VOICE, RESUME, SERVICE, SERVICE_SURE, DATA, LEAD})
"""Steps whose buttons do the same whenever they are pressed; all others count only while they are asked."""
_LEADS_TO = {
    "see_plan": SHOW,
    "come_back": COME_BACK,
    "change": CHANGE,
    "set_review": REVIEW_WHEN,
    "close": CLOSE,
}
"""Where the buttons of what to do now lead."""
_WAITS = {
    "week": timedelta(weeks=1),
    "month": timedelta(days=30),
    "quarter": timedelta(days=91),
}


class ChooseInPlan(Answer):
    """A button of the talk; one of a step that is over does nothing but say so."""

    def name(self) -> str:
        return "action_plan_choose"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        step, answer = pressed(tracker, "step") or "", pressed(tracker, "answer") or ""
        return await choose(dispatcher, tracker, await member_of(tracker), step, answer)


async def choose(
    dispatcher: CollectingDispatcher, tracker: Tracker, member: Mine | None, step: str, answer: str
) -> Events:
    """Does what this answer at this step does, pressed or typed."""
    if member is None:
        return await _before_a_plan(dispatcher, tracker, step, answer)
    if step not in _ANY_TIME and step != kept_step(tracker) and (step, answer) != (ERASE, ASK):
        return ask_next(dispatcher, member, plan_desk().office.wording.say("old_button"))
    if step == VOICE and (answer in VOICES or answer == "no_age"):
        told = next((each for each in VOICES if each == answer), None)
        return await take_voice(dispatcher, tracker, told)
    if step.startswith(PART):
        return await _at_part(dispatcher, member, step, answer)
    if step == SHARE or step.startswith(SHARE_ONE):
        return await _share(dispatcher, member, step, answer, kept_picks(tracker))
    if step == CHANGE:
        return _change(dispatcher, member, answer)
    if step == DATA:
        return await show_what_is_kept(dispatcher, tracker, member, shown=answer == "show_data")
    if step == LEAD:
        return await take_back_yes(dispatcher, member, answer)
    if step == REVIEW_WHEN and answer in _WAITS:
        return await set_day(dispatcher, member, day_of(utc_now()) + _WAITS[answer])
    if step.startswith(PICK):
        return await pick(dispatcher, tracker, member, step, answer)
    if step == SERVICE:
        return await ask_about_service(dispatcher, member, answer)
    if step == SERVICE_SURE:
        return await put_service(dispatcher, member, answer)
    if answer == "remind_no":
        return await no_reminder(dispatcher, member)
    if (step, answer) == (REMIND, "remind_yes"):
        return ask_step(dispatcher, member, REMIND_WHERE)
    if step == DONE:
        return await _do(dispatcher, tracker, member, answer)
    return await _for_sure(dispatcher, member, step, answer)


async def _before_a_plan(
    dispatcher: CollectingDispatcher, tracker: Tracker, step: str, answer: str
) -> Events:
    if (step, answer) == (INTRO, "begin"):
        return await begin_talk(dispatcher, tracker)
    if (step, answer) == (INTRO, "have_code"):
        return ask_step(dispatcher, None, CODE)
    if (step, answer) == (INTRO, "not_now"):
        dispatcher.utter_message(text=plan_desk().office.wording.say("not_yet"))
        return keep_plan("", waits=False)
    return ask_next(dispatcher, None)


async def _at_part(dispatcher: CollectingDispatcher, member: Mine, step: str, answer: str) -> Events:
    """Skips, stops, takes a face as a place, or agrees with what was shown again."""
    office, now = plan_desk().office, utc_now()
    asked = named(member, office.blue_sky, step.removeprefix(PART))
    if asked is None:
        return ask_next(dispatcher, member, office.wording.say("old_button"))
    part, round_ = asked
    if answer == "pause":
        return leave_for_now(dispatcher, step)
    if answer == "change":
        return ask_step(dispatcher, member, CHANGE)
    if answer == "as_it_is":
        return ask_next(dispatcher, member, office.wording.say("kept_it"))
    said: str | Score | None = {"skip": "", "right": "yes"}.get(answer)
    if said is None and part.kind == "scale" and answer.isdigit():
        said = Score(float(answer), float(answer))
    if said is None or (part.kind == "look") != (answer == "right"):
        return ask_next(dispatcher, member, office.wording.say("old_button"))
    answered = said
    changed = await in_plan(
        lambda session, vault, _: say(session, vault, member, part, answered, now, round_=round_)
    )
    if isinstance(said, Score):
        return ask_next(dispatcher, changed, said_of(changed))
    return ask_next(dispatcher, changed, "" if said else office.wording.say("skipped"))


async def _share(
    dispatcher: CollectingDispatcher, member: Mine, step: str, answer: str, picked: list[str]
) -> Events:
    """Puts parts into the plan, or keeps them: only a button does, and only for what it showed.

    `picked` are those that were decided before, one by one.
    """
    office, now = plan_desk().office, utc_now()
    asked = undecided(member, office.blue_sky)
    if step.startswith(SHARE_ONE):
        picked = [*picked, step.removeprefix(SHARE_ONE)]
        decisions: dict[str, bool | None] = {picked[-1]: answer == "share"}
    elif answer == "one_by_one" and asked:
        return ask_step(dispatcher, member, f"{SHARE_ONE}{asked[0].name}")
    else:
        decisions = dict.fromkeys((each.name for each in asked), answer == "share_all")
    changed = await in_plan(lambda session, vault, _: share(session, vault, member, decisions, now))
    left = undecided(changed, office.blue_sky)
    if left:
        return ask_step(dispatcher, changed, f"{SHARE_ONE}{left[0].name}", picked=picked)
    note = "shared_none" if answer == "share_none" else _shared(changed)
    return ask_step(dispatcher, changed, next_step(changed), office.wording.say(note))


def _shared(member: Mine) -> str:
    """Which sentence says what is in the plan now."""
    shared = [each.shared is True for each in told(member, plan_desk().office.blue_sky)]
    if not any(shared):
        return "shared_none"
    return "shared_all" if all(shared) else "shared_some"


def _change(dispatcher: CollectingDispatcher, member: Mine, answer: str) -> Events:
    if answer not in {each.name for each in changeable(member, plan_desk().office.blue_sky)}:
        return ask_next(dispatcher, member)
    return ask_step(dispatcher, member, f"{PART}{answer}")


async def _do(dispatcher: CollectingDispatcher, tracker: Tracker, member: Mine, answer: str) -> Events:
    """What can be done once the talk is through."""
    if answer == "find_help":
        return await find_help(dispatcher, tracker, member)
    if answer == "invite":
        return await say_invitation(dispatcher, member)
    if answer == "review":
        return await begin_looking_back(dispatcher, member)
    if answer == "ask_person":
        return await begin_picking(dispatcher, tracker, member)
    if answer == "share_more":
        return await _choose_anew(dispatcher, member)
    return ask_step(dispatcher, member, _LEADS_TO.get(answer, next_step(member)))


async def _choose_anew(dispatcher: CollectingDispatcher, member: Mine) -> Events:
    """Everything that was told is asked about once more, one by one; meanwhile nobody sees it."""
    known = told(member, plan_desk().office.blue_sky)
    if not known:
        return ask_step(dispatcher, member, DONE, plan_desk().office.wording.say("nothing_to_change"))
    now = utc_now()
    decisions: dict[str, bool | None] = {each.name: None for each in known}
    changed = await in_plan(lambda session, vault, _: share(session, vault, member, decisions, now))
    return ask_step(dispatcher, changed, f"{SHARE_ONE}{known[0].name}")


async def _for_sure(dispatcher: CollectingDispatcher, member: Mine, step: str, answer: str) -> Events:
    """Showing the link, ending the plan and deleting one's part of it."""
    office, now = plan_desk().office, utc_now()
    if (step, answer) == (SHOW, "show_note"):
        return await say_page(dispatcher, member)
    if (step, answer) == (SHOW, "renew_page"):
        await in_plan(lambda session, vault, desk: renew_page(session, vault, member, now, desk.office))
        return ask_step(dispatcher, member, SHOW, office.wording.say("page_renewed"))
    if (step.partition(":")[0], answer) == (LOOK_BACK, "look_back"):
        return await look_back_from(dispatcher, member, step)
    if step == COME_BACK and answer in {"show_code", "renew_code"}:
        return await say_way_back(dispatcher, member, anew=answer == "renew_code")
    if (step, answer) == (COME_BACK, "no_note"):
        return ask_next(dispatcher, member, office.wording.say("way_back_none"))
    if (step, answer) == (CLOSE, "close"):
        return await end_plan(dispatcher, member)
    if (step, answer) == (ERASE, ASK):
        return ask_step(dispatcher, member, ERASE)
    if (step, answer) == (ERASE, "erase_yes"):
        await leave_plan(member)
        dispatcher.utter_message(text=office.wording.say("erased"))
        return keep_plan("", waits=False)
    if (step, answer) == (SHOW, "no_note"):
        return ask_next(dispatcher, member, office.wording.say("note_none"))
    note = "" if step == RESUME else office.wording.say("kept_it") * (answer in {"keep_it", "not_now"})
    return ask_next(dispatcher, member, note)
