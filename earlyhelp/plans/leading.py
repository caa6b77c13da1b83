"""A lead professional whom the family agreed to: they read the plan, and add their view and review.

The yes is for the person who was named: whoever comes after them under the same key opens nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.encryption import Vault
from core.mail import Mail
from core.outbox import put as send
from earlyhelp.contacts import Contact, Contacts
from earlyhelp.errors import PlanError
from earlyhelp.plans.days import put_day
from earlyhelp.plans.document import PlanDocument
from earlyhelp.plans.entries import entries_of, put
from earlyhelp.plans.members import LONGEST_ANSWER, shut_to_lead
from earlyhelp.plans.mine import Mine, hold, write_audit
from earlyhelp.plans.model import FamilyPlan
from earlyhelp.plans.office import PlanOffice
from earlyhelp.requests.staff import PERSON

Note = Literal["practitioner", "review"]
"""What a lead professional writes: their view of what needs to change, and what the review came to."""
AGREED_TO = ("lead_can", "lead_back", "lead_yes")
"""The sentences that somebody reads who says yes."""


def agree_lead(
    session: Session,
    vault: Vault,
    member: Mine,
    contact: Contact,
    now: datetime,
    office: PlanOffice,
    contacts: Contacts | None,
) -> None:
    """A member says yes: this contact may read the plan from now on. Again changes nothing.

    Whose yes it is, when, and to which words is kept in the plan. The contact gets a mail that names nobody,
    and whoever of these `contacts` led before one that it is over.
    """
    plan = hold(session, member.plan_id, now)
    if (plan.lead, plan.lead_mark) == (contact.key, contact.mark):
        return
    _write_to_former(session, vault, plan, contacts, now, office)
    plan.lead, plan.lead_mark, plan.lead_by = contact.key, contact.mark, member.id
    told = {
        "name": contact.name,
        "agency": contact.agency,
        "phone": contact.phone,
        "agreed_by": member.number,
        "agreed_at": now.isoformat(),
        "agreed_version": office.wording.version,
        "agreed_words": [office.wording.say(sentence) for sentence in AGREED_TO],
    }
    put(session, vault, plan.id, plan.id, "lead", "lead", told, now)
    session.flush()
    letter = office.wording.lead_letter
    mail = Mail(contact.email, letter.subject, f"{letter.text.format(site=office.site)}\n")
    key = f"plan/{plan.id}/lead/{contact.key}/{now:%Y%m%dT%H%M%S}"
    send(session, vault, key, "mail", mail.payload(), now)
    write_audit(session, plan.id, "lead_agreed", PERSON, now)


def lead_name(session: Session, vault: Vault, plan_id: str) -> str:
    """Whom the family said yes to; empty if there is nobody."""
    found = entries_of(session, vault, plan_id, plan_id)
    return next((str(each.content["name"]) for each in found if each.kind == "lead"), "")


def own_lead(session: Session, member: Mine, contacts: Contacts) -> str:
    """The key of the contact whom this very member said yes to; empty where another did, or nobody."""
    plan = session.get(FamilyPlan, member.plan_id)
    if plan is None or plan.lead_by != member.id:
        return ""
    found = contacts.person(plan.lead or "", plan.lead_mark or "")
    return found.key if found is not None else ""


def take_back_lead(
    session: Session, vault: Vault, plan_id: str, contacts: Contacts | None, now: datetime, office: PlanOffice
) -> None:
    """The family takes the yes back: nobody of the staff reads the plan any more. Again changes nothing.

    Whoever led it gets a mail that names nobody, while they are one of these `contacts`.
    """
    plan = hold(session, plan_id, now)
    if plan.lead is None:
        return
    _write_to_former(session, vault, plan, contacts, now, office)
    shut_to_lead(session, plan)
    write_audit(session, plan_id, "lead_taken_back", PERSON, now)


def take_back_own_yes(
    session: Session, vault: Vault, member: Mine, contacts: Contacts | None, now: datetime, office: PlanOffice
) -> None:
    """What this member's own yes opened to a lead is shut, as it is where they leave the plan.

    Again, or where the plan is gone, changes nothing.
    """
    plan = session.get(FamilyPlan, member.plan_id)
    if plan is not None and plan.lead_by == member.id:
        take_back_lead(session, vault, member.plan_id, contacts, now, office)


def with_lead(plan: PlanDocument, contacts: Contacts | None) -> PlanDocument:
    """The plan without a lead who is no contact any more, or not the person that the family agreed to."""
    is_there = contacts is not None and contacts.person(*plan.lead_is) is not None
    if not plan.lead or is_there:
        return plan
    return replace(plan, lead={}, lead_left=plan.lead["name"])


def led_by(session: Session, contact: Contact) -> Sequence[FamilyPlan]:
    """The plans that this very person may read, those to be looked at first before the others."""
    found = select(FamilyPlan).where(FamilyPlan.lead == contact.key, FamilyPlan.lead_mark == contact.mark)
    by_day = found.order_by(FamilyPlan.review_on.is_(None), FamilyPlan.review_on, FamilyPlan.created_at)
    return session.scalars(by_day).all()


def plan_led_by(session: Session, contact: Contact, reference: str) -> FamilyPlan:
    """The plan of this name, for its lead; raises PlanError for everybody else and any other name alike."""
    for plan in led_by(session, contact):
        if plan.reference == reference:
            return plan
    raise PlanError("There is no such plan.")


def write_note(
    session: Session, vault: Vault, plan: FamilyPlan, which: Note, words: str, who: str, now: datetime
) -> None:
    """Writes the lead's view, or what the review came to, anew; `who` is their account. Raises PlanError."""
    if len(words) > LONGEST_ANSWER:
        raise PlanError(f"Shorten it to {LONGEST_ANSWER} characters.")
    hold(session, plan.id, now)
    put(session, vault, plan.id, plan.id, "view", which, {"words": words.strip()}, now)
    write_audit(session, plan.id, "lead_wrote", who, now)


def plan_review(session: Session, plan: FamilyPlan, day: date | None, who: str, now: datetime) -> None:
    """Sets the day of the next review, or none."""
    put_day(session, hold(session, plan.id, now), day)
    write_audit(session, plan.id, "review_set", who, now)


def _write_to_former(
    session: Session,
    vault: Vault,
    plan: FamilyPlan,
    contacts: Contacts | None,
    now: datetime,
    office: PlanOffice,
) -> None:
    former = contacts.person(plan.lead or "", plan.lead_mark or "") if contacts else None
    if former is None:
        return
    letter = office.wording.lead_back_letter
    mail = Mail(former.email, letter.subject, f"{letter.text.format(site=office.site)}\n")
    key = f"plan/{plan.id}/lead-back/{former.key}/{now:%Y%m%dT%H%M%S}"
    send(session, vault, key, "mail", mail.payload(), now)
