"""What the family writes into the plan together: people, agencies, outcomes, actions and the summary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.errors import PlanError
from earlyhelp.plans.days import put_day
from earlyhelp.plans.entries import EntryKind, check_unchanged, put, remove
from earlyhelp.plans.members import LONGEST_ANSWER
from earlyhelp.plans.mine import hold, write_audit
from earlyhelp.plans.model import PlanEntry
from earlyhelp.plans.outcomes import LEAST, MOST, Outcomes, is_own
from earlyhelp.requests.staff import PERSON

LONGEST_FIELD = 200
"""Characters of a name, a role, a need or a day."""

FIELDS: Mapping[str, tuple[str, ...]] = {
    "person": ("name", "role"),
    "agency": ("name", "role", "service", "assessments"),
    "action": ("action", "who", "by", "need", "outcome", "service"),
}
"""The fields of each line, the first of which must be there; `service` of an action is an id."""
_LONG = frozenset({"action", "assessments", "outcome"})

KEPT_APART = frozenset({"domestic_abuse"})
"""Needs whose services are never offered to go into a plan: whoever does harm may read it."""

Line = Literal["person", "agency", "action"]
_SAID_OF: Mapping[Line, EntryKind] = {"action": "done", "agency": "involved"}
"""What is kept of a line beside its words."""
Text = Literal["family", "practitioner", "strengths", "summary"]
_KINDS: Mapping[Text, EntryKind] = {
    "family": "view",
    "practitioner": "view",
    "strengths": "strengths",
    "summary": "summary",
}


def longest(field: str) -> int:
    """How many characters a field of a line may have."""
    return LONGEST_ANSWER if field in _LONG else LONGEST_FIELD


def put_line(
    session: Session,
    vault: Vault,
    plan_id: str,
    kind: Line,
    told: Mapping[str, str],
    now: datetime,
    key: str = "",
    seen: str | None = None,
    who: str = PERSON,
) -> str:
    """Adds a line, or writes the one with this `key` anew; gives its key. `who` is for the audit.

    Raises PlanError.

    A key of one's own makes a second press of the same button add nothing. With the mark of what was `seen`
    there it raises PlanChangedError where something else stands there by now.
    """
    content = {field: told.get(field, "").strip() for field in FIELDS[kind]}
    first = FIELDS[kind][0]
    if not content[first]:
        raise PlanError(f"Fill in: {first}.")
    for field, words in content.items():
        if len(words) > longest(field):
            raise PlanError(f"Write less: {field}.")
    hold(session, plan_id, now)
    key = key or str(uuid4())
    if seen is not None:
        check_unchanged(session, vault, plan_id, kind, key, seen)
    put(session, vault, plan_id, plan_id, kind, key, content, now)
    write_audit(session, plan_id, "changed", who, now)
    return key


def add_line(
    session: Session,
    vault: Vault,
    plan_id: str,
    kind: Line,
    told: Mapping[str, str],
    now: datetime,
    key: str,
    who: str = PERSON,
) -> None:
    """Adds a line under this key; one that stands there already stays as the family wrote it. `who` is for
    the audit."""
    there = select(PlanEntry.id).where(
        PlanEntry.owner == plan_id, PlanEntry.kind == kind, PlanEntry.key == key
    )
    if session.scalar(there) is None:
        put_line(session, vault, plan_id, kind, told, now, key, who=who)


def remove_line(
    session: Session, plan_id: str, kind: Line, key: str, now: datetime, who: str = PERSON
) -> None:
    """Takes a line out, with what was said of it; a second time changes nothing. `who` is for the audit."""
    hold(session, plan_id, now)
    if kind in _SAID_OF:
        remove(session, plan_id, _SAID_OF[kind], key)
    if remove(session, plan_id, kind, key):
        write_audit(session, plan_id, "changed", who, now)


def put_text(
    session: Session,
    vault: Vault,
    plan_id: str,
    which: Text,
    words: str,
    now: datetime,
    seen: str | None = None,
) -> None:
    """Writes one of the texts of the plan anew; empty words take it out. Raises PlanError, and
    PlanChangedError where it is not what was `seen`, by its mark.
    """
    if len(words) > LONGEST_ANSWER:
        raise PlanError("Write less: it is too long to keep.")
    hold(session, plan_id, now)
    if seen is not None:
        check_unchanged(session, vault, plan_id, _KINDS[which], which, seen)
    put(session, vault, plan_id, plan_id, _KINDS[which], which, {"words": words.strip()}, now)
    write_audit(session, plan_id, "changed", PERSON, now)


def put_outcome(
    session: Session,
    vault: Vault,
    plan_id: str,
    key: str,
    effect: int,
    round_: int,
    now: datetime,
    outcomes: Outcomes,
    words: str = "",
    seen: str | None = None,
) -> None:
    """Says how much a desired outcome touches the family, from 1 to 5, at first or at a review.

    `words` name an outcome of the family's own, whose key `is_own`. Raises PlanError, and PlanChangedError
    where it is not what was `seen`, by its mark.
    """
    if key not in outcomes.by_key and not (is_own(key) and words.strip()):
        raise PlanError("Choose one of the list, or say what it is.")
    if not LEAST <= effect <= MOST:
        raise PlanError(f"Choose a number from {LEAST} to {MOST}.")
    if len(words) > LONGEST_FIELD:
        raise PlanError("Write less: it is too long to keep.")
    hold(session, plan_id, now)
    content: Mapping[str, Any] = {"effect": effect, "words": words.strip()}
    if seen is not None:
        check_unchanged(session, vault, plan_id, "outcome", key, seen, round_)
    put(session, vault, plan_id, plan_id, "outcome", key, content, now, round_=round_)
    write_audit(session, plan_id, "changed", PERSON, now)


def rounds_of_outcomes(session: Session, plan_id: str) -> dict[str, int]:
    """The latest round in which something was said of each outcome, by key; 0 is when it was first named."""
    latest = (
        select(PlanEntry.key, func.max(PlanEntry.round))
        .where(PlanEntry.plan_id == plan_id, PlanEntry.owner == plan_id, PlanEntry.kind == "outcome")
        .group_by(PlanEntry.key)
    )
    return {row.key: row[1] for row in session.execute(latest)}


def remove_outcome(session: Session, plan_id: str, key: str, now: datetime) -> None:
    """Takes an outcome out, with what was said of it at every review."""
    hold(session, plan_id, now)
    if remove(session, plan_id, "outcome", key):
        write_audit(session, plan_id, "changed", PERSON, now)


def mark_done(session: Session, vault: Vault, plan_id: str, action: str, done: bool, now: datetime) -> None:
    """Says that the action of this key was done, or was not after all."""
    hold(session, plan_id, now)
    put(session, vault, plan_id, plan_id, "done", action, {"done": done}, now)
    write_audit(session, plan_id, "changed", PERSON, now)


def put_review_day(session: Session, plan_id: str, day: date | None, now: datetime) -> None:
    """Writes down when the family looks at the plan again; None is on no day."""
    put_day(session, hold(session, plan_id, now), day)
    write_audit(session, plan_id, "review_set", PERSON, now)
