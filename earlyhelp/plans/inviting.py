"""What lets people in: the page's link and passcode, a code word for one more person, and a member's own."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.plans.codes import code_hash, link_hash, new_token
from earlyhelp.plans.members import add_member
from earlyhelp.plans.mine import Mine, hold, mine, mine_of, write_audit
from earlyhelp.plans.model import FamilyPlan, PlanInvitation, PlanMember, PlanVisit
from earlyhelp.plans.office import PlanOffice
from earlyhelp.plans.parts import Voice
from earlyhelp.references import read_code
from earlyhelp.requests.draft import digest
from earlyhelp.requests.staff import PERSON
from earlyhelp.tries import count_try, locked_until, take_back_try

OPEN_FOR = timedelta(days=7)
"""How long a code word lets somebody in, if nobody has used it."""


def invite(session: Session, member: Mine, now: datetime, office: PlanOffice) -> str:
    """A new code word for one more person. It is kept nowhere; only its hash is."""
    hold(session, member.plan_id, now)
    code = office.references.new_code()
    session.add(
        PlanInvitation(
            hash=code_hash(member.reference, code),
            plan_id=member.plan_id,
            member_id=member.id,
            expires_at=now + OPEN_FOR,
        )
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

    The code word of an invitation makes them a member; a member's own brings them back from this chat, and
    not from the one before. An unknown name, a wrong code, one that was used, one whose time is over and one
    try too many look the same and write the same. Whoever takes part in a plan already stays in it and uses
    nothing up. The caller commits, also after None, for every try is counted before it is judged. A right one
    is taken back and forgives no wrong one: a member must not guess another one's code word either.
    """
    known = mine(session, vault, person)
    if known is not None:
        return known
    named = office.references.read_reference(reference)
    if named is None:
        return None
    if not count_try(session, named, now):
        return None
    hash_ = code_hash(named, read_code(code) or "")
    if not (
        _come_back(session, hash_, person, now) or _take_up(session, vault, hash_, person, voice, now, office)
    ):
        return None
    take_back_try(session, named)
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


def renew_page(session: Session, vault: Vault, member: Mine, now: datetime, office: PlanOffice) -> None:
    """A new private link and passcode: the old ones open nothing, and no visit or invitation counts."""
    plan, token = hold(session, member.plan_id, now), new_token()
    plan.link = link_hash(token)
    plan.sealed_link = vault.seal(token.encode(), plan.id)
    plan.sealed_passcode = vault.seal(office.references.new_code().encode(), plan.id)
    for model in (PlanVisit, PlanInvitation):
        session.execute(delete(model).where(model.plan_id == plan.id))
    session.flush()
    write_audit(session, plan.id, "page_renewed", PERSON, now)


def member_with_code(session: Session, vault: Vault, plan_id: str, code: str, now: datetime) -> Mine | None:
    """The member of this plan whose own code word it is; None for every other reason alike.

    Tries are counted with those of `join`. The caller commits, also after None.
    """
    plan = session.get_one(FamilyPlan, plan_id)
    if not count_try(session, plan.reference, now):
        return None
    hash_ = code_hash(plan.reference, read_code(code) or "")
    found = select(PlanMember).where(PlanMember.plan_id == plan_id, PlanMember.code == hash_)
    member = session.scalar(found)
    if member is None:
        return None
    take_back_try(session, plan.reference)
    return mine_of(session, vault, member)


def own_code_locked_until(session: Session, plan_id: str, now: datetime) -> datetime | None:
    """Until when no code word of a member of this plan is looked at; None if the next one is."""
    return locked_until(session, session.get_one(FamilyPlan, plan_id).reference, now)


def own_code(session: Session, vault: Vault, member: Mine) -> str:
    """The code word that brings this member back, for them alone."""
    row = session.get_one(PlanMember, member.id)
    return vault.open(row.sealed_code, row.id).decode()


def renew_code(session: Session, vault: Vault, member: Mine, now: datetime, office: PlanOffice) -> str:
    """A new code word that brings this member back; the one before does nothing any more."""
    hold(session, member.plan_id, now)
    code = office.references.new_code()
    session.execute(
        update(PlanMember)
        .where(PlanMember.id == member.id)
        .values(code=code_hash(member.reference, code), sealed_code=vault.seal(code.encode(), member.id))
        .execution_options(synchronize_session=False)
    )
    write_audit(session, member.plan_id, "code_renewed", PERSON, now)
    return code


def _come_back(session: Session, hash_: bytes, person: str, now: datetime) -> bool:
    """Gives a member's part to this chat; False if the code word is no member's."""
    found = session.scalar(select(PlanMember).where(PlanMember.code == hash_))
    if found is None:
        return False
    hold(session, found.plan_id, now)
    found.person = digest(person)
    session.flush()
    write_audit(session, found.plan_id, "came_back", PERSON, now)
    return True


def _take_up(
    session: Session,
    vault: Vault,
    hash_: bytes,
    person: str,
    voice: Voice | None,
    now: datetime,
    office: PlanOffice,
) -> bool:
    """Takes an invitation up and uses it up, so that of two at once one gets in."""
    invited = session.get(PlanInvitation, hash_)
    if invited is None or invited.expires_at <= now:
        return False
    plan = hold(session, invited.plan_id, now)
    used = delete(PlanInvitation).where(PlanInvitation.hash == hash_).returning(PlanInvitation.hash)
    if session.scalar(used.execution_options(synchronize_session=False)) is None:
        return False
    if add_member(session, vault, plan, person, voice, now, office):
        write_audit(session, plan.id, "joined", PERSON, now)
    return True
