"""What stands in a plan: written once under its natural key, read by whom it is for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal
from uuid import uuid4

from sqlalchemy import delete, select, true
from sqlalchemy.orm import Session

from core.database import add_once
from core.encryption import Vault
from earlyhelp.errors import PlanChangedError
from earlyhelp.plans.model import PlanEntry

EntryKind = Literal[
    "said",
    "score",
    "kept",
    "action",
    "done",
    "outcome",
    "person",
    "agency",
    "view",
    "strengths",
    "summary",
    "lead",
    "involved",
    "meeting",
    "points",
]
"""What a person said to one part, their place on the scale, what is kept for its writer alone because danger
was heard in it, the sections of Appendix B, and what a Team Around the Family adds: what the family said to
talking with an agency, a meeting, and what the family wants to talk about at it."""


@dataclass(frozen=True)
class Entry:
    """One thing in a plan. `content` is plain values; `shared` is None where its owner was not asked yet."""

    owner: str
    kind: EntryKind
    key: str
    round: int
    shared: bool | None
    content: Mapping[str, Any]
    at: datetime

    @property
    def words(self) -> str:
        """The words of it; empty where the part was skipped."""
        return str(self.content.get("words", ""))


def put(
    session: Session,
    vault: Vault,
    plan_id: str,
    owner: str,
    kind: EntryKind,
    key: str,
    content: Mapping[str, Any],
    now: datetime,
    *,
    round_: int = 0,
    shared: bool | None = None,
) -> None:
    """Writes it, or writes it anew where it is there: then it keeps its place. What a member had shared is
    asked about anew, for nobody agreed to the new words.

    The caller holds the plan.
    """
    entry_id = str(uuid4())
    natural = {"owner": owner, "kind": kind, "key": key, "round": round_}
    values = {
        "id": entry_id,
        "plan_id": plan_id,
        **natural,
        "shared": shared,
        "sealed": _seal(vault, entry_id, content),
        "at": now,
    }
    if not add_once(session, PlanEntry, values):
        row = session.scalars(select(PlanEntry).filter_by(**natural)).one()
        if row.shared is True and owner != plan_id and json.loads(vault.open(row.sealed, row.id)) != content:
            row.shared = None
        row.sealed = _seal(vault, row.id, content)
        row.at = now if kind == "score" else row.at
        session.flush()


def entries_of(session: Session, vault: Vault, plan_id: str, owner: str = "") -> list[Entry]:
    """All of a plan, or of this owner in it, in the order of writing. Never hand all on, see seen_by_all."""
    found = (
        select(PlanEntry)
        .where(PlanEntry.plan_id == plan_id, PlanEntry.owner == owner if owner else true())
        .order_by(PlanEntry.at, PlanEntry.key, PlanEntry.id)
    )
    return [
        Entry(
            row.owner,
            row.kind,  # type: ignore[arg-type]
            row.key,
            row.round,
            row.shared,
            json.loads(vault.open(row.sealed, row.id)),
            row.at,
        )
        for row in session.scalars(found)
    ]


def seen_by_all(entries: Iterable[Entry], plan_id: str) -> list[Entry]:
    """What everybody in the plan sees: what is everybody's, and what was shared. Nobody sees more."""
    return [each for each in entries if each.owner == plan_id or each.shared is True]


def check_unchanged(
    session: Session, vault: Vault, plan_id: str, kind: EntryKind, key: str, seen: str, round_: int = 0
) -> None:
    """Raises PlanChangedError where what everybody may write is not what its writer saw, by its mark.

    The caller holds the plan, so that of two who write at once the second one hears of the first.
    """
    stands = what_stands(session, vault, plan_id, kind, key, round_)
    if mark_of(stands) != seen:
        raise PlanChangedError(mark_of(stands), stands)


def what_stands(
    session: Session, vault: Vault, plan_id: str, kind: EntryKind, key: str, round_: int = 0
) -> dict[str, Any]:
    """What everybody may write, as it stands now; empty where nothing does."""
    natural = {"owner": plan_id, "kind": kind, "key": key, "round": round_}
    row = session.scalars(select(PlanEntry).filter_by(**natural)).one_or_none()
    return dict(json.loads(vault.open(row.sealed, row.id))) if row is not None else {}


def mark_of(content: Mapping[str, Any]) -> str:
    """A mark of what stands in an entry, by which a change is seen; fields that are empty count as none."""
    filled = {name: value for name, value in sorted(content.items()) if value}
    return sha256(json.dumps(filled, ensure_ascii=False).encode()).hexdigest()[:16]


def remove(session: Session, owner: str, kind: EntryKind, key: str) -> bool:
    """Takes it out, in every round; False if it was not there."""
    gone = delete(PlanEntry).where(PlanEntry.owner == owner, PlanEntry.kind == kind, PlanEntry.key == key)
    return session.scalars(gone.returning(PlanEntry.id)).first() is not None


def _seal(vault: Vault, entry_id: str, content: Mapping[str, Any]) -> bytes:
    return vault.seal(json.dumps(content, ensure_ascii=False).encode(), entry_id)
