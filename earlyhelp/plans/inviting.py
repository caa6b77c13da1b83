"""Letting one more person of the family in: by the name of the plan and a code word that works once."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.plans.members import Mine, add_member, hold, mine, write_audit
from earlyhelp.plans.model import FamilyPlan, PlanInvitation
from earlyhelp.plans.office import PlanOffice
from earlyhelp.plans.parts import Voice
from earlyhelp.references import read_code
from earlyhelp.requests.staff import PERSON
from earlyhelp.tries import count_try, forget_tries, locked_until

OPEN_FOR = timedelta(days=7)
"""How long a code word lets somebody in, if nobody has used it."""


def invite(session: Session, member: Mine, now: datetime, office: PlanOffice) -> str:
    """A new code word for one more person. It is kept nowhere; only its hash is."""
    hold(session, member.plan_id, now)
    code = office.references.new_code()
    session.add(
        PlanInvitation(hash=_hash(member.reference, code), plan_id=member.plan_id, expires_at=now + OPEN_FOR)
    )
    session.flush()
    write_audit(session, member.plan_id, "invited", PERSON, now)
    return code


def join(
    session: Session,
    vault: Vault,
    reference: str,
    code: str,
    person: str,
    voice: Voice | None,
    now: datetime,
    office: PlanOffice,
) -> Mine | None:
    """Lets the person in whose name of a plan and code word fit; None for every other reason alike.

    An unknown name, a wrong code, one that was used, one whose time is over and one try too many look the
    same and write the same. Whoever takes part in a plan already stays in it and uses nothing up. The caller
    commits, also after None: tries are counted.
    """
    known = mine(session, vault, person)
    if known is not None:
        return known
    named = office.references.read_reference(reference)
    if named is None:
        return None
    allowed = count_try(session, named, now)
    hash_ = _hash(named, read_code(code) or "")
    invited = session.get(PlanInvitation, hash_)
    if not allowed or invited is None or invited.expires_at <= now:
        return None
    plan_id = invited.plan_id
    hold(session, plan_id, now)
    used = delete(PlanInvitation).where(PlanInvitation.hash == hash_).returning(PlanInvitation.hash)
    if session.scalar(used.execution_options(synchronize_session=False)) is None:
        return None
    forget_tries(session, named)
    if add_member(session, plan_id, person, voice, now):
        write_audit(session, plan_id, "joined", PERSON, now)
    return mine(session, vault, person)


def invitation_locked_until(
    session: Session, reference: str, now: datetime, office: PlanOffice
) -> datetime | None:
    """Until when no code word for this name is looked at, known or not; None if the next one is."""
    named = office.references.read_reference(reference)
    return locked_until(session, named, now) if named else None


def passcode_of(session: Session, vault: Vault, plan_id: str) -> tuple[str, str]:
    """The token of the private link, and the passcode, for a member who asks."""
    plan = session.scalars(select(FamilyPlan).where(FamilyPlan.id == plan_id)).one()
    return vault.open(plan.sealed_link, plan.id).decode(), vault.open(plan.sealed_passcode, plan.id).decode()


def _hash(reference: str, code: str) -> bytes:
    return sha256(f"{reference}/{code}".encode()).digest()
