"""The tables of a family plan. Whatever somebody said is sealed under the id of its own row."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.database import Base, Moment
from core.keys import register_sealed
from earlyhelp.contacts.contact import MARK_LENGTH


class FamilyPlan(Base):
    """One plan of one family. `id` is opaque and is what the audit knows it by.

    `reference` is its name, such as `ROSE-4821`; `sealed_passcode` opens it together with `link`, which is
    SHA-256 of the token of its private link. `review_on` is the day on which the family wants to look at it
    again; `version` rises each time the row is held. `lead` is the key of the contact who may read what is
    in the plan and add their view, with the mark of the person whom the member `lead_by` agreed to.
    """

    __tablename__ = "family_plan"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    reference: Mapped[str] = mapped_column(String(9), unique=True)
    link: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    sealed_link: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_passcode: Mapped[bytes] = mapped_column(LargeBinary)
    review_on: Mapped[date | None] = mapped_column(Date, index=True)
    lead: Mapped[str | None] = mapped_column(String(64), index=True)
    lead_mark: Mapped[str | None] = mapped_column(String(MARK_LENGTH))
    lead_by: Mapped[str | None] = mapped_column(String(36))
    version: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment, index=True)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)


class PlanMember(Base):
    """One person of the family who says their own part, from one chat.

    `person` is SHA-256 in hex of the opaque id of that chat. `voice` is child, teen or adult, empty until it
    is known. `round` counts from 0: the blue-sky talk, then each review.
    `code` is SHA-256 of the name of the plan and the code word that brings this member back from any chat;
    `sealed_code` is that word.
    """

    __tablename__ = "plan_member"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("family_plan.id", ondelete="CASCADE"), index=True)
    person: Mapped[str] = mapped_column(String(64), unique=True)
    number: Mapped[int]
    voice: Mapped[str] = mapped_column(String(8))
    round: Mapped[int]
    code: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    sealed_code: Mapped[bytes] = mapped_column(LargeBinary)
    joined_at: Mapped[datetime] = mapped_column(Moment)


class PlanEntry(Base):
    """One thing in a plan, as JSON under `sealed`; `kind` says what, `key` which one, `round` when.

    `owner` is the member whose it is, or the plan where it is everybody's. What a member owns is seen by
    nobody else until `shared`; None is not asked yet.
    """

    __tablename__ = "plan_entry"
    __table_args__ = (UniqueConstraint("owner", "kind", "key", "round"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("family_plan.id", ondelete="CASCADE"), index=True)
    owner: Mapped[str] = mapped_column(String(36), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    key: Mapped[str] = mapped_column(String(40))
    round: Mapped[int]
    shared: Mapped[bool | None]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(Moment)


class PlanReminder(Base):
    """A mail that a member asked for, to look at the plan on a day. It says nothing of the plan.

    `sealed` is the address. The row goes when the mail is in the outbox.
    """

    __tablename__ = "plan_reminder"

    member_id: Mapped[str] = mapped_column(ForeignKey("plan_member.id", ondelete="CASCADE"), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("family_plan.id", ondelete="CASCADE"), index=True)
    on_day: Mapped[date] = mapped_column(Date, index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class PlanInvitation(Base):
    """A code word that lets one more person of the family in, once. `hash` is SHA-256 of plan and code.

    It goes with `member_id`, who asked for it.
    """

    __tablename__ = "plan_invitation"

    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("family_plan.id", ondelete="CASCADE"), index=True)
    member_id: Mapped[str | None] = mapped_column(
        ForeignKey("plan_member.id", ondelete="CASCADE"), index=True
    )
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)


class PlanVisit(Base):
    """A visit to the page of a plan, which the passcode began; `hash` is SHA-256 of the browser's cookie."""

    __tablename__ = "plan_visit"

    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("family_plan.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)


def _own_id(_session: Session, row: Any) -> str:
    return str(row.id)


register_sealed(FamilyPlan, ("sealed_link", "sealed_passcode"), _own_id)
register_sealed(PlanMember, ("sealed_code",), _own_id)
register_sealed(PlanEntry, ("sealed",), _own_id)
register_sealed(PlanReminder, ("sealed",), lambda _session, row: str(row.member_id))
