"""Requests as their person is told of them: those of a chat, one by its id, one by name and code word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.parts import HelpDesk
from actions.showing import button
from core.clock import utc_now
from earlyhelp.days import date_words, day_of, next_minute_words
from earlyhelp.requests import (
    HelpRequest,
    find_request,
    items_to_take_back,
    requests_of,
    status_for_person,
    taken_back,
)
from earlyhelp.requests.letters import how_they_went
from earlyhelp.requests.lookup import request_locked_until
from earlyhelp.requests.passes import make_pass
from earlyhelp.requests.staff import holder_of
from staff.tries import may_look, may_look_again_at


@dataclass(frozen=True)
class Standing:
    """One request as its person is told of it. `parts` are the items that can be taken back alone.

    `name` is who has it, `told` who hears of what becomes of it: the manager, once that contact has left.
    `called` is its name as it may be shown here, where that is `hidden` in other words.
    """

    id: str
    reference: str
    called: str
    hidden: bool
    name: str
    told: str
    ended: bool
    taken_back: bool
    erased: bool
    parts: tuple[str, ...]
    sentences: tuple[str, ...]


def standings(desk: HelpDesk, person: str, hidden: bool = False) -> list[Standing]:
    """The requests of this conversation, the newest first; `hidden` without their names."""
    with desk.sessions() as session:
        return [_standing(session, desk, each, hidden) for each in requests_of(session, person)]


def standing_of(desk: HelpDesk, request_id: str, hidden: bool = False) -> Standing | None:
    """This very request, for whoever holds a button of it; None if it is kept no more."""
    with desk.sessions() as session:
        request = session.get(HelpRequest, request_id)
        return None if request is None else _standing(session, desk, request, hidden)


def standing_with_code(desk: HelpDesk, reference: str, code: str, person: str) -> Standing | None:
    """The request of whoever says its name and code word; every try counts, also for this conversation."""
    now = utc_now()
    with desk.sessions.begin() as session:
        allowed = may_look(session, desk.keys, f"conversation:{person}", now)
    if not allowed:
        return None
    with desk.sessions.begin() as session:
        request = find_request(session, desk.vault, reference, code, now, desk.office)
        request_id = request.id if request is not None else ""
    return standing_of(desk, request_id) if request_id else None


def look_again_at(desk: HelpDesk, reference: str, person: str) -> str:
    """When a try at this name is looked at again, in words; empty if the next one is. It may be unknown."""
    now, who = utc_now(), f"conversation:{person}"
    with desk.sessions() as session:
        waits = [
            request_locked_until(session, reference, now, desk.office),
            may_look_again_at(session, desk.keys, who, now),
        ]
    until = max(filter(None, waits), default=None)
    return next_minute_words(until, now) if until else ""


def links_to(desk: HelpDesk, found: Sequence[Standing]) -> dict[str, str]:
    """A link to the page of each request that still holds something, by its id; each works once."""
    now = utc_now()
    with desk.sessions.begin() as session:
        passes = {each.id: make_pass(session, each.id, now) for each in found if not each.erased}
    return {request_id: desk.office.own_link(token) for request_id, token in passes.items()}


def how_it_goes(desk: HelpDesk, standing: Standing) -> dict[str, str]:
    """The button that tells where a request stands."""
    return button(desk.questions.label("how_it_goes"), "ask_request_status", request=standing.id)


def _standing(session: Session, desk: HelpDesk, request: HelpRequest, hidden: bool) -> Standing:
    if request.erased_at is None:
        sentences = status_for_person(session, desk.vault, request, utc_now(), desk.office).sentences
    else:
        sentences = _deleted(session, desk, request, request.erased_at)
    if hidden:
        its_name = desk.questions.say("hidden_name")
        sentences = tuple(each.replace(request.reference, its_name) for each in sentences)
    return Standing(
        request.id,
        request.reference,
        _unnamed(session, desk, request) if hidden else request.reference,
        hidden,
        desk.office.name_of(holder_of(request, desk.office)),
        desk.office.contacts.to_reach(request.contact, request.contact_mark).name,
        request.ended_at is not None,
        taken_back(session, request),
        request.erased_at is not None,
        tuple(items_to_take_back(session, request)),
        tuple(sentences),
    )


def _deleted(session: Session, desk: HelpDesk, request: HelpRequest, erased_at: datetime) -> tuple[str, ...]:
    """When it was deleted, and whether who had it knows; nothing where nothing is known of the letter."""
    say, went = desk.replies.say, how_they_went(session, request, ("withdrawn",), each=True)
    name = desk.office.contacts.to_reach(request.contact, request.contact_mark).name
    told = {"sent": "deleted_told", "going": "deleted_telling", "trying": "deleted_telling"}.get(went)
    deleted = say("deleted", reference=request.reference, day=date_words(day_of(erased_at)))
    return (deleted, say(told, name=name)) if told else (deleted,)


def _unnamed(session: Session, desk: HelpDesk, request: HelpRequest) -> str:
    """What a request is called where its name is not shown: by its number, if the chat sent several."""
    found = select(HelpRequest.id).where(
        HelpRequest.person == request.person, HelpRequest.person.is_not(None)
    )
    sent = session.scalars(found.order_by(HelpRequest.created_at, HelpRequest.id)).all()
    say = desk.questions.say
    if len(sent) < 2 or request.id not in sent:
        return say("hidden_one")
    return say("hidden_of_many", number=str(sent.index(request.id) + 1))
