"""Who is involved with a family, and with whom the family agrees that their lead talks about the plan.

The list is the family's. A lead may add to it, and a member says yes or no to each by their own code word. A
yes is for whom it was said of, and for the lead it was said to: it ends with another name, another lead, or
whoever said it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.errors import PlanChangedError, PlanError
from earlyhelp.plans.editing import FIELDS, put_line, remove_line
from earlyhelp.plans.entries import Entry, EntryKind, entries_of, mark_of, put
from earlyhelp.plans.mine import Mine, hold, write_audit
from earlyhelp.plans.model import FamilyPlan
from earlyhelp.plans.office import PlanOffice
from earlyhelp.requests.staff import PERSON

AGREED_TO = ("talk_can", "talk_back", "talk_yes")
"""The sentences that somebody reads who says yes."""
_IDENTITY = ("name", "role", "service")


@dataclass(frozen=True)
class Agency:
    """Somebody who works with the family.

    `put_by` is the lead who wrote them into the plan, empty where the family did. `may_talk` is what the
    family said to the lead's talking with them, None while nobody said anything that still counts; `said_at`
    is when.
    """

    key: str
    name: str
    role: str
    service: str
    assessments: str
    put_by: str = ""
    may_talk: bool | None = None
    said_at: datetime | None = None

    @property
    def identity(self) -> str:
        """A mark of who it is, by which a yes to somebody else is known."""
        return mark_of({field: getattr(self, field) for field in _IDENTITY})


def agency_of(entry: Entry, beside: Mapping[str, Any], members: Collection[str], lead: str) -> Agency:
    """The line of this entry; `beside` is what is kept of it besides, `members` the ids of who take part,
    `lead` who leads now, by `lead_mark_of`: what was said to another lead does not count."""
    name, role, service, assessments = (str(entry.content.get(field, "")) for field in FIELDS["agency"])
    agency = Agency(entry.key, name, role, service, assessments, str(beside.get("put_by", "")))
    if (beside.get("of"), beside.get("lead")) != (agency.identity, lead) or beside.get("by") not in members:
        return agency
    return replace(agency, may_talk=beside["may_talk"], said_at=datetime.fromisoformat(beside["at"]))


def lead_mark_of(plan: FamilyPlan) -> str:
    """Names the very person who leads a plan; empty without one."""
    return f"{plan.lead}/{plan.lead_mark}" if plan.lead else ""


def involve(
    session: Session,
    vault: Vault,
    plan: FamilyPlan,
    told: Mapping[str, str],
    lead: str,
    who: str,
    key: str,
    now: datetime,
) -> None:
    """The lead writes somebody into the list, who then waits for the family's yes; again changes nothing.

    `lead` is the name that the family reads beside it, `who` the account. Raises PlanError.
    """
    hold(session, plan.id, now)
    if _entry(session, vault, plan.id, "agency", key):
        return
    put_line(session, vault, plan.id, "agency", told, now, key, who=who)
    put(session, vault, plan.id, plan.id, "involved", key, {"put_by": lead}, now)


def is_involved(session: Session, vault: Vault, plan: FamilyPlan, told: Mapping[str, str], key: str) -> bool:
    """That somebody of this name, job and workplace is in the list already, under another key."""
    wanted = _named_alike(told)
    lines = (each for each in entries_of(session, vault, plan.id, plan.id) if each.kind == "agency")
    return any(_named_alike(each.content) == wanted for each in lines if each.key != key)


def _named_alike(told: Mapping[str, Any]) -> list[str]:
    return [" ".join(str(told.get(field, "")).casefold().split()) for field in _IDENTITY]


def take_out(session: Session, vault: Vault, plan: FamilyPlan, key: str, who: str, now: datetime) -> None:
    """The lead takes out whom a lead had put in; whom the family put in stays, and so does its no.

    Raises PlanError.
    """
    hold(session, plan.id, now)
    beside = _entry(session, vault, plan.id, "involved", key)
    if not beside.get("put_by"):
        raise PlanError("You can only take out whom you put in. Ask the family to take out the others.")
    if beside.get("may_talk") is False:
        raise PlanError("The family said no to them, and that stays in the plan.")
    remove_line(session, plan.id, "agency", key, now, who=who)


def say_talk(
    session: Session,
    vault: Vault,
    member: Mine,
    key: str,
    *,
    may_talk: bool,
    seen: str,
    now: datetime,
    office: PlanOffice,
) -> None:
    """A member says yes or no to the lead's talking with them.

    Whose answer it is, when, to whom and to which words is kept in the plan. Raises PlanError where they are
    gone, and PlanChangedError where another stands there than was `seen`, by their identity.
    """
    plan = hold(session, member.plan_id, now)
    found = entries_of(session, vault, member.plan_id, member.plan_id)
    line = next((each for each in found if (each.kind, each.key) == ("agency", key)), None)
    if line is None:
        raise PlanError(office.wording.say("page_gone"))
    identity = agency_of(line, {}, (), "").identity
    if identity != seen:
        raise PlanChangedError(identity, line.content)
    before = _entry(session, vault, member.plan_id, "involved", key)
    told = {
        "put_by": before.get("put_by", ""),
        "may_talk": may_talk,
        "of": identity,
        "lead": lead_mark_of(plan),
        "by": member.id,
        "at": now.isoformat(),
        "agreed_by": member.number,
        "agreed_version": office.wording.version,
        "agreed_words": [office.wording.say(sentence, name=line.content["name"]) for sentence in AGREED_TO],
    }
    put(session, vault, member.plan_id, member.plan_id, "involved", key, told, now)
    write_audit(session, member.plan_id, "talk_agreed" if may_talk else "talk_refused", PERSON, now)


def _entry(session: Session, vault: Vault, plan_id: str, kind: EntryKind, key: str) -> Mapping[str, Any]:
    found = entries_of(session, vault, plan_id, plan_id)
    return next((each.content for each in found if (each.kind, each.key) == (kind, key)), {})
