"""For professionals: a colleague out of the who's-who, and a passage of guidance with its source."""

from __future__ import annotations

import asyncio

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

import safeguarding
from actions.hearing import pressed, staff_of, typed
from actions.parts import library
from actions.showing import Buttons, button
from core import audit
from core.clock import utc_now
from directory.gaps import GapKind, record_gap
from directory.guidance import Passage
from directory.people import Found, PeopleFound

SHOWN = 3
LONGEST_BUTTON = 60
"""Characters of a heading that a button shows."""


async def find_colleague(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Whoever fits, for somebody who is signed in on that browser; for others what is public, and how to
    sign in. Who asks is never read from the words.
    """
    staff, text = staff_of(tracker), typed(tracker.latest_message.get("text"))
    found = await asyncio.to_thread(_look_up, text, staff)
    if found.results and not found.nobody:
        dispatcher.utter_message(response="utter_people_found")
        dispatcher.utter_message(text="\n".join(f"- {_line(each)}" for each in found.results))
    elif staff:
        dispatcher.utter_message(response="utter_nobody_covers")
        if found.instead is not None:
            dispatcher.utter_message(text=f"The nearest team:\n- {_line(found.instead)}")
    elif found.instead is not None:
        dispatcher.utter_message(response="utter_people_found")
        dispatcher.utter_message(text=f"- {_line(found.instead)}")
    else:
        dispatcher.utter_message(response="utter_professionals")
    if not staff:
        dispatcher.utter_message(response="utter_sign_in_for_people")


async def guide(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """The passage that answers, where it stands and when it was written; buttons lead to others beside it."""
    guidance, key = library().guidance, pressed(tracker, "answer")
    if key is not None and key in guidance.guidance.passages:
        _say_passage(dispatcher, guidance.guidance.passages[key], ())
        return
    question = typed(tracker.latest_message.get("text"))
    answers = await asyncio.to_thread(lambda: guidance.search.find(question))
    if not answers:
        await asyncio.to_thread(_record, "guidance", question)
        dispatcher.utter_message(response="utter_guidance_unknown")
        return
    _say_passage(dispatcher, answers[0].passage, tuple(each.passage for each in answers[1:]))


def _say_passage(dispatcher: CollectingDispatcher, passage: Passage, close: tuple[Passage, ...]) -> None:
    sources = "; ".join(each.words for each in passage.citations)
    written, line = f"{passage.checked.day} {passage.checked:%B %Y}", safeguarding.advice_line()
    care = " Look at the source before you rely on a detail." if passage.from_knowledge else ""
    dispatcher.utter_message(
        text=f"**{passage.heading}**\n\n{passage.text}\n\nFrom: {sources}. Written on {written}.{care}\n\n"
        f"[Read all of it: {passage.topic_title}](/guidance/{passage.topic})\n\n"
        f"Not what you asked? Professionals can ring the {line.name}: {line.number}.",
        buttons=_more(passage, close),
    )


def _more(passage: Passage, close: tuple[Passage, ...]) -> Buttons:
    """What may have been meant instead, or else the passages beside this one."""
    topic = library().guidance.guidance.topics[passage.topic]
    at = [each.key for each in topic.passages].index(passage.key)
    beside = (*topic.passages[at + 1 :], *topic.passages[:at])
    offered = (*close, *(each for each in beside if each not in close))[:SHOWN]
    return [
        button(each.heading, "ask_professional_guidance", answer=each.key)
        for each in offered
        if len(each.heading) <= LONGEST_BUTTON
    ]


def _look_up(text: str, staff: str) -> PeopleFound:
    """Looks, writes down that somebody did, and keeps the gap where nobody fits."""
    parts, now = library(), utc_now()
    found = parts.people.find(text, SHOWN, public_only=not staff)
    with parts.sessions.begin() as session:
        if found.nobody and staff:
            record_gap(session, parts.vault, "people", text, now, named=True)
        audit.append(session, staff or "visitor", "people/searched", "whos-who", now=now)
    return found


def _record(kind: GapKind, text: str) -> None:
    parts = library()
    with parts.sessions.begin() as session:
        record_gap(session, parts.vault, kind, text, utc_now())


def _line(found: Found) -> str:
    """What stands in the chat stays there when somebody signs out: how to reach whoever is not public is one
    press away instead, behind the sign-in."""
    reach = (found.phone, found.email) if found.public else ("press the name for how to reach them",)
    told = (found.role, found.team if found.team != found.name else "", *reach)
    away = f" Away; {found.away.deputy or 'nobody'} stands in." if found.away else ""
    return f"[{found.name}](/whos-who/{found.key}): {', '.join(filter(None, told))}.{away}"
