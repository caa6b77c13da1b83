"""What a contact may see of a request, and what the person keeps of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.agreement import Agreed
from earlyhelp.consent import Consent, State, shareable
from earlyhelp.contacts import Contact
from earlyhelp.errors import NotYoursError, UnknownRequestError
from earlyhelp.office import Office
from earlyhelp.requests.agreed import words_agreed
from earlyhelp.requests.draft import REACH
from earlyhelp.requests.history import happened, write_audit
from earlyhelp.requests.model import HelpRequest, RequestEvent, RequestItem
from earlyhelp.requests.staff import Staff, may_ask, may_hold, may_step_in
from earlyhelp.requests.ways import could_leave_message, gives_way

Caution = Literal["young", "no_message", "no_way"]
Capacity = Literal["holder", "second", "manager"]


@dataclass(frozen=True)
class Happened:
    """One line of a request's history. `kind` is worded by `Wording.kinds`; `note` may be empty.

    `done_by` is the mark of the contact as whom a member of staff did it, or None.
    """

    kind: str
    at: datetime
    who: str
    note: str
    done_by: str | None = None


@dataclass(frozen=True)
class Shown:
    """A request as one contact may see it: values by item, and where each decision for them stands.

    `cautions` are what they must heed before they get in touch, worded by `Wording.cautions`.
    """

    request: HelpRequest
    values: Mapping[str, str]
    states: Mapping[str, State]
    history: Sequence[Happened]
    cautions: Sequence[Caution] = ()

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


def capacity(session: Session, request: HelpRequest, contact: str, office: Office) -> Capacity | None:
    """As what this contact may see what was agreed to for them; None if they may see nothing that was said.

    Beside who holds it that is the second contact who may step in, and the manager while nobody answers, if
    the person agreed to that.
    """
    looking = office.contacts.by_key.get(contact)
    if looking is None:
        return None
    if may_hold(request, contact, office):
        return "holder"
    if may_step_in(session, request, contact, office):
        return "second"
    agreed = any(each.is_for(looking) and each.given for each in _consents(session, request))
    return "manager" if agreed and may_ask(request, contact, office) else None


def may_read(session: Session, request: HelpRequest, contact: str, office: Office) -> bool:
    """Whether this contact holds the request, or may step in for who does, and so reads what is agreed."""
    return capacity(session, request, contact, office) in {"holder", "second"}


def eyes(session: Session, request: HelpRequest, contact: str, office: Office) -> Contact | None:
    """The contact as whose eyes this one may look now; None if they may see nothing that was said."""
    looks = capacity(session, request, contact, office) is not None
    return office.contacts.by_key[contact] if looks else None


def shared_with(
    session: Session, vault: Vault, request: HelpRequest, contact: str, now: datetime, office: Office
) -> Shown:
    """What this contact may see now: nothing unless they hold the request, or may step in for who does.

    The manager sees what was agreed to for them while nobody answers. Whoever may know of the request is told
    what must be heeded. Of notes they see those that they wrote themselves since the person agreed to them,
    for a note can hold what somebody else was told; and none once every yes was taken back or has ended.
    """
    reader = eyes(session, request, contact, office)
    if reader is None:
        return Shown(request, {}, {}, (), _cautions(session, request))
    consents = _consents(session, request)
    seen = shareable(opened_items(session, vault, request), consents, reader, now)
    values = {item: seen[item] for item in office.agreement.in_order(seen)}
    decided = {each.item: each.state(now) for each in consents if each.is_for(reader)}
    states = {item: decided[item] for item in office.agreement.in_order(decided)}
    writer = contact if _may_read_notes(session, request, states) else ""
    history = history_of(session, vault, request, writer)
    cautions = (*_cautions(session, request), *_on_reach(session, request, values, office))
    return Shown(request, values, states, history, cautions)


def view_request(
    session: Session,
    vault: Vault,
    request_id: str,
    staff: Staff,
    now: datetime,
    office: Office,
) -> Shown:
    """The request for the desk, with an entry in the audit. Raises NotYoursError, UnknownRequestError.

    The entry says in which capacity they looked. The caller commits, or the view is not written down.
    """
    request = session.get(HelpRequest, request_id, populate_existing=True)
    if request is None:
        raise UnknownRequestError("There is no such request.")
    why = capacity(session, request, staff.contact, office)
    if why is None:
        raise NotYoursError("This request is with another contact.")
    shown = shared_with(session, vault, request, staff.contact, now, office)
    write_audit(session, request, "viewed", staff.id, now, why)
    return shown


def copy_for_person(session: Session, vault: Vault, request: HelpRequest) -> Copy | None:
    """The person's copy, in the words of the present round; None once the request was erased.

    Items taken back are no longer in it.
    """
    kept = words_agreed(session, vault, request)
    if not kept:
        return None
    agreed, values = kept[-1], opened_items(session, vault, request)
    shared = {item: values[item] for item in agreed.shared if item in values}
    return Copy(request.reference, agreed, shared)


def opened_items(session: Session, vault: Vault, request: HelpRequest) -> dict[str, str]:
    """Every value that is kept of the request, by item, for the person's own eyes and for `shareable`."""
    found = select(RequestItem).where(RequestItem.request_id == request.id).order_by(RequestItem.item)
    return {each.item: vault.open(each.sealed, each.id).decode() for each in session.scalars(found)}


def history_of(
    session: Session, vault: Vault, request: HelpRequest, writer: str | None = None
) -> Sequence[Happened]:
    """What happened, in order, with its notes: all of them, or those that `writer` wrote in this round."""
    found = select(RequestEvent).where(RequestEvent.request_id == request.id).order_by(RequestEvent.number)
    return [
        Happened(each.kind, each.at, each.who, _note(vault, each, request, writer), each.done_by)
        for each in session.scalars(found)
    ]


def request_with_reference(session: Session, reference: str) -> HelpRequest | None:
    """The request that a link in a mail names, for signed-in staff only; their rights are checked later."""
    return session.scalar(select(HelpRequest).where(HelpRequest.reference == reference))


def handed_on(session: Session, request: HelpRequest, contact: Contact) -> RequestEvent | None:
    """The last time that this contact handed the request over; None if they never did."""
    found = select(RequestEvent).where(
        RequestEvent.request_id == request.id,
        RequestEvent.kind == "handed_over",
        RequestEvent.done_by == contact.mark,
    )
    return session.scalars(found.order_by(RequestEvent.number.desc()).limit(1)).first()


def _consents(session: Session, request: HelpRequest) -> Sequence[Consent]:
    found = select(Consent).where(Consent.request_id == request.id, Consent.round == request.round)
    return session.scalars(found.order_by(Consent.id)).all()


def _note(vault: Vault, event: RequestEvent, request: HelpRequest, writer: str | None) -> str:
    theirs = event.contact == writer and event.round == request.round
    if event.sealed is None or not (writer is None or theirs):
        return ""
    return vault.open(event.sealed, event.id).decode()


def _may_read_notes(session: Session, request: HelpRequest, states: Mapping[str, State]) -> bool:
    """Not after the request was taken back, nor once no yes stands of those that were given."""
    stand = set(states.values())
    none_left = "given" not in stand and bool(stand & {"withdrawn", "expired"})
    return not (none_left or happened(session, request, "withdrawn"))


def _cautions(session: Session, request: HelpRequest) -> tuple[Caution, ...]:
    """What whoever knows of the request must heed, whatever was refused; nothing once it was taken back."""
    return ("young",) if request.young and not happened(session, request, "withdrawn") else ()


def _on_reach(
    session: Session, request: HelpRequest, values: Mapping[str, str], office: Office
) -> tuple[Caution, ...]:
    """For whoever may read what was agreed to: that there is no way to get in touch, or none to leave words.

    A message is safe only if the person said so of the very number or address that is shared.
    """
    reach = values.get(REACH)
    if happened(session, request, "withdrawn") or (request.ended_at is not None and reach is None):
        return ()
    if not gives_way(reach, office):
        return ("no_way",)
    return ("no_message",) if could_leave_message(reach) and not request.may_leave_message else ()
