"""Reminders that a member asked for: one mail on a day, with nothing of the plan in it."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.encryption import Vault
from core.mail import Mail, is_address
from core.outbox import put
from earlyhelp.days import LONDON, day_of
from earlyhelp.errors import PlanError
from earlyhelp.plans.mine import Mine, hold, write_audit
from earlyhelp.plans.model import PlanReminder
from earlyhelp.plans.office import PlanOffice
from earlyhelp.requests.staff import PERSON, SYSTEM

NOT_BEFORE = time(9, 30)
"""In London: no telephone wakes anybody for it, and nobody reads it at the breakfast table."""
AT_ONCE = 100


def ask_reminder(
    session: Session, vault: Vault, member: Mine, address: str, day: date, now: datetime
) -> None:
    """Writes down that this member wants a mail on this day, in place of any before. Raises PlanError."""
    if not is_address(address):
        raise PlanError("Give one whole e-mail address.")
    hold(session, member.plan_id, now)
    session.execute(delete(PlanReminder).where(PlanReminder.member_id == member.id))
    sealed = vault.seal(address.encode(), member.id)
    session.add(PlanReminder(member_id=member.id, plan_id=member.plan_id, on_day=day, sealed=sealed))
    session.flush()
    write_audit(session, member.plan_id, "reminder_asked", PERSON, now)


def reminder_of(session: Session, vault: Vault, member: Mine) -> tuple[str, date] | None:
    """The address that this member gave for a reminder, and its day; None if they asked for none."""
    kept = session.get(PlanReminder, member.id)
    return (vault.open(kept.sealed, member.id).decode(), kept.on_day) if kept is not None else None


def forget_reminder(session: Session, member: Mine, now: datetime) -> None:
    """Lets go of the reminder; a second time changes nothing."""
    hold(session, member.plan_id, now)
    session.execute(delete(PlanReminder).where(PlanReminder.member_id == member.id))


def send_reminders(session: Session, vault: Vault, now: datetime, office: PlanOffice) -> int:
    """Puts what is due into the outbox, once for each member and day; gives how many, at most AT_ONCE.

    The row goes in the same transaction, so that the address is kept no longer than the mail needs it.
    """
    if now.astimezone(LONDON).time() < NOT_BEFORE:
        return 0
    due = (
        delete(PlanReminder)
        .where(
            PlanReminder.member_id.in_(
                select(PlanReminder.member_id).where(PlanReminder.on_day <= day_of(now)).limit(AT_ONCE)
            )
        )
        .returning(PlanReminder.member_id, PlanReminder.plan_id, PlanReminder.on_day, PlanReminder.sealed)
        .execution_options(synchronize_session=False)
    )
    found = session.execute(due).all()
    for member_id, plan_id, day, sealed in found:
        letter = office.wording.letter
        address = vault.open(sealed, member_id).decode()
        mail = Mail(address, letter.subject, f"{letter.text.format(site=office.site)}\n")
        put(session, vault, f"plan/{plan_id}/reminder/{member_id}/{day}", "mail", mail.payload(), now)
        write_audit(session, plan_id, "reminded", SYSTEM, now)
    return len(found)
