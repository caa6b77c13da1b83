"""What typed words do at each step of the talk."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import heard, own_age_in, typed
from actions.parts import plan_desk
from actions.plans.asking import ask_next, ask_step, next_step, pressed_in_words
from actions.plans.beginning import begin_talk, leave_for_now, take_voice, voice_of
from actions.plans.choosing import choose
from actions.plans.joining import join_with
from actions.plans.keeping import (
    CHANGE,
    CODE,
    COME_BACK,
    DONE,
    INTRO,
    LOOK_BACK,
    PART,
    REMIND,
    REMIND_WHERE,
    REVIEW_WHEN,
    SHARE,
    SHARE_ONE,
    VOICE,
    in_plan,
    is_change,
    keep_plan,
    kept_picks,
    kept_step,
    look_back_step,
    member_of,
)
from actions.plans.reminding import remind
from actions.plans.reviewing import look_back_from, said_of, set_day
from core.clock import utc_now
from earlyhelp.days import day_of
from earlyhelp.plans import LONGEST_ANSWER, Mine, asks_back, before, is_skip, named, own_code, say, share
from earlyhelp.plans.parts import CALLED, BlueSky, Part
from earlyhelp.references import find_reference, names_something, read_code
from language import asides, corrections, wishes
from language.dates import read_day
from language.scale import Score, read_score

_SURE = 0.6
_NO = {
    "share": "share_none",
    "share_one": "keep",
    "pick": "pick_no",
    "show": "no_note",
    "come_back": "no_note",
}
"""What a typed no does, where a yes wants a press."""
_SURE_IT_ASKS = 0.75
"""Least confidence of a question about who sees what, however long it is."""
_FEW_WORDS = 5
"""Least confidence and most words of a wish to stop or go back: the same words could be an answer."""


class AnswerPlan(Answer):
    """Words typed while something of the plan is asked."""

    def name(self) -> str:
        return "action_plan_answer"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        member, step = await member_of(tracker), kept_step(tracker)
        text, meant = typed(tracker.latest_message.get("text")), _meant(tracker)
        office = plan_desk().office
        if member is None and names_something(text, office.references) and step in {INTRO, CODE}:
            return await join_with(dispatcher, tracker, text)
        if member is not None and await _is_code(member, text):
            return await _ask_same(dispatcher, tracker, member, "own_plan")
        if meant == "stop" or wishes.stops(text) or asides.hurries(text):
            return leave_for_now(dispatcher, step)
        if answer := pressed_in_words(member, step, text):
            return await choose(dispatcher, tracker, member, step, answer)
        if _asks_who_sees(tracker) or asks_back(text, office.blue_sky):
            return await _ask_same(dispatcher, tracker, member, "asked_back")
        if member is None:
            return await _without_plan(dispatcher, tracker, step, meant, text)
        if asides.asks_the_way_back(text):
            return ask_step(dispatcher, member, COME_BACK)
        if meant == "go_back":
            return await _one_back(dispatcher, member, step, kept_picks(tracker))
        if step == VOICE:
            return await _voice(dispatcher, tracker, member, text)
        if step == REVIEW_WHEN:
            return await _review_day(dispatcher, member, text)
        if step in {REMIND, REMIND_WHERE} and (step == REMIND_WHERE or meant == "deny" or "@" in text):
            return await remind(dispatcher, member, text)
        if step.startswith(LOOK_BACK):
            return await _look_back(dispatcher, member, step, meant, text)
        asked = named(member, office.blue_sky, step.removeprefix(PART)) if step.startswith(PART) else None
        if asked is None:
            return await _at_buttons(dispatcher, tracker, member, step, meant, text)
        return await _answer_part(dispatcher, tracker, member, step, asked, text)


def _asks_who_sees(tracker: Tracker) -> bool:
    intent = tracker.latest_message.get("intent") or {}
    return intent.get("name") == "ask_who_sees_this" and (intent.get("confidence") or 0.0) >= _SURE_IT_ASKS


async def _is_code(member: Mine, text: str) -> bool:
    """Whether these words name a plan, or are the code word of whoever says them: never an answer to keep."""
    references = plan_desk().office.references
    if find_reference(text, references) is not None:
        return True
    code = read_code(text)
    return code is not None and code == await in_plan(
        lambda session, vault, _: own_code(session, vault, member)
    )


async def _ask_same(
    dispatcher: CollectingDispatcher, tracker: Tracker, member: Mine | None, sentence: str
) -> Events:
    """Says this, and asks once more what is asked."""
    said = plan_desk().office.wording.say(sentence, member.voice if member else None)
    return ask_step(dispatcher, member, kept_step(tracker), said, kept_picks(tracker))


async def _without_plan(
    dispatcher: CollectingDispatcher, tracker: Tracker, step: str, meant: str, text: str
) -> Events:
    wording = plan_desk().office.wording
    if step == CODE:
        return await join_with(dispatcher, tracker, text)
    if meant == "deny" or wishes.declines(text):
        dispatcher.utter_message(text=wording.say("not_yet"))
        return keep_plan("", waits=False)
    if meant == "affirm" or wishes.goes_on(text) or asides.begins(text):
        return await begin_talk(dispatcher, tracker)
    return ask_next(dispatcher, None)


async def _answer_part(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    member: Mine,
    step: str,
    asked: tuple[Part, int],
    text: str,
) -> Events:
    """Words as what they say to this part; other words for it where they did not understand."""
    office, now, (part, round_) = plan_desk().office, utc_now(), asked
    wording = office.wording
    if wishes.not_understood(text):
        dispatcher.utter_message(text=part.plain)
        return ask_step(dispatcher, member, step)
    if part.kind == "look":
        if wishes.says_yes(text) or _meant(tracker) == "affirm":
            member = await in_plan(lambda session, vault, _: say(session, vault, member, part, "yes", now))
            return ask_next(dispatcher, member)
        return ask_step(dispatcher, member, CHANGE)
    leaves_out = is_skip(text, office.blue_sky) or wishes.declines(text)
    if leaves_out and is_change(step):
        return ask_next(dispatcher, member, wording.say("kept_it"))
    if leaves_out:
        member = await in_plan(
            lambda session, vault, _: say(session, vault, member, part, "", now, round_=round_)
        )
        return ask_next(dispatcher, member, wording.say("skipped"))
    if part.key != CALLED and asides.names_anew(text) and member.entry(CALLED, 0) is not None:
        return await _call_anew(dispatcher, tracker, member, text)
    changes = corrections.says_wrong(text) or corrections.asks_to_change_something(text)
    if changes or asides.wants_change(text):
        return ask_step(dispatcher, member, CHANGE)
    if part.key != CALLED and asides.greets(text):
        return ask_step(dispatcher, member, step, wording.say("back_review" if member.round else "back"))
    if len(text) > LONGEST_ANSWER:
        return ask_step(dispatcher, member, step, wording.say("too_long"))
    answer = _score(member, office.blue_sky, text) if part.kind == "scale" else text
    if part.key == CALLED:
        answer = asides.name_in(text)
    if answer is None:
        return ask_step(dispatcher, member, step, wording.say("score_unclear"))
    needs = heard(tracker).needs
    member = await in_plan(
        lambda session, vault, _: say(session, vault, member, part, answer, now, needs, round_)
    )
    note = wording.say("hello", name=member.known_as) if part.key == CALLED else ""
    return ask_next(dispatcher, member, note if isinstance(answer, str) else said_of(member))


async def _one_back(
    dispatcher: CollectingDispatcher, member: Mine, step: str, picked: Sequence[str]
) -> Events:
    """The part before, to be said anew; of what is asked about one by one, the one that was decided last."""
    office, now = plan_desk().office, utc_now()
    if step.startswith(SHARE_ONE):
        if not picked:
            return ask_step(dispatcher, member, SHARE)
        *first, last = picked
        member = await in_plan(lambda session, vault, _: share(session, vault, member, {last: None}, now))
        return ask_step(dispatcher, member, f"{SHARE_ONE}{last}", picked=first)
    if is_change(step):
        return ask_step(dispatcher, member, CHANGE)
    previous = before(member, office.blue_sky, step.removeprefix(PART))
    while previous is not None and previous.kind == "look":
        previous = before(member, office.blue_sky, previous.key)
    if previous is None:
        return ask_step(dispatcher, member, next_step(member), office.wording.say("first_already"))
    return ask_step(dispatcher, member, f"{PART}{previous.key}")


async def _at_buttons(
    dispatcher: CollectingDispatcher, tracker: Tracker, member: Mine, step: str, meant: str, text: str
) -> Events:
    """Where only a button can answer, it is asked again; a no lets others see nothing, and may be typed."""
    says_no = meant == "deny" or wishes.says_only_no(text) or wishes.declines(text)
    if step == CHANGE and says_no:
        return ask_next(dispatcher, member)
    answer = next((each for asked, each in _NO.items() if step == asked or step.startswith(f"{asked}:")), "")
    if says_no and answer:
        return await choose(dispatcher, tracker, member, step, answer)
    note = "" if step == CHANGE else plan_desk().office.wording.say("press")
    return ask_step(dispatcher, member, step or DONE, note, kept_picks(tracker))


async def _call_anew(dispatcher: CollectingDispatcher, tracker: Tracker, member: Mine, text: str) -> Events:
    """Puts right what they are called, and asks once more what is asked."""
    office, now = plan_desk().office, utc_now()
    asked = named(member, office.blue_sky, f"{CALLED}@0")
    if asked is not None:
        part, name = asked[0], asides.name_in(text)
        member = await in_plan(lambda session, vault, _: say(session, vault, member, part, name, now, (), 0))
    return ask_step(dispatcher, member, kept_step(tracker), office.wording.say("hello", name=member.known_as))


def _score(member: Mine, blue_sky: BlueSky, text: str) -> Score | None:
    """The place that is said; in a review `the same` is the one of the round before."""
    score = read_score(text, blue_sky.faces)
    return member.score(member.round - 1) if score is None and asides.same(text) and member.round else score


async def _look_back(
    dispatcher: CollectingDispatcher, member: Mine, step: str, meant: str, text: str
) -> Events:
    """A yes begins the review, a no goes on, and another number takes the place of the first."""
    if wishes.says_yes(text) or meant == "affirm":
        return await look_back_from(dispatcher, member, step)
    score = read_score(text, plan_desk().office.blue_sky.faces)
    if score is not None:
        return ask_step(dispatcher, member, look_back_step(score))
    if meant == "deny" or wishes.declines(text) or wishes.says_only_no(text):
        return ask_next(dispatcher, member)
    return ask_step(dispatcher, member, step, plan_desk().office.wording.say("press"))


async def _voice(dispatcher: CollectingDispatcher, tracker: Tracker, member: Mine, text: str) -> Events:
    told = own_age_in(text) or own_age_in(f"im {text}")
    if told is None or told[0] is None:
        if is_skip(text, plan_desk().office.blue_sky) or wishes.declines(text) or wishes.says_only_no(text):
            return await take_voice(dispatcher, tracker, None)
        return ask_step(dispatcher, member, VOICE)
    return await take_voice(dispatcher, tracker, voice_of(told[0]))


async def _review_day(dispatcher: CollectingDispatcher, member: Mine, text: str) -> Events:
    today, say_ = day_of(utc_now()), plan_desk().office.wording.say
    day = read_day(text, today)
    if day is None or day <= today:
        return ask_step(
            dispatcher, member, REVIEW_WHEN, say_("review_unclear" if day is None else "review_past")
        )
    return await set_day(dispatcher, member, day)


def _meant(tracker: Tracker) -> str:
    """The intent of a few words where it is sure; empty otherwise."""
    intent, text = tracker.latest_message.get("intent") or {}, tracker.latest_message.get("text") or ""
    sure = (intent.get("confidence") or 0.0) >= _SURE and len(text.split()) <= _FEW_WORDS
    return str(intent.get("name") or "") if sure else ""
