"""Taking part in a plan: beginning one, what a person has said so far, saying more, and leaving."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from core import audit
from core.database import add_once, forget_after_commit
from core.encryption import Vault
from earlyhelp.errors import PlanError
from earlyhelp.plans.entries import Entry, entries_of, put
from earlyhelp.plans.model import FamilyPlan, PlanEntry, PlanMember
from earlyhelp.plans.office import PlanOffice
from earlyhelp.plans.parts import NOW, VOICES, Part, Voice
from earlyhelp.requests.draft import digest
from earlyhelp.requests.staff import PERSON
from language.scale import Score

LONGEST_ANSWER = 1000
"""Characters of one answer."""
_NAMES_TRIED = 50


@dataclass(frozen=True)
class Mine:
    """One member's own part of a plan as it stands: `said` is all they said, in every round.

    `others` is how many more take part; `known_as` is what they wish to be called, or empty.
    """

    id: str
    plan_id: str
    reference: str
    voice: Voice | None
    round: int
    number: int
    others: int
    review_on: date | None
    is_closed: bool
    said: Sequence[Entry]

    @property
    def known_as(self) -> str:
        """What they wish to be called; empty if they did not say."""
        return next((each.words for each in self.said if each.key == "called"), "")

    def entry(self, key: str, round_: int | None = None) -> Entry | None:
        """What was said to this part in this round; None if it was not reached."""
        wanted = self.round if round_ is None else round_
        return next((each for each in self.said if each.key == key and each.round == wanted), None)

    def words(self, key: str) -> str:
        """The words to this part in the present round, or empty."""
        entry = self.entry(key)
        return entry.words if entry else ""

    def score(self, round_: int | None = None) -> Score | None:
        """The place on the scale in this round; None if it was skipped or not reached."""
        entry = self.entry(NOW, round_)
        if entry is None or "low" not in entry.content:
            return None
        return Score(entry.content["low"], entry.content["high"])

    @property
    def scores(self) -> list[tuple[datetime, Score]]:
        """Each place on the scale with its moment, round by round."""
        rounds = ((self.entry(NOW, round_), self.score(round_)) for round_ in range(self.round + 1))
        return [(entry.at, score) for entry, score in rounds if entry and score]


def mine(session: Session, vault: Vault, person: str) -> Mine | None:
    """The part of whoever has this opaque id, such as the conversation's; None if they take part in none."""
    member = session.scalar(select(PlanMember).where(PlanMember.person == digest(person)))
    return _mine(session, vault, member) if member is not None else None


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
        "began_round_at": now,
    }
    return add_once(session, PlanMember, values)


def code_hash(reference: str, code: str) -> bytes:
    """By what a code word is known: it counts for the plan of this name alone."""
    return sha256(f"{reference}/{code}".encode()).digest()


def hold(session: Session, plan_id: str, now: datetime) -> FamilyPlan:
    """The plan as it now is, locked until the caller's transaction ends; raises PlanError if it is gone.

    Its first statement writes, which takes the lock, as long as this comes before whatever else is read.
    """
    locking = (
        update(FamilyPlan)
        .where(FamilyPlan.id == plan_id)
        .values(version=FamilyPlan.version + 1, changed_at=now)
        .execution_options(synchronize_session=False)
        .returning(FamilyPlan.id)
    )
    if session.execute(locking).first() is None:
        raise PlanError("There is no such plan any more.")
    return session.get_one(FamilyPlan, plan_id, populate_existing=True)


def say(
    session: Session,
    vault: Vault,
    member: Mine,
    part: Part,
    answer: str | Score,
    now: datetime,
    needs: Sequence[str] = (),
    *,
    keep_back: bool = False,
) -> Mine:
    """Writes down what they said to a part of the present round; empty words leave it out.

    `needs` are those that were heard in it; with `keep_back` nobody else is ever offered it. Saying the same
    again changes nothing, and what was shared before stays shared. Raises PlanError where it is too long.
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
        round_=member.round,
        shared=False if keep_back else None,
    )
    return _again(session, vault, member)


def set_voice(session: Session, vault: Vault, member: Mine, voice: Voice, now: datetime) -> Mine:
    """In whose words this member is asked from now on."""
    hold(session, member.plan_id, now)
    session.execute(
        update(PlanMember)
        .where(PlanMember.id == member.id)
        .values(voice=voice)
        .execution_options(synchronize_session=False)
    )
    return _again(session, vault, member)


def share(
    session: Session, vault: Vault, member: Mine, decisions: Mapping[str, bool | None], now: datetime
) -> Mine:
    """Puts parts of the present round into the plan that all see, or takes them out of it, by part.

    None takes one out until its owner is asked again.
    """
    hold(session, member.plan_id, now)
    for key, yes in decisions.items():
        session.execute(
            update(PlanEntry)
            .where(PlanEntry.owner == member.id, PlanEntry.round == member.round, PlanEntry.key == key)
            .values(shared=yes)
            .execution_options(synchronize_session=False)
        )
    write_audit(session, member.plan_id, "shared" if any(decisions.values()) else "kept_back", PERSON, now)
    return _again(session, vault, member)


def begin_review(session: Session, vault: Vault, member: Mine, now: datetime) -> Mine:
    """Begins the next round; the round that was seen counts, so that two presses begin one."""
    plan = hold(session, member.plan_id, now)
    plan.closed_at = None
    session.execute(
        update(PlanMember)
        .where(PlanMember.id == member.id, PlanMember.round == member.round)
        .values(round=member.round + 1, began_round_at=now)
        .execution_options(synchronize_session=False)
    )
    write_audit(session, member.plan_id, "review_begun", PERSON, now)
    return _again(session, vault, member)


def set_review(session: Session, vault: Vault, member: Mine, day: date | None, now: datetime) -> Mine:
    """Writes down when the family wants to look at the plan again."""
    hold(session, member.plan_id, now).review_on = day
    write_audit(session, member.plan_id, "review_set", PERSON, now)
    return _again(session, vault, member)


def close(session: Session, vault: Vault, member: Mine, now: datetime) -> Mine:
    """Ends the plan, which can be opened again; ending it twice changes nothing."""
    plan = hold(session, member.plan_id, now)
    plan.closed_at, plan.review_on = plan.closed_at or now, None
    write_audit(session, member.plan_id, "closed", PERSON, now)
    return _again(session, vault, member)


def leave(session: Session, member: Mine, now: datetime) -> None:
    """Deletes all that this member said; with the last of them the plan goes. Again changes nothing."""
    try:
        plan = hold(session, member.plan_id, now)
    except PlanError:
        return
    forget_after_commit(session, FamilyPlan, PlanMember, PlanEntry)
    session.execute(delete(PlanEntry).where(PlanEntry.owner == member.id))
    gone = delete(PlanMember).where(PlanMember.id == member.id).returning(PlanMember.id)
    if session.scalar(gone) is None:
        return
    left = session.scalar(select(func.count()).where(PlanMember.plan_id == plan.id))
    if not left:
        session.execute(delete(FamilyPlan).where(FamilyPlan.id == plan.id))
    session.expire_all()
    write_audit(session, member.plan_id, "left" if left else "erased", PERSON, now)


def write_audit(session: Session, plan_id: str, what: str, who: str, now: datetime) -> None:
    """One entry about this plan, as the transaction's last statement: appends take turns."""
    audit.append(session, who, f"plan/{what}", plan_id, now=now)


def link_hash(token: str) -> bytes:
    """By what a plan's private link is known."""
    return sha256(f"plan/{token}".encode()).digest()


def _new_plan(session: Session, vault: Vault, now: datetime, office: PlanOffice) -> FamilyPlan:
    plan_id, token = str(uuid4()), secrets.token_urlsafe(24)
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


def _again(session: Session, vault: Vault, member: Mine) -> Mine:
    row = session.get(PlanMember, member.id, populate_existing=True)
    if row is None:
        raise PlanError("There is no such plan any more.")
    return _mine(session, vault, row)


def _found(session: Session, vault: Vault, person: str) -> Mine:
    found = mine(session, vault, person)
    if found is None:
        raise PlanError("There is no such plan any more.")
    return found


def _mine(session: Session, vault: Vault, member: PlanMember) -> Mine:
    plan = session.get_one(FamilyPlan, member.plan_id)
    all_ = session.scalar(select(func.count()).where(PlanMember.plan_id == plan.id)) or 1
    own = entries_of(session, vault, plan.id, member.id)
    return Mine(
        member.id,
        plan.id,
        plan.reference,
        next((each for each in VOICES if each == member.voice), None),
        member.round,
        member.number,
        all_ - 1,
        plan.review_on,
        plan.closed_at is not None,
        own,
    )
