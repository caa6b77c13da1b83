"""What the conversation already told that a request can use, so that nobody tells it twice."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import Any

from rasa_sdk import Tracker

from actions.hearing import heard, heard_in, kept_enquiry, own_age_in, typed
from actions.parts import HelpDesk, help_desk
from actions.plans.keeping import in_plan, member_of
from directory.enquiry import Enquiry, Heard, Spot
from earlyhelp.filling import Facts, Filling, known_school
from earlyhelp.filling.answering import LONGEST_NAME
from earlyhelp.filling.how_to_reach import with_address
from earlyhelp.plans import Mine
from earlyhelp.plans.leading import own_lead
from language.ages import ages_of_children
from language.corrections import gives_own_address
from language.who import names_child, names_grandchild

CLIENT = "client"
PLAN_ANSWER = "action_plan_answer"
"""What runs after each answer of a talk about a plan."""
_WHO = {"self": "self", "child": "child"}
_OTHERS = frozenset({"partner", "parent", "friend", "other"})
_YOUNG_CARER = "young_carer"
_FEWEST_WORDS = 4
_OPEN_END = 120.0


async def beginning_with(tracker: Tracker) -> Filling:
    """A new request with all that was told before: a number to be reached by, the name said in a talk too."""
    desk = help_desk()
    member = await member_of(tracker) if desk is not None else None
    filling = Filling(facts=replace(facts_told(tracker), name=name_in_plan(member)))
    for text in reversed(_said(tracker) if desk else []):
        given = with_address(filling, text, desk.questions) if gives_own_address(text) and desk else None
        if given is not None:
            return replace(given, trail=())
    return filling


def facts_told(tracker: Tracker) -> Facts:
    """Needs, story, place, ages and who, from the kept search, the messages before and the one that asks.

    The writer's own age is a fact whatever else was said, also in small talk.
    """
    enquiry, said = _all_told(tracker), _said(tracker)
    own = _ages(enquiry.own_age) or _own_in_passing(tracker)
    story = _story(tracker) or (enquiry.words if len(enquiry.words.split()) >= _FEWEST_WORDS else "")
    return replace(_facts(tuple(enquiry.needs), enquiry, own, said), story=story)


def facts_heard(tracker: Tracker) -> Facts:
    """The same from the latest message alone."""
    message = heard(tracker)
    return _facts(message.needs, message, _ages(message.own_age), [message.text])


def _facts(needs: tuple[str, ...], told: Enquiry | Heard, own: tuple[float, ...], said: list[str]) -> Facts:
    place, postcode, district = _spot(told.spot)
    who, ages, each = _for_whom(told.who, needs, _ages(told.age), own, said)
    return Facts(
        needs=needs,
        place=place,
        postcode=postcode,
        district=district,
        ages=ages,
        each=each,
        own=own,
        who=who,
        school=_school(said),
    )


def name_in_plan(member: Mine | None) -> str:
    """What they wished to be called in the talk about their plan; empty where that is no first name."""
    return member.known_as if member is not None and len(member.known_as) <= LONGEST_NAME else ""


async def own_lead_of(tracker: Tracker, desk: HelpDesk) -> str:
    """The key of the contact who leads the plan of whoever writes, with their own yes; empty without one."""
    member = await member_of(tracker)
    if member is None:
        return ""
    return await in_plan(lambda session, _, __: own_lead(session, member, desk.office.contacts))


def own_told(tracker: Tracker) -> tuple[float, ...]:
    """The writer's own age, where the latest message tells it."""
    return _ages(own_age_in(typed(tracker.latest_message.get("text"))))


def _all_told(tracker: Tracker) -> Enquiry:
    """The kept search, with what messages told that were no search where it is silent."""
    enquiry, in_a_talk = kept_enquiry(tracker).hear(heard(tracker)), _answers_of_a_talk(tracker)
    for event in reversed(_since_starting_again(tracker)):
        told = heard_in(event.get("parse_data") or {})
        if id(event) in in_a_talk:
            told = replace(told, needs=(), text="")
        enquiry = replace(
            enquiry,
            needs=enquiry.needs or told.needs,
            words=enquiry.words or (told.text if told.needs else ""),
            spot=enquiry.spot or told.spot,
            age=enquiry.age or told.age,
            who=enquiry.who or told.who,
        )
    return enquiry


def _answers_of_a_talk(tracker: Tracker) -> set[int]:
    """Which messages answered the questions of a plan: breakfast together is a wish and no trouble."""
    answers, latest = set[int](), None
    for event in tracker.events:
        if event.get("event") == "user":
            latest = event
        elif event.get("event") == "action" and event.get("name") == PLAN_ANSWER and latest is not None:
            answers.add(id(latest))
    return answers


def _since_starting_again(tracker: Tracker) -> list[dict[str, Any]]:
    """The last messages after whatever was let go of; danger is told to nobody without being asked."""
    backwards = takewhile(lambda event: _intent(event) != "start_again", reversed(_turns(tracker)))
    return [event for event in backwards if _intent(event) != "disclosure"][::-1]


def _intent(event: dict[str, Any]) -> str:
    return str(((event.get("parse_data") or {}).get("intent") or {}).get("name") or "")


def _story(tracker: Tracker) -> str:
    """The longest message of the last turns in which the person said what is wrong."""
    in_a_talk = _answers_of_a_talk(tracker)
    turns = [event for event in _turns(tracker) if id(event) not in in_a_talk]
    said = [event.get("text") or "" for event in turns if _intent(event) == "find_support"]
    told = [text for text in said if len(text.split()) >= _FEWEST_WORDS]
    return max(told, key=len, default="")


def _own_in_passing(tracker: Tracker) -> tuple[float, ...]:
    """The writer's own age as one of the last turns told it, the latest first."""
    ages = (_ages(own_age_in(typed(event.get("text")))) for event in reversed(_turns(tracker)))
    return next(filter(None, ages), ())


def _turns(tracker: Tracker) -> list[dict[str, Any]]:
    """The last messages of the person."""
    return [event for event in tracker.events if event.get("event") == "user"]


def _said(tracker: Tracker) -> list[str]:
    """The words of the last turns, buttons left out, since whatever was let go of."""
    return [text for event in _since_starting_again(tracker) if (text := typed(event.get("text")))]


def _school(said: list[str]) -> str:
    """A school that a contact works with, as the latest words name one."""
    desk = help_desk()
    found = (known_school(text, desk.office.contacts) for text in reversed(said)) if desk else iter(())
    return next(filter(None, found), "")


def _for_whom(
    heard_who: str | None,
    needs: tuple[str, ...],
    ages: tuple[float, ...],
    own: tuple[float, ...],
    said: list[str],
) -> tuple[str, tuple[float, ...], bool]:
    """Whom the help is for, their ages, and whether each age was told.

    Nobody else's age is the writer's. Who tells of themselves and the age of a child asks for the family; so
    does a grandparent, who is no other grown-up.
    """
    who, has_child = _who(heard_who, needs), any(map(names_child, said))
    each = next(filter(None, map(ages_of_children, reversed(said))), ())
    if who == "self":
        if own or not (ages and has_child) or heard_who in _OTHERS:
            return who, own, False
        who = "family"
    elif who == "other" and (any(map(names_grandchild, said)) or (has_child and ages)):
        who = "family"
    all_told = len(each) > 1 and (each[0], each[-1]) == (ages or (None,))[:: len(ages) - 1 or 1]
    return who, each if all_told else ages, all_told


def _spot(spot: Spot | None) -> tuple[str, str, str]:
    if spot is None or spot.anywhere:
        return "", "", ""
    return spot.name, spot.postcode or "", spot.district or ""


def _ages(age: tuple[float | None, float | None] | None) -> tuple[float, ...]:
    if age is None or age[0] is None:
        return ()
    high = age[1] if age[1] is not None and age[1] < _OPEN_END else age[0]
    return (float(age[0]),) if high == age[0] else (float(age[0]), float(high))


def _who(who: str | None, needs: tuple[str, ...]) -> str:
    if who in _OTHERS:
        return "self" if _YOUNG_CARER in needs else "other"
    return _WHO.get(who or "", "")
