"""All that is kept of one member of a plan, and of the plan they share, to read or to take elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.days import date_words, day_of, day_words
from earlyhelp.plans.editing import FIELDS
from earlyhelp.plans.entries import Entry, entries_of, seen_by_all
from earlyhelp.plans.mine import Mine, write_audit
from earlyhelp.plans.model import FamilyPlan, PlanMember
from earlyhelp.plans.office import PlanOffice
from earlyhelp.plans.reminding import reminder_of
from earlyhelp.requests.staff import PERSON

_SHOWN = frozenset(
    {"words", "low", "high", "effect", "done", "phone", "agreed_by", "agreed_at", "agreed_version"}
    | {"agreed_words", *(field for fields in FIELDS.values() for field in fields)}
    | {"put_by", "may_talk", "at", "on", "time", "place", "agenda", "notes", "attendees", "called_off"}
)
"""What of an entry everybody sees on the page of the plan."""


@dataclass(frozen=True)
class OwnPart:
    """All that is kept of one member: `json` for a machine, `html` a whole page to read that stands alone."""

    json: str
    html: str


def export_member(session: Session, vault: Vault, member: Mine, now: datetime, office: PlanOffice) -> OwnPart:
    """All that this member said, shared or not, and what all see; the audit says that it was made.

    Who asks has been checked before. The caller commits, or the export is not written down.
    """
    plan, row = session.get_one(FamilyPlan, member.plan_id), session.get_one(PlanMember, member.id)
    reminder = reminder_of(session, vault, member)
    members = select(PlanMember.id, PlanMember.number).where(PlanMember.plan_id == plan.id)
    numbers = {each.id: each.number for each in session.execute(members)}
    all_see = seen_by_all(entries_of(session, vault, plan.id), plan.id)
    data = {
        "made_at": now.isoformat(),
        "plan": {
            "reference": plan.reference,
            "begun_at": plan.created_at.isoformat(),
            "changed_at": plan.changed_at.isoformat(),
            "closed_at": plan.closed_at.isoformat() if plan.closed_at else None,
            "review_on": plan.review_on.isoformat() if plan.review_on else None,
            "kept_for_days": office.wording.kept.days,
        },
        "you": {
            "number": member.number,
            "voice": member.voice,
            "joined_at": row.joined_at.isoformat(),
            "reviews_begun": member.round,
        },
        "said": [_said(each, office) for each in member.said],
        "reminder": {"address": reminder[0], "on_day": reminder[1].isoformat()} if reminder else None,
        "all_see": [_seen(each, numbers) for each in all_see if each.owner != member.id],
    }
    write_audit(session, plan.id, "exported", PERSON, now)
    return OwnPart(json.dumps(data, ensure_ascii=False, indent=2), _page(member, reminder, now, office))


def _page(member: Mine, reminder: tuple[str, date] | None, now: datetime, office: PlanOffice) -> str:
    """What they said, to read: no script, no style from elsewhere, every word escaped."""
    say = office.wording.say
    title = say("data_all", reference=member.reference)
    lines = [
        f"<dt>{escape(each['label'])}</dt><dd>{escape(_words(each['content']))}"
        f" ({escape(say('data_shared' if each['in_the_plan'] else 'data_own'))})</dd>"
        for each in (_said(entry, office) for entry in member.said)
        if each["label"] and _words(each["content"])
    ]
    told = [say("data_reminder", address=reminder[0], day=day_words(reminder[1]))] if reminder else []
    told += [say("paper_made", day=date_words(day_of(now))), say("keeps")]
    body = "".join(f"<p>{escape(each)}</p>" for each in told)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<h1>{escape(title)}</h1><dl>{''.join(lines)}</dl>{body}</html>"
    )


def _words(content: Mapping[str, Any]) -> str:
    return str(content.get("words", ""))


def _said(entry: Entry, office: PlanOffice) -> dict[str, Any]:
    part = str(entry.content.get("part", entry.key))
    label = office.blue_sky.label(part) if office.blue_sky.is_asked(part) else ""
    return {"label": label, "in_the_plan": entry.shared is True, **_entry(entry)}


def _seen(entry: Entry, numbers: Mapping[str, int]) -> dict[str, Any]:
    """What somebody else said or all wrote: only what the page shows, not the needs heard in it."""
    content = {name: value for name, value in entry.content.items() if name in _SHOWN}
    return {"member": numbers.get(entry.owner), **_entry(entry), "content": content}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "key": entry.key,
        "round": entry.round,
        "at": entry.at.isoformat(),
        "content": dict(entry.content),
    }
