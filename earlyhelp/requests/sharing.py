"""What a contact may see of a request, what the person keeps of it, and lists of requests without either."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.agreement import Agreed
from earlyhelp.consent import Consent, State, shareable
from earlyhelp.errors import NotYoursError, UnknownRequestError
from earlyhelp.requests.history import write_audit
from earlyhelp.requests.model import HelpRequest, RequestEvent, RequestItem
from earlyhelp.requests.staff import SECOND_ASKED, Staff, may_step_in
from earlyhelp.requests.status import ENDED, WAITING


@dataclass(frozen=True)
class Happened:
    """One line of a request's history. `kind` is worded by `Wording.kinds`; `note` may be empty."""

    kind: str
    at: datetime
    who: str
    note: str


@dataclass(frozen=True)
class Shown:
    """A request as one contact may see it: values by item, and where each decision for them stands."""

    request: HelpRequest
    values: Mapping[str, str]
    states: Mapping[str, State]
    history: Sequence[Happened]

    @property
    def not_shared(self) -> tuple[str, ...]:
        """Items that were asked about and may not be seen."""
        return tuple(item for item in self.states if item not in self.values)


@dataclass(frozen=True)
class Copy:
    """The person's own copy: the exact words agreed to, and what was shared under them, by item."""

    reference: str
    agreed: Agreed
    values: Mapping[str, str]


def shared_with(session: Session, vault: Vault, request: HelpRequest, contact: str, now: datetime) -> Shown:
    """What this contact may see now: nothing unless they hold the request, or may step in for who does."""
    if contact != request.contact and not may_step_in(request, contact):
        return Shown(request, {}, {}, ())
    consents = _consents(session, request)
    values = shareable(opened_items(session, vault, request), consents, contact, now)
    states = {each.item: each.state(now) for each in consents if each.recipient == contact}
    return Shown(request, values, states, history_of(session, vault, request))


def view_request(
    session: Session, vault: Vault, request_id: str, staff: Staff, now: datetime, why: str = ""
) -> Shown:
    """The request for the desk, with an entry in the audit. Raises NotYoursError, UnknownRequestError.

    `why` is a line without personal data. The caller commits, or the view is not written down.
    """
    request = session.get(HelpRequest, request_id, populate_existing=True)
    if request is None:
        raise UnknownRequestError("There is no such request.")
    if staff.contact != request.contact and not may_step_in(request, staff.contact):
        raise NotYoursError("This request is with another contact.")
    shown = shared_with(session, vault, request, staff.contact, now)
    write_audit(session, request, "viewed", staff.id, now, why)
    return shown


def copy_for_person(session: Session, vault: Vault, request: HelpRequest) -> Copy | None:
    """The person's copy; None once the request was erased. Items taken back are no longer in it."""
    if request.sealed_agreement is None:
        return None
    written = json.loads(vault.open(request.sealed_agreement, request.id))
    agreed = Agreed(
        written["version"],
        tuple(written["opening"]),
        written["shared"],
        written["refused"],
        tuple(written["closing"]),
    )
    return Copy(request.reference, agreed, opened_items(session, vault, request))


def opened_items(session: Session, vault: Vault, request: HelpRequest) -> dict[str, str]:
    """Every value that is kept of the request, by item, for the person's own eyes and for `shareable`."""
    found = select(RequestItem).where(RequestItem.request_id == request.id).order_by(RequestItem.item)
    return {each.item: vault.open(each.sealed, each.id).decode() for each in session.scalars(found)}


def history_of(session: Session, vault: Vault, request: HelpRequest) -> Sequence[Happened]:
    """What happened, in order, with its notes."""
    found = select(RequestEvent).where(RequestEvent.request_id == request.id).order_by(RequestEvent.number)
    return [
        Happened(
            each.kind, each.at, each.who, vault.open(each.sealed, each.id).decode() if each.sealed else ""
        )
        for each in session.scalars(found)
    ]


def queue_for(session: Session, contact: str) -> Sequence[HelpRequest]:
    """The open requests of a contact, and those where they may step in, by deadline; no content."""
    stepping_in = and_(
        HelpRequest.second == contact,
        HelpRequest.second_agreed,
        HelpRequest.step >= SECOND_ASKED,
        HelpRequest.status.in_(WAITING),
    )
    found = (
        select(HelpRequest)
        .where(or_(HelpRequest.contact == contact, stepping_in), HelpRequest.status.not_in(ENDED))
        .order_by(HelpRequest.due_at, HelpRequest.id)
    )
    return session.scalars(found).all()


def unanswered(session: Session, now: datetime) -> Sequence[HelpRequest]:
    """The requests that nobody answered in time, for managers, the oldest deadline first."""
    found = (
        select(HelpRequest)
        .where(HelpRequest.status.in_(WAITING), HelpRequest.due_at <= now)
        .order_by(HelpRequest.due_at, HelpRequest.id)
    )
    return session.scalars(found).all()


def request_with_reference(session: Session, reference: str) -> HelpRequest | None:
    """The request that a link in a mail names, for signed-in staff only; their rights are checked later."""
    return session.scalar(select(HelpRequest).where(HelpRequest.reference == reference))


def _consents(session: Session, request: HelpRequest) -> Sequence[Consent]:
    found = select(Consent).where(Consent.request_id == request.id, Consent.round == request.round)
    return session.scalars(found.order_by(Consent.id)).all()
