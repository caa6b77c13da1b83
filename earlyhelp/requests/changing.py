"""Changing one answer of a request that was sent: a yes of its own, and the old answer is gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.database import forget_after_commit
from core.encryption import Vault
from earlyhelp.agreement import Agreed
from earlyhelp.consent import Consent
from earlyhelp.contacts import Contact
from earlyhelp.errors import ConsentNeededError, DraftError, MoveError
from earlyhelp.office import Office
from earlyhelp.requests.agreed import reword
from earlyhelp.requests.announcing import announce
from earlyhelp.requests.draft import AGE, LONGEST_ANSWER, REACH, check_wording, digest
from earlyhelp.requests.history import add_event, happened, hold, write_audit
from earlyhelp.requests.letters import send_letter
from earlyhelp.requests.model import HelpRequest, RequestItem
from earlyhelp.requests.staff import PERSON, could_step_in, holder_of, may_ask, may_step_in, second_of
from earlyhelp.requests.submitting import add_consents

CHANGED = "item_changed"


@dataclass(frozen=True)
class NewAnswer:
    """What an item would say; `may_leave_message` is of how to get in touch alone."""

    item: str
    value: str
    may_leave_message: bool = False


def can_change(request: HelpRequest, item: str, office: Office) -> bool:
    """Whether an item of this request can be changed: not once it ended or its contact has left.

    The age stays, for it decides who may have the request, and protects somebody young.
    """
    is_open = request.ended_at is None and holder_of(request, office) is not None
    return is_open and item in office.agreement.items and item != AGE


def would_see(session: Session, request: HelpRequest, item: str, office: Office) -> Sequence[Contact]:
    """For whom a changed item is agreed to anew: its contact first, then whoever may step in or ask."""
    holder = holder_of(request, office)
    others = [could_step_in(request, office), office.contacts.manager]
    agreed = [each for each in others if each is not None and _said_yes(session, request, item, each)]
    return list({each.key: each for each in [holder, *agreed] if each is not None}.values())


def change_item(
    session: Session,
    vault: Vault,
    request_id: str,
    answer: NewAnswer,
    to: Sequence[str],
    wording_version: int,
    key: str,
    now: datetime,
    office: Office,
) -> HelpRequest:
    """Puts a new answer in place of the old one, under a new yes, and tells whoever can see it.

    `to` are the marks of those who the person was shown would see it, `wording_version` that of the words;
    `key` names this one change, so a repeat changes nothing. Raises MoveError where nothing can be changed
    any more, ConsentNeededError where somebody else would see it by now, DraftError, UnknownRequestError.
    """
    request = hold(session, request_id)
    once = f"{CHANGED}/{digest(key)}"
    if happened(session, request, once):
        return request
    if not can_change(request, answer.item, office):
        raise MoveError("This request takes no more changes.")
    check_wording(wording_version, office)
    value = answer.value.strip()
    if not value or len(value) > LONGEST_ANSWER:
        raise DraftError("Write something of a fitting length.")
    readers = would_see(session, request, answer.item, office)
    if [each.mark for each in readers] != list(to):
        raise ConsentNeededError("Ask the person again: somebody else would see it now.")
    _put(session, vault, request, answer.item, value)
    _agree_anew(session, request, answer.item, readers, now, office)
    second = second_of(request, office) if request.second_agreed else None
    manager = office.contacts.manager if _was_agreed(session, request, office.contacts.manager) else None

    def worded(decisions: Mapping[str, bool]) -> Agreed:
        known = {item: yes for item, yes in decisions.items() if item in office.agreement.items}
        return office.agreement.words(known, readers[0], second, now, request.young, manager)

    reword(session, vault, request, answer.item, worded)
    if answer.item == REACH:
        request.may_leave_message = answer.may_leave_message
    add_event(session, vault, request, CHANGED, once, PERSON, now)
    for contact in _told(session, request, readers, office):
        send_letter(session, vault, request, contact, "changed", now, office, str(request.version))
    announce(session, vault, request, f"{CHANGED}/{request.version}", now, office)
    write_audit(session, request, CHANGED, PERSON, now)
    return request


def _put(session: Session, vault: Vault, request: HelpRequest, item: str, value: str) -> None:
    """The old row goes whole, so that nothing of it stays in the files."""
    old = delete(RequestItem).where(RequestItem.request_id == request.id, RequestItem.item == item)
    session.execute(old)
    item_id = str(uuid4())
    sealed = vault.seal(value.encode(), item_id)
    session.add(RequestItem(id=item_id, request_id=request.id, item=item, sealed=sealed))
    forget_after_commit(session, RequestItem)


def _agree_anew(
    session: Session,
    request: HelpRequest,
    item: str,
    readers: Sequence[Contact],
    now: datetime,
    office: Office,
) -> None:
    """A new yes for each of these in place of what they were told of the item; a yes to anybody else ends."""
    in_round = select(Consent).where(
        Consent.request_id == request.id, Consent.round == request.round, Consent.item == item
    )
    for consent in session.scalars(in_round).all():
        if any(consent.is_for(each) for each in readers):
            session.delete(consent)
        elif consent.given and consent.withdrawn_at is None:
            consent.withdrawn_at = now
    session.flush()
    for contact in readers:
        add_consents(session, request, contact, {item: True}, now, office)


def _said_yes(session: Session, request: HelpRequest, item: str, contact: Contact) -> bool:
    """Whether the person said yes to this item for this very contact in this round, taken back or not."""
    found = select(Consent).where(
        Consent.request_id == request.id, Consent.round == request.round, Consent.item == item
    )
    return any(each.given and each.is_for(contact) for each in session.scalars(found))


def _was_agreed(session: Session, request: HelpRequest, manager: Contact) -> bool:
    """Whether this manager was named beside who holds it and the second contact, in this round."""
    found = select(Consent).where(Consent.request_id == request.id, Consent.round == request.round)
    named = any(each.is_for(manager) for each in session.scalars(found))
    return named and manager.key not in {request.contact, request.second}


def _told(
    session: Session, request: HelpRequest, readers: Sequence[Contact], office: Office
) -> Sequence[Contact]:
    """The contact, and of the others whoever can see it already."""
    first, *others = readers
    looking = [
        each
        for each in others
        if may_step_in(session, request, each.key, office) or may_ask(request, each.key, office)
    ]
    return [first, *looking]
