"""Requests as their person is told of them: those of a chat, one by its id, one by name and code word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from actions.parts import HelpDesk
from core.clock import utc_now
from earlyhelp.requests import (
    HelpRequest,
    find_request,
    items_to_take_back,
    requests_of,
    status_for_person,
    taken_back,
)
from earlyhelp.requests.passes import make_pass
from earlyhelp.requests.staff import holder_of
from staff.tries import may_look


@dataclass(frozen=True)
class Standing:
    """One request as its person is told of it. `parts` are the items that can be taken back alone.

    `name` is who has it, `told` who hears of what becomes of it: the manager, once that contact has left.
    """

    id: str
    reference: str
    name: str
    told: str
    ended: bool
    taken_back: bool
    erased: bool
    parts: tuple[str, ...]
    sentences: tuple[str, ...]


def standings(desk: HelpDesk, person: str) -> list[Standing]:
    """The requests of this conversation, the newest first."""
    with desk.sessions() as session:
        return [_standing(session, desk, each) for each in requests_of(session, person)]


def standing_of(desk: HelpDesk, request_id: str) -> Standing | None:
    """This very request, for whoever holds a button of it; None if it is kept no more."""
    with desk.sessions() as session:
        request = session.get(HelpRequest, request_id)
        return None if request is None else _standing(session, desk, request)


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


def links_to(desk: HelpDesk, found: Sequence[Standing]) -> dict[str, str]:
    """A link to the page of each request that still holds something, by its id; each works once."""
    now = utc_now()
    with desk.sessions.begin() as session:
        passes = {each.id: make_pass(session, each.id, now) for each in found if not each.erased}
    return {request_id: desk.office.own_link(token) for request_id, token in passes.items()}


def _standing(session: Session, desk: HelpDesk, request: HelpRequest) -> Standing:
    return Standing(
        request.id,
        request.reference,
        desk.office.name_of(holder_of(request, desk.office)),
        desk.office.contacts.to_reach(request.contact, request.contact_mark).name,
        request.ended_at is not None,
        taken_back(session, request),
        request.erased_at is not None,
        tuple(items_to_take_back(session, request)),
        status_for_person(session, request, utc_now(), desk.office).sentences,
    )
