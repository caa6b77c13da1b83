"""Safety first: fixed words at once, one question, and then the person can go on where they were."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

import safeguarding
from actions.answering import Answer, Events, is_concern, log
from actions.hearing import ASKED, heard, keep, kept_enquiry, pressed, staff_of, typed
from actions.help_requests.asking import ask_request_again
from actions.help_requests.keeping import DISCLOSED, REQUEST, begun_request, level_told, misheard
from actions.lines import lines_as_list
from actions.plans.asking import ask_after_danger, ask_plan_again
from actions.plans.disclosing import keep_answer_back
from actions.plans.keeping import under_way
from actions.showing import Buttons, button, offer_person, request_buttons
from actions.worries import way_in_words
from core.clock import utc_now
from directory.enquiry import Enquiry
from earlyhelp.contacts.contact import USUAL_LEVEL
from safeguarding import Disclosure, SafeNow
from safeguarding.disclosures import LEVELS

_GROWN_UP = 30
"""Years of somebody who said in a request that they are 18 or over: past the lines for young people."""
_YOUNGEST_WRITER = 6
"""Years; a younger age is that of a child somebody writes about."""

SAFE_NOW = [
    button("Yes, I am safe", "safe_now", answer="yes"),
    button("No, I am not safe", "safe_now", answer="no"),
    button("I am not sure", "safe_now", answer="not_sure"),
]
"""The answers to the one question."""
YOU_GOT_ME_WRONG = button("You got me wrong", "safe_now", answer="misheard")
"""Beside them where danger was only guessed at, or heard in the answers of a request."""


class AnswerDisclosure(Answer):
    """Someone may be in danger: what to do, who can help, and the one question."""

    def name(self) -> str:
        return "action_answer_disclosure"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        before = tracker.get_slot(DISCLOSED) or {}
        disclosure = _as_signed_in(_as_known(_disclosure(tracker), before), tracker)
        enquiry = _enquiry(tracker)
        answer = safeguarding.answer(disclosure, age=_age_said(tracker, disclosure, enquiry), now=utc_now())
        await keep_answer_back(tracker)
        unsure = begun_request(tracker) is not None or not disclosure.named
        buttons = [*SAFE_NOW, YOU_GOT_ME_WRONG] if unsure else SAFE_NOW
        parts = [*answer.paragraphs, lines_as_list(answer.lines)]
        if disclosure.speaker == "professional":
            parts.append(await way_in_words(tracker, least="social_care"))
        parts.append(answer.question)
        if _was_just_said(tracker, _text(parts)):
            dispatcher.utter_message(
                response="utter_heard_more", buttons=buttons, json_message={"kind": "safety"}
            )
        else:
            _say(dispatcher, parts, buttons)
        return [*keep(enquiry, asked="safe_now"), _remember(disclosure, before)]


class AnswerSafeNow(Answer):
    """The answer to `Are you safe right now?`, pressed or typed; anything unclear counts as not sure.

    After a second unclear one the question is let go: what they say next is heard for what it is.
    """

    def name(self) -> str:
        return "action_answer_safe_now"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        button = pressed(tracker, "answer")
        if button == "misheard" or (button is None and safeguarding.says_misheard(_typed(tracker))):
            return await _say_misheard(dispatcher, tracker)
        said = _answer(tracker)
        enquiry, before = kept_enquiry(tracker).hear(heard(tracker)), tracker.get_slot(DISCLOSED) or {}
        follow_up = safeguarding.follow_up(
            said,
            tuple(before.get("kinds", ())),
            age=before.get("age") or _age(tracker, enquiry),
            now=utc_now(),
            speaker=before.get("speaker", "unknown"),
        )
        _say(dispatcher, [*follow_up.paragraphs, lines_as_list(follow_up.lines)])
        asks_again = said == "not_sure" and not before.get("unsure")
        now = before | {"safe_now": said} | ({"unsure": True} if asks_again else {})
        if said != "no" and not asks_again and _goes_on_by_itself(tracker):
            return [*keep(enquiry), *await ask_after_danger(dispatcher, tracker), _noted(now)]
        _say_carry_on(dispatcher, tracker, enquiry)
        return [*keep(enquiry, asked="safe_now" if asks_again else None), _noted(now)]


class UrgentLines(Answer):
    """Who a person can reach now; also the way to a human voice."""

    def name(self) -> str:
        return "action_urgent_lines"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        enquiry = kept_enquiry(tracker)
        lines = safeguarding.urgent_lines(age=_age(tracker, enquiry), now=utc_now())
        offers_first = _typed_for_a_person(tracker)
        if offers_first:
            offer_person(dispatcher)
        buttons = None if offers_first else request_buttons()
        dispatcher.utter_message(
            response="utter_people_to_talk_to", lines=lines_as_list(lines), buttons=buttons
        )
        if tracker.get_slot(ASKED) == REQUEST:
            return await ask_request_again(dispatcher, tracker)
        return keep(asked=tracker.get_slot(ASKED))


def _typed_for_a_person(tracker: Tracker) -> bool:
    """Whether a person was asked for in words and no danger told: else the lines come before anything."""
    danger = (tracker.get_slot(DISCLOSED) or {}).get("level", "none") != "none" or is_concern(tracker)
    return bool(typed(tracker.latest_message.get("text"))) and not danger


def _say(dispatcher: CollectingDispatcher, parts: list[str], buttons: Buttons | None = None) -> None:
    dispatcher.utter_message(text=_text(parts), buttons=buttons, json_message={"kind": "safety"})


def _text(parts: list[str]) -> str:
    return "\n\n".join(filter(None, parts))


def _was_just_said(tracker: Tracker, text: str) -> bool:
    """Whether the last thing said was this, word for word: twice, it would sound like nobody listened."""
    said = (each.get("text") for each in reversed(tracker.events) if each.get("event") == "bot")
    return next(said, None) == text


async def _say_misheard(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """No danger was meant: that is believed, and the numbers stay a word away."""
    enquiry, believed = kept_enquiry(tracker), misheard(tracker)
    dispatcher.utter_message(response="utter_misheard")
    if _goes_on_by_itself(tracker):
        return [*keep(enquiry), *await ask_plan_again(dispatcher, tracker), *believed]
    _say_carry_on(dispatcher, tracker, enquiry)
    return [*keep(enquiry), *believed]


def _goes_on_by_itself(tracker: Tracker) -> bool:
    """Whether a talk waits for its next answer: whoever is safe is asked it, and need not ask for it."""
    return under_way(tracker) and begun_request(tracker) is None


def _say_carry_on(dispatcher: CollectingDispatcher, tracker: Tracker, enquiry: Enquiry) -> None:
    """The way back to the request or the search, if there is one; a form does not do for significant harm."""
    begun = begun_request(tracker) is not None
    if begun and level_told(tracker) != USUAL_LEVEL:
        dispatcher.utter_message(response="utter_carry_on_without_form", buttons=[YOU_GOT_ME_WRONG])
        return
    has_more = begun or under_way(tracker) or enquiry.need or enquiry.words
    dispatcher.utter_message(response="utter_carry_on_search" if has_more else "utter_carry_on")


def _typed(tracker: Tracker) -> str:
    return tracker.latest_message.get("text") or ""


def _answer(tracker: Tracker) -> SafeNow:
    """What was pressed, or said in words; anything else is not sure."""
    button = pressed(tracker, "answer")
    if button is None:
        return safeguarding.answer_in_words(_typed(tracker))
    return next((each for each in get_args(SafeNow) if each == button), "not_sure")


def _disclosure(tracker: Tracker) -> Disclosure:
    """What the assistant heard before anything else; an unreadable finding is still a concern."""
    risk = tracker.latest_message.get("risk") or {"level": "harm"}
    return Disclosure(
        risk["level"],
        tuple(risk.get("kinds", ())),
        risk.get("speaker", "unknown"),
        risk.get("age"),
        risk.get("named", True),
    )


def _enquiry(tracker: Tracker) -> Enquiry:
    """The search with what this message tells; an empty one if that fails: help must be named anyhow."""
    try:
        return kept_enquiry(tracker).hear(heard(tracker))
    except Exception as error:
        log.error("a search was lost beside a disclosure", error=type(error).__name__)
        return Enquiry()


def _as_known(disclosure: Disclosure, before: dict[str, Any]) -> Disclosure:
    """The disclosure with who speaks and their age, if an earlier one told it and this one does not."""
    if disclosure.speaker == "unknown":
        disclosure = replace(disclosure, speaker=before.get("speaker", "unknown"))
    if disclosure.age is None and disclosure.speaker == before.get("speaker"):
        disclosure = replace(disclosure, age=before.get("age"))
    return disclosure


def _as_signed_in(disclosure: Disclosure, tracker: Tracker) -> Disclosure:
    """Whoever is signed in on that browser as a professional, and tells of another, is spoken to as one."""
    about_another = disclosure.speaker in {"about_child", "about_adult"}
    return replace(disclosure, speaker="professional") if about_another and staff_of(tracker) else disclosure


def _remember(disclosure: Disclosure, before: dict[str, Any]) -> dict[str, Any]:
    """What is known of the danger from now on; its level is the highest that was told."""
    kinds = list(disclosure.kinds) if disclosure.named else []
    level = max(disclosure.level, before.get("level", "none"), key=LEVELS.index)
    return _noted({"kinds": kinds, "level": level, "speaker": disclosure.speaker, "age": disclosure.age})


def _noted(value: dict[str, Any]) -> dict[str, Any]:
    return {"event": "slot", "name": DISCLOSED, "value": value, "timestamp": None}


def _age_said(tracker: Tracker, disclosure: Disclosure, enquiry: Enquiry) -> int | None:
    return disclosure.age if disclosure.age is not None else _age(tracker, enquiry)


def _age(tracker: Tracker, enquiry: Enquiry) -> int | None:
    """The person's own age, where they said it of themselves; a child's age is not the parent's.

    Who said in a request that they are grown up counts as grown up.
    """
    own = enquiry.own_age[0] if enquiry.own_age else None
    if own is not None and own >= _YOUNGEST_WRITER:
        return int(own)
    request = begun_request(tracker)
    return _GROWN_UP if request is not None and request.is_grown_up else None
