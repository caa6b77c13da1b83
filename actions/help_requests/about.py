"""Questions about a request, before it is sent and after: a short true answer, and back to what was asked."""

from __future__ import annotations

import asyncio

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from actions.answering import Answer, Events
from actions.asking import ask_again
from actions.hearing import ASKED, typed
from actions.help_requests.asking import ask_next, reach, step_of
from actions.help_requests.at_hand import at_hand
from actions.help_requests.keeping import LOOKING, REQUEST, kept_request, level_told
from actions.help_requests.standing import Standing, how_it_goes
from actions.parts import HelpDesk, help_desk
from core.clock import utc_now
from earlyhelp.contacts import Contact
from earlyhelp.days import day_of, day_words
from earlyhelp.filling import Filling
from earlyhelp.replies import Reply
from earlyhelp.requests import HelpRequest, RequestEvent
from earlyhelp.requests.looks import looks_at
from earlyhelp.requests.sharing import eyes
from earlyhelp.requests.staff import holder_of

_READERS = frozenset({"holder", "second", "manager"})
"""Who reads what was told, of those who can look at a request."""
_OPENING = frozenset({"viewed", "exported", "hand_over_opened"})
"""The looks by which they read it."""


class AboutRequest(Answer):
    """Someone asks what comes of a request: who has it, when they ring, who is told, what it costs."""

    def name(self) -> str:
        return "action_about_request"

    async def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        desk, text = help_desk(), typed(tracker.latest_message.get("text"))
        reply = desk.replies.asked(text, about_it=True) if desk is not None else None
        if desk is None or reply is None:
            return await ask_again(dispatcher, tracker)
        draft = kept_request(tracker)
        waits = tracker.get_slot(ASKED) == REQUEST and not tracker.get_slot(LOOKING)
        if draft is not None and draft.is_open and waits:
            return await ask_next(dispatcher, tracker, draft, _before(desk, tracker, draft, reply))
        found = await at_hand(desk, tracker)
        if not found:
            dispatcher.utter_message(text=_before(desk, tracker, None, reply))
            return await ask_again(dispatcher, tracker)
        standing = next((each for each in found if not each.ended), found[0])
        told = await asyncio.to_thread(_after, desk, standing, reply)
        dispatcher.utter_message(text=told, buttons=[how_it_goes(desk, standing)])
        return await ask_again(dispatcher, tracker)


def _before(desk: HelpDesk, tracker: Tracker, draft: Filling | None, reply: Reply) -> str:
    """The answer while nothing was sent; with the contact, once there is one."""
    contact = _contact(desk, tracker, draft) if draft is not None and reply.chosen else None
    if contact is not None:
        return reply.chosen.format(name=contact.name, role=contact.role, agency=contact.agency)
    return reply.before.format(days=desk.office.acknowledge_days)


def _contact(desk: HelpDesk, tracker: Tracker, draft: Filling) -> Contact | None:
    """Who was chosen, or is being offered."""
    if draft.contact:
        return desk.office.contacts.by_key.get(draft.contact)
    if not draft.begun or step_of(desk, draft) != "contact":
        return None
    return next(iter(reach(desk, draft, level_told(tracker), utc_now()).offered), None)


def _after(desk: HelpDesk, standing: Standing, reply: Reply) -> str:
    """The answer while a request is open; of one that is over, or whose contact has left, how it stands."""
    with desk.sessions() as session:
        request = session.get_one(HelpRequest, standing.id)
        holder = holder_of(request, desk.office)
        always = reply.before == reply.after
        if (standing.ended or holder is None) and not always:
            return "\n\n".join(standing.sentences)
        name = holder if holder is not None else desk.office.contacts.manager
        said = reply.after.format(
            name=name.name,
            role=name.role,
            agency=name.agency,
            phone=name.phone,
            readers=_readers(session, desk, request),
            opened=_opened(session, desk, request),
        )
        young = [desk.questions.say("offer_young")] if request.young and reply.status else []
    return "\n\n".join([*(standing.sentences if reply.status else ()), said, *young])


def _readers(session: Session, desk: HelpDesk, request: HelpRequest) -> str:
    """Everybody who can see anything of it now, by name."""
    office = desk.office
    keys = dict.fromkeys([request.contact, request.second or "", office.contacts.manager.key])
    looking = [eyes(session, request, key, office) for key in keys if key]
    return " and ".join(each.name for each in looking if each is not None)


def _opened(session: Session, desk: HelpDesk, request: HelpRequest) -> str:
    """Whether anybody who may read what was told opened it since its contact got it, on whatever page."""
    given = select(func.max(RequestEvent.at)).where(
        RequestEvent.request_id == request.id, RequestEvent.kind.in_(["sent", "handed_over"])
    )
    since = session.scalar(given) or request.created_at
    looks = [each for each in looks_at(session, request) if each.who in _READERS and each.what in _OPENING]
    first = min((each.at for each in looks if each.at >= since), default=None)
    say = desk.replies.say
    return say("opened", day=day_words(day_of(first))) if first else say("unopened")
