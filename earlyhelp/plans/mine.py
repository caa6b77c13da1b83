"""One member's own part of a plan as it stands, and taking a plan in hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core import audit
from core.encryption import Vault
from earlyhelp.errors import PlanError
from earlyhelp.plans.entries import Entry, entries_of
from earlyhelp.plans.model import FamilyPlan, PlanMember
from earlyhelp.plans.parts import NOW, VOICES, Voice
from earlyhelp.requests.draft import digest
from language.scale import Score


@dataclass(frozen=True)
class Mine:
    """One member's own part of a plan as it stands: `said` is all they said, in every round."""

    id: str
    plan_id: str
    reference: str
    voice: Voice | None
    round: int
    number: int
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
        return next(
            (each for each in self.said if (each.key, each.round) == (key, wanted) and each.kind != "kept"),
            None,
        )

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
    return mine_of(session, vault, member) if member is not None else None


def read_again(session: Session, vault: Vault, member: Mine) -> Mine:
    """The same as it is after a change; raises PlanError where they left meanwhile."""
    row = session.get(PlanMember, member.id, populate_existing=True)
    if row is None:
        raise PlanError("There is no such plan any more.")
    return mine_of(session, vault, row)


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


def write_audit(session: Session, plan_id: str, what: str, who: str, now: datetime) -> None:
    """One entry about this plan, as the transaction's last statement: appends take turns."""
    audit.append(session, who, f"plan/{what}", plan_id, now=now)


def mine_of(session: Session, vault: Vault, member: PlanMember) -> Mine:
    """The part of this member."""
    plan = session.get_one(FamilyPlan, member.plan_id)
    own = entries_of(session, vault, plan.id, member.id)
    return Mine(
        member.id,
        plan.id,
        plan.reference,
        next((each for each in VOICES if each == member.voice), None),
        member.round,
        member.number,
        plan.review_on,
        plan.closed_at is not None,
        own,
    )
