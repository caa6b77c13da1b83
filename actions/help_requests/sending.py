"""Sending a request: by the one button, and once whatever is pressed, repeated or lost."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import Answer, Events
from actions.hearing import pressed
from actions.help_requests.asking import ask_next, items, reach, step_of
from actions.help_requests.checking import manager_agreed, page_mark
from actions.help_requests.keeping import keep_request, kept_request, level_told
from actions.help_requests.sent import keep_sent, sent_under, tell_if_sent, tell_sent
from actions.help_requests.standing import how_it_goes, standings
from actions.parts import HelpDesk, help_desk
from actions.showing import button
from core.clock import utc_now
from earlyhelp.contacts.contact import USUAL_LEVEL
from earlyhelp.errors import DraftError, SignificantHarmError
from earlyhelp.filling import Filling, with_those_there
from earlyhelp.requests import Draft, Submitted, submit, submitted_before
from staff.tries import SENDS, may_send


class _EnoughForTodayError(DraftError):
    """This conversation sent as many requests as one may in a day."""


class SubmitRequest(Answer):
    """The one button that sends was pressed; pressed again, or played again, it gives the same request."""

    def name(self) -> str:
        return "action_submit_request"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        desk, filling = help_desk(), kept_request(tracker)
        if desk is None:
            dispatcher.utter_message(response="utter_request_by_phone")
            return keep_request(filling, waits=False)
        key, page = pressed(tracker, "key") or "", pressed(tracker, "page") or ""
        sent = await sent_under(desk, key)
        if sent is not None:
            await tell_sent(dispatcher, desk, sent)
            is_this = filling is not None and filling.key == key
            return keep_sent(key, sent) if is_this else keep_request(filling, waits=False)
        if filling is None or not filling.is_open or not key or key != filling.key:
            return await _old_button(dispatcher, desk, filling)
        return await _press(dispatcher, tracker, desk, filling, page)


def draft_of(desk: HelpDesk, filling: Filling, person: str, level: int = USUAL_LEVEL) -> Draft:
    """What would be sent; answers that were refused are left out already here."""
    told = items(desk, filling)
    agreed = filling.decisions(told)
    return Draft(
        person=person,
        contact=filling.contact,
        answers={item: value for item, value in told.items() if agreed[item]},
        agreed=agreed,
        wording_version=desk.office.agreement.version,
        second=filling.second,
        second_agreed=bool(filling.second and filling.second_agreed),
        manager_agreed=manager_agreed(desk, filling),
        young=filling.is_young,
        may_leave_message=filling.may_leave_message,
        level=level,
    )


async def _press(
    dispatcher: CollectingDispatcher, tracker: Tracker, desk: HelpDesk, filling: Filling, page: str
) -> Events:
    """Sends what the page showed; anything else is shown first."""
    found = reach(desk, filling, level_told(tracker), utc_now())
    if step_of(desk, filling) != "check" or with_those_there(filling, found) != filling:
        return await ask_next(dispatcher, tracker, filling)
    if page != page_mark(desk, filling, items(desk, filling), utc_now()):
        return await ask_next(dispatcher, tracker, filling, desk.questions.say("changed"))
    draft = draft_of(desk, filling, tracker.sender_id, level_told(tracker))
    try:
        sent = await asyncio.to_thread(_send, desk, draft, filling.key)
    except _EnoughForTodayError:
        return await _another_day(dispatcher, desk, filling, tracker.sender_id)
    except SignificantHarmError:
        return await ask_next(dispatcher, tracker, filling)
    except DraftError:
        return await ask_next(dispatcher, tracker, filling, desk.questions.say("changed"))
    await tell_sent(dispatcher, desk, sent)
    return keep_sent(filling.key, sent)


async def _another_day(
    dispatcher: CollectingDispatcher, desk: HelpDesk, filling: Filling, person: str
) -> Events:
    """This chat sent as many as one may in a day: what was told is kept, and who can be rung is said."""
    found = await asyncio.to_thread(standings, desk, person)
    going = [how_it_goes(desk, each) for each in found if not each.ended][:1]
    again = button(desk.questions.label("back_to_it"), "request_choose", step="resume", answer="back_to_it")
    text = desk.questions.say("too_many", count=str(SENDS))
    dispatcher.utter_message(text=text, buttons=[*going, again])
    return keep_request(replace(filling, put_away=True), waits=False)


async def _old_button(dispatcher: CollectingDispatcher, desk: HelpDesk, filling: Filling | None) -> Events:
    """A button of another draft sends nothing; if this draft has gone by now, that is told."""
    told = await tell_if_sent(dispatcher, desk, filling)
    if told is not None:
        return told
    dispatcher.utter_message(text=desk.questions.say("old_button"))
    return keep_request(filling, waits=False)


def _send(desk: HelpDesk, draft: Draft, key: str) -> Submitted:
    """Counts before it looks, so that two presses at once take turns; a request that went is told of."""
    now = utc_now()
    with desk.sessions.begin() as session:
        allowed = may_send(session, desk.keys, f"conversation:{draft.person}", now)
        if not allowed and submitted_before(session, desk.vault, key, desk.office) is None:
            raise _EnoughForTodayError
        return submit(session, desk.vault, draft, key, now, desk.office)
