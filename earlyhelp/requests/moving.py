"""What a contact does with a request: each move once, never skipping one, and written down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.consent import Consent
from earlyhelp.contacts import Contact
from earlyhelp.days import day_of
from earlyhelp.errors import ConsentNeededError, MoveError
from earlyhelp.office import Office
from earlyhelp.requests.agreed import keep_words
from earlyhelp.requests.announcing import announce
from earlyhelp.requests.draft import AGE, check_wording, digest
from earlyhelp.requests.history import add_event, happened, hold, write_audit
from earlyhelp.requests.letters import send_letter, stop_asking
from earlyhelp.requests.model import HelpRequest, RequestItem
from earlyhelp.requests.staff import Staff, check_holder, holder_of, may_hold, may_step_in
from earlyhelp.requests.status import Status, check_move, check_outcome
from earlyhelp.requests.submitting import add_consents
from earlyhelp.working_days import end_of_working_day

LONGEST_NOTE = 4000


def acknowledge(
    session: Session, vault: Vault, request_id: str, staff: Staff, now: datetime, office: Office
) -> HelpRequest:
    """The contact says that they have it. The second contact, once asked and agreed to, so takes it over.

    Raises NotYoursError, MoveError, UnknownRequestError; saying it again changes nothing.
    """
    request = hold(session, request_id)
    once = f"{request.round}/acknowledged"
    if may_hold(request, staff.contact, office) and happened(session, request, once):
        return request
    if may_step_in(session, request, staff.contact, office):
        former, taker = _to_reach(request, office), office.contacts.by_key[staff.contact]
        request.second, request.second_mark = request.contact, request.contact_mark
        request.contact, request.contact_mark = taker.key, taker.mark
        taken = f"{request.round}/taken_over"
        add_event(session, vault, request, "taken_over", taken, staff.id, now, by=taker)
        send_letter(session, vault, request, former, "taken_over", now, office)
    check_holder(request, staff, office)
    _move(session, vault, request, "acknowledged", once, staff, now, office)
    stop_asking(session, request, now)
    request.next_step_at = None
    announce(session, vault, request, f"acknowledged/{request.round}", now, office)
    write_audit(session, request, "acknowledged", staff.id, now)
    return request


def record_contact(
    session: Session,
    vault: Vault,
    request_id: str,
    staff: Staff,
    key: str,
    now: datetime,
    office: Office,
    *,
    reached: bool,
    note: str = "",
) -> HelpRequest:
    """The contact reached the person, or tried to. `key` names this one record, so a repeat adds nothing.

    Raises NotYoursError, MoveError, UnknownRequestError.
    """
    request = hold(session, request_id)
    check_holder(request, staff, office)
    once = _once("contact", key)
    if happened(session, request, once):
        return request
    by = holder_of(request, office)
    to: Status = "contact_made" if reached else "contact_tried"
    if request.status == "contact_made" or request.status == to:
        add_event(session, vault, request, to, once, staff.id, now, by=by, note=_checked(note))
    else:
        _move(session, vault, request, to, once, staff, now, office, note)
        announce(session, vault, request, f"{to}/{request.round}", now, office)
    write_audit(session, request, to, staff.id, now)
    return request


def add_note(
    session: Session,
    vault: Vault,
    request_id: str,
    staff: Staff,
    key: str,
    note: str,
    now: datetime,
    office: Office,
) -> HelpRequest:
    """Adds a sealed note, once for its `key`, while the request is open. Raises NotYoursError, MoveError."""
    request = hold(session, request_id)
    check_holder(request, staff, office)
    once = _once("note", key)
    if happened(session, request, once):
        return request
    if request.ended_at is not None:
        raise MoveError("A request that has ended takes no more notes.")
    if not note.strip():
        raise MoveError("Write something before you save the note.")
    by = holder_of(request, office)
    add_event(session, vault, request, "note", once, staff.id, now, by=by, note=_checked(note))
    write_audit(session, request, "note", staff.id, now)
    return request


def hand_over(
    session: Session,
    vault: Vault,
    request_id: str,
    to: str,
    agreed: Mapping[str, bool],
    wording_version: int,
    staff: Staff,
    key: str,
    now: datetime,
    office: Office,
    *,
    answered: date | None = None,
    seen: int | None = None,
    note: str = "",
) -> HelpRequest:
    """Gives the request to another contact, who sees what the person agreed to anew and nothing else.

    `agreed` is the person's yes or no to each item that the request still holds, for the contact `to`, in the
    words of `wording_version`, which are kept, with `note` on how and when they answered; `key` names this
    one handing over. A manager may do it too. `answered` is the day on which the person answered, and `seen`
    the request's version as it was read to them: what they have said or changed since was not asked about.
    The age of somebody under 18 goes in any case. The clock for an answer starts again. Whoever is away gets
    nothing, and nobody records a yes to themselves. Raises ConsentNeededError, NotYoursError, MoveError,
    DraftError.
    """
    request = hold(session, request_id)
    once = _once("handed_over", key)
    if happened(session, request, once):
        return request
    if not staff.is_manager:
        check_holder(request, staff, office)
    check_move(request.status, "handed_over")
    check_wording(wording_version, office)
    if seen is not None and request.version != seen + 1:
        raise ConsentNeededError("Read the request once more: it has changed since you opened this page.")
    if may_hold(request, to, office) or to not in office.contacts.by_key:
        raise MoveError("Choose another contact to hand the request over to.")
    if to == staff.contact:
        raise ConsentNeededError(
            "Ask somebody else to hand it over to you: nobody records a yes to themselves."
        )
    if not office.is_there(to, now):
        raise MoveError("Choose somebody else to hand the request over to: this contact is away.")
    kept = set(session.scalars(select(RequestItem.item).where(RequestItem.request_id == request.id)))
    if agreed.keys() != kept:
        raise ConsentNeededError("Ask the person for a yes or no to each item for the new contact first.")
    if request.young and agreed.get(AGE, True) is not True:
        raise ConsentNeededError(
            "Hand over the age of somebody under 18 with the rest, for it protects them."
        )
    _check_answered(session, request, agreed, answered)
    former, contact = _to_reach(request, office), office.contacts.by_key[to]
    stands_in = office.contacts.by_key.get(contact.cover, former)
    second = stands_in if stands_in is not contact else None
    stop_asking(session, request, now)
    request.contact, request.contact_mark, request.second_agreed = contact.key, contact.mark, False
    request.second, request.second_mark = (second.key, second.mark) if second else (None, None)
    request.round, request.step = request.round + 1, 0
    request.due_at = end_of_working_day(now, office.acknowledge_days)
    request.next_step_at = request.due_at
    _move(session, vault, request, "handed_over", once, staff, now, office, note)
    add_consents(session, request, contact, agreed, now, office)
    keep_words(session, vault, request, office.agreement.words(agreed, contact, None, now, request.young))
    send_letter(session, vault, request, contact, "handed_over", now, office)
    announce(session, vault, request, f"handed_over/{request.round}", now, office)
    if staff.contact != former.key:
        send_letter(session, vault, request, former, "taken_over", now, office)
    write_audit(session, request, "handed_over", staff.id, now)
    return request


def close(
    session: Session,
    vault: Vault,
    request_id: str,
    outcome: str,
    staff: Staff,
    now: datetime,
    office: Office,
    note: str = "",
) -> HelpRequest:
    """Ends the request with an outcome of wording.yml; again with the same one changes nothing.

    Raises NotYoursError, and MoveError also for an outcome that does not fit.
    """
    request = hold(session, request_id)
    check_holder(request, staff, office)
    if request.status == "closed" and request.outcome == outcome:
        return request
    if outcome not in office.wording.outcomes:
        raise MoveError("Choose how the request ended.")
    check_outcome(request.status, outcome)
    _move(session, vault, request, "closed", "closed", staff, now, office, note)
    stop_asking(session, request, now)
    request.outcome, request.ended_at, request.next_step_at = outcome, now, None
    announce(session, vault, request, "closed", now, office)
    write_audit(session, request, "closed", staff.id, now, why=outcome)
    return request


def _move(
    session: Session,
    vault: Vault,
    request: HelpRequest,
    to: Status,
    once: str,
    staff: Staff,
    now: datetime,
    office: Office,
    note: str = "",
) -> None:
    check_move(request.status, to)
    checked = _checked(note)
    request.status = to
    by = office.contacts.by_key.get(staff.contact)
    add_event(session, vault, request, to, once, staff.id, now, by=by, note=checked)


def _check_answered(
    session: Session, request: HelpRequest, agreed: Mapping[str, bool], answered: date | None
) -> None:
    """Raises ConsentNeededError if an item that would go was last decided on after the day of the answers."""
    decided = session.scalars(
        select(Consent.decided_at).where(
            Consent.request_id == request.id,
            Consent.round == request.round,
            Consent.item.in_([item for item, yes in agreed.items() if yes]),
        )
    )
    if answered is not None and any(day_of(each) > answered for each in decided):
        raise ConsentNeededError(
            "Ask the person again: they changed an answer after the day on which you say they agreed."
        )


def _to_reach(request: HelpRequest, office: Office) -> Contact:
    """Whom to write to about what the contact held until now."""
    return office.contacts.to_reach(request.contact, request.contact_mark)


def _once(kind: str, key: str) -> str:
    if not key:
        raise ValueError("Name this one record by a key.")
    return f"{kind}/{digest(key)}"


def _checked(note: str) -> str:
    if len(note) > LONGEST_NOTE:
        raise MoveError(f"Shorten the note to {LONGEST_NOTE} characters.")
    return note.strip()
