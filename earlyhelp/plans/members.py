"""Taking part in a plan: beginning one, what a person has said so far, saying more, and leaving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from core.database import add_once, forget_after_commit
from core.encryption import Vault
from earlyhelp.errors import PlanError
from earlyhelp.plans.codes import code_hash, link_hash, new_token
from earlyhelp.plans.entries import put, remove
from earlyhelp.plans.mine import Mine, hold, mine, read_again, write_audit
from earlyhelp.plans.model import FamilyPlan, PlanEntry, PlanMember
from earlyhelp.plans.office import PlanOffice
from earlyhelp.plans.parts import Part, Voice, key_and_round
from earlyhelp.requests.draft import digest
from earlyhelp.requests.staff import PERSON
from language.scale import Score

LONGEST_ANSWER = 1000
"""Characters of one answer."""
_NAMES_TRIED = 50


def begin(
    session: Session, vault: Vault, person: str, voice: Voice | None, now: datetime, office: PlanOffice
) -> Mine:
    """A new plan with this person in it; whoever takes part in one already gets that."""
    known = mine(session, vault, person)
    if known is not None:
        return known
    plan = _new_plan(session, vault, now, office)
    if not add_member(session, vault, plan, person, voice, now, office):
        session.delete(plan)
        session.flush()
        raced = mine(session, vault, person)
        if raced is None:
            raise PlanError("Begin the plan again: it was deleted at the same moment.")
        return raced
    write_audit(session, plan.id, "begun", PERSON, now)
    return _found(session, vault, person)


def add_member(
    session: Session,
    vault: Vault,
    plan: FamilyPlan,
    person: str,
    voice: Voice | None,
    now: datetime,
    office: PlanOffice,
) -> bool:
    """Adds somebody to a plan that the caller holds; False if they take part in one already."""
    last = session.scalar(select(func.max(PlanMember.number)).where(PlanMember.plan_id == plan.id))
    member_id, code = str(uuid4()), office.references.new_code()
    values = {
        "id": member_id,
        "plan_id": plan.id,
        "person": digest(person),
        "number": (last or 0) + 1,
        "voice": voice or "",
        "round": 0,
        "code": code_hash(plan.reference, code),
        "sealed_code": vault.seal(code.encode(), member_id),
        "joined_at": now,
    }
    return add_once(session, PlanMember, values)


def say(
    session: Session,
    vault: Vault,
    member: Mine,
    part: Part,
    answer: str | Score,
    now: datetime,
    needs: Sequence[str] = (),
    round_: int | None = None,
) -> Mine:
    """Writes down what they said to a part of this round, or of the present one; empty words leave it out.

    `needs` are those that were heard in it. Saying the same again changes nothing; other words than those
    that were shared are asked about anew. Raises PlanError where it is too long.
    """
    if isinstance(answer, str) and len(answer) > LONGEST_ANSWER:
        raise PlanError(f"Shorten the answer to {LONGEST_ANSWER} characters.")
    hold(session, member.plan_id, now)
    scored = isinstance(answer, Score)
    content: Mapping[str, Any] = (
        {"low": answer.low, "high": answer.high, "words": answer.words}
        if isinstance(answer, Score)
        else {"words": answer.strip(), **({"needs": list(needs)} if needs else {})}
    )
    put(
        session,
        vault,
        member.plan_id,
        member.id,
        "score" if scored or part.kind == "scale" else "said",
        part.key,
        content,
        now,
        round_=member.round if round_ is None else round_,
    )
    return read_again(session, vault, member)


def keep_for_writer(
    session: Session, vault: Vault, member: Mine, part: Part, words: str, now: datetime, round_: int
) -> Mine:
    """Keeps words in which danger was heard for their writer alone: they are offered to nobody, ever.

    No answer that stands is touched, and a part that has none is asked again.
    """
    hold(session, member.plan_id, now)
    key, content = sha256(words.encode()).hexdigest()[:32], {"words": words, "part": part.key}
    put(
        session,
        vault,
        member.plan_id,
        member.id,
        "kept",
        key,
        content,
        now,
        round_=round_,
        shared=False,
    )
    return read_again(session, vault, member)


def set_voice(session: Session, vault: Vault, member: Mine, voice: Voice, now: datetime) -> Mine:
    """In whose words this member is asked from now on."""
    hold(session, member.plan_id, now)
    session.execute(
        update(PlanMember)
        .where(PlanMember.id == member.id)
        .values(voice=voice)
        .execution_options(synchronize_session=False)
    )
    return read_again(session, vault, member)


def share(
    session: Session, vault: Vault, member: Mine, decisions: Mapping[str, bool | None], now: datetime
) -> Mine:
    """Puts parts into the plan that all see, or takes them out of it: by their name, such as `world` of the
    present round or `world@0` of the first. None takes one out until its owner is asked again.
    """
    hold(session, member.plan_id, now)
    for name, yes in decisions.items():
        found = key_and_round(name, member.round)
        if found is None:
            continue
        key, wanted = found
        session.execute(
            update(PlanEntry)
            .where(PlanEntry.owner == member.id, PlanEntry.round == wanted, PlanEntry.key == key)
            .where(PlanEntry.kind != "kept")
            .values(shared=yes)
            .execution_options(synchronize_session=False)
        )
    write_audit(session, member.plan_id, "shared" if any(decisions.values()) else "kept_back", PERSON, now)
    return read_again(session, vault, member)


def shut_to_lead(session: Session, plan: FamilyPlan) -> None:
    """Nobody of the staff leads the plan, or reads it, any more. The caller holds it."""
    plan.lead = plan.lead_mark = plan.lead_by = None
    remove(session, plan.id, "lead", "lead")
    session.flush()


def leave(session: Session, member: Mine, now: datetime) -> None:
    """Deletes all that this member said, and takes back their yes to a lead; with the last of them the plan
    goes. Again changes nothing."""
    try:
        plan = hold(session, member.plan_id, now)
    except PlanError:
        return
    forget_after_commit(session, FamilyPlan, PlanMember, PlanEntry)
    session.execute(delete(PlanEntry).where(PlanEntry.owner == member.id))
    if plan.lead_by == member.id:
        shut_to_lead(session, plan)
    gone = delete(PlanMember).where(PlanMember.id == member.id).returning(PlanMember.id)
    if session.scalar(gone) is None:
        return
    left = session.scalar(select(func.count()).where(PlanMember.plan_id == plan.id))
    if not left:
        session.execute(delete(FamilyPlan).where(FamilyPlan.id == plan.id))
    session.expire_all()
    write_audit(session, member.plan_id, "left" if left else "erased", PERSON, now)


def _new_plan(session: Session, vault: Vault, now: datetime, office: PlanOffice) -> FamilyPlan:
    plan_id, token = str(uuid4()), new_token()
    values = {
        "id": plan_id,
        "link": link_hash(token),
        "sealed_link": vault.seal(token.encode(), plan_id),
        "sealed_passcode": vault.seal(office.references.new_code().encode(), plan_id),
        "version": 1,
        "created_at": now,
        "changed_at": now,
    }
    for _ in range(_NAMES_TRIED):
        if add_once(session, FamilyPlan, {**values, "reference": office.references.new_reference()}):
            return session.get_one(FamilyPlan, plan_id)
    raise PlanError("Begin the plan again: no free name was found.")


def _found(session: Session, vault: Vault, person: str) -> Mine:
    found = mine(session, vault, person)
    if found is None:
        raise PlanError("There is no such plan any more.")
    return found
