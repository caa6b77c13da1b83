"""Looking back: the same scale again, how far somebody came, another day to look, and the end."""

from __future__ import annotations

import re
from datetime import date

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import typed
from actions.parts import plan_desk
from actions.plans.asking import ask_next, ask_step, next_step
from actions.plans.keeping import DONE, REMIND, SHOW, in_plan, look_back_step, member_of, score_in
from actions.plans.reminding import can_remind
from core.clock import utc_now
from earlyhelp.days import day_words
from earlyhelp.plans import Mine, begin_review, close, open_part, progress, say, set_review
from earlyhelp.plans.parts import NOW, Part
from language.scale import Score, read_score

_SHOWS = re.compile(r"\b(?:show|see|open|link|page|passcode|code|print)\b", re.IGNORECASE)
"""Words of somebody who wants the page of the plan rather than to look back."""


class StartPlanReview(Answer):
    """Someone wants to look at how it is going, or at the page of the plan."""

    def name(self) -> str:
        return "action_start_plan_review"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        member = await member_of(tracker)
        if member is not None and _SHOWS.search(typed(tracker.latest_message.get("text"))):
            return ask_step(dispatcher, member, SHOW)
        return await begin_looking_back(dispatcher, member)


class GiveScale(Answer):
    """Someone says where they are on the scale without being asked: "I'm a 6 today"."""

    def name(self) -> str:
        return "action_give_scale"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        member, office = await member_of(tracker), plan_desk().office
        score = read_score(typed(tracker.latest_message.get("text")), office.blue_sky.faces)
        if member is None or score is None:
            return ask_next(dispatcher, member)
        if next_step(member) == DONE:
            return ask_step(dispatcher, member, look_back_step(score))
        part = open_part(member, office.blue_sky)
        if part is None or part.key != NOW:
            return ask_next(dispatcher, member, office.wording.say("back"))
        return await _put_score(dispatcher, member, part, score)


async def look_back_from(dispatcher: CollectingDispatcher, member: Mine, step: str) -> Events:
    """Begins the review with the place that was said before it was asked for."""
    score, now = score_in(step), utc_now()
    if score is None or next_step(member) != DONE:
        return ask_next(dispatcher, member)
    member = await in_plan(lambda session, vault, _: begin_review(session, vault, member, now))
    part = open_part(member, plan_desk().office.blue_sky)
    if part is None or part.key != NOW:
        return ask_next(dispatcher, member)
    return await _put_score(dispatcher, member, part, score)


async def _put_score(dispatcher: CollectingDispatcher, member: Mine, part: Part, score: Score) -> Events:
    now = utc_now()
    scored = await in_plan(lambda session, vault, _: say(session, vault, member, part, score, now))
    return ask_next(dispatcher, scored, said_of(scored))


async def begin_looking_back(dispatcher: CollectingDispatcher, member: Mine | None) -> Events:
    """The first question of a review, once the talk before it is through."""
    wording, now = plan_desk().office.wording, utc_now()
    if member is None:
        return ask_next(dispatcher, None, wording.say("review_none"))
    if next_step(member) != DONE:
        unfinished = "back_review" if member.round else "review_unfinished"
        return ask_next(dispatcher, member, wording.say(unfinished))
    done = member
    member = await in_plan(lambda session, vault, _: begin_review(session, vault, done, now))
    return ask_next(dispatcher, member, wording.say("review_intro"))


def said_of(member: Mine) -> str:
    """What is said of a place on the scale: how far it is from the last one, or the place alone."""
    wording, score = plan_desk().office.wording, member.score()
    if score is None:
        return ""
    before, sentence = member.score(member.round - 1) if member.round else None, progress(member)
    if before is None or not sentence:
        return wording.say("put_score", now=score.words)
    return wording.say(sentence, before=before.words, now=score.words)


async def set_day(dispatcher: CollectingDispatcher, member: Mine, day: date) -> Events:
    """Writes down when to look again, and says so."""
    now = utc_now()
    changed = await in_plan(lambda session, vault, _: set_review(session, vault, member, day, now))
    note = plan_desk().office.wording.say("review_set", day=day_words(day))
    return ask_step(dispatcher, changed, REMIND if can_remind() else DONE, note)


async def end_plan(dispatcher: CollectingDispatcher, member: Mine) -> Events:
    """Closes the plan, which can be opened again."""
    now = utc_now()
    closed = await in_plan(lambda session, vault, _: close(session, vault, member, now))
    return ask_step(dispatcher, closed, DONE, plan_desk().office.wording.say("closed"))
