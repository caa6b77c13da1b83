"""Everything that is kept of one person's requests, for them to read or to take elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.consent import Consent
from earlyhelp.days import date_words, day_of
from earlyhelp.kept import Part, read_aloud, times_kept
from earlyhelp.office import Office
from earlyhelp.requests.agreed import words_agreed
from earlyhelp.requests.history import write_audit
from earlyhelp.requests.looks import looks_at
from earlyhelp.requests.model import HelpRequest
from earlyhelp.requests.sharing import history_of, opened_items
from earlyhelp.requests.staff import PERSON, holder_of, second_of


@dataclass(frozen=True)
class Export:
    """One person's data: `data` is plain JSON values, `html` a whole page that stands alone."""

    data: dict[str, Any]
    html: str

    @property
    def json(self) -> str:
        """The data as JSON, for a machine."""
        return json.dumps(self.data, ensure_ascii=False, indent=2)


def export_person(
    session: Session,
    vault: Vault,
    requests: Sequence[HelpRequest],
    now: datetime,
    office: Office,
    done: Literal["seen", "exported"] = "exported",
) -> Export:
    """All that is kept of these requests, whoever wrote it, with an entry in the audit for each.

    `done` says whether it is looked at, or taken away as a file. Who asks has been checked before. The caller
    commits, or the export is not written down.
    """
    data = {
        "made_at": now.isoformat(),
        "requests": [_request(session, vault, each, now, office) for each in requests],
        "kept": [
            *(
                {"what": kept.what, "why": kept.why, "days": kept.time.days}
                for kept in office.retention.values()
            ),
            {"what": office.lasting.what, "why": office.lasting.why, "days": None},
        ],
    }
    for each in requests:
        write_audit(session, each, done, PERSON, now)
    return Export(data, _page(data, now, office))


def _request(
    session: Session, vault: Vault, request: HelpRequest, now: datetime, office: Office
) -> dict[str, Any]:
    found = select(Consent).where(Consent.request_id == request.id).order_by(Consent.id)
    contact = holder_of(request, office)
    return {
        "reference": request.reference,
        "status": request.status,
        "outcome": request.outcome,
        "contact": {
            "name": office.name_of(contact),
            "role": contact.role if contact else "",
            "agency": contact.agency if contact else "",
        },
        "second": _second(request, office) if request.second else None,
        "under_18": request.young,
        "safe_to_leave_a_message": request.may_leave_message,
        "sent_at": request.created_at.isoformat(),
        "answer_due_at": request.due_at.isoformat(),
        "ended_at": request.ended_at.isoformat() if request.ended_at else None,
        "answers": [
            {"item": item, "label": office.agreement.label(item), "answer": answer}
            for item, answer in opened_items(session, vault, request).items()
        ],
        "consents": [_consent(each, now, office) for each in session.scalars(found)],
        "words_agreed": [
            {"version": each.version, "words": list(each.lines)}
            for each in words_agreed(session, vault, request)
        ],
        "history": [
            {"what": each.kind, "at": each.at.isoformat(), "note": each.note}
            for each in history_of(session, vault, request)
        ],
        "looks": [
            {"who": each.who, "what": each.what, "at": each.at.isoformat()}
            for each in looks_at(session, request)
        ],
    }


def _second(request: HelpRequest, office: Office) -> dict[str, Any]:
    return {"name": office.name_of(second_of(request, office)), "agreed": request.second_agreed}


def _consent(consent: Consent, now: datetime, office: Office) -> dict[str, Any]:
    return {
        "item": consent.item,
        "label": office.agreement.label(consent.item),
        "recipient": office.name_of(office.contacts.person(consent.recipient, consent.recipient_mark)),
        "state": consent.state(now),
        "wording_version": consent.wording_version,
        "decided_at": consent.decided_at.isoformat(),
        "expires_at": consent.expires_at.isoformat() if consent.expires_at else None,
        "withdrawn_at": consent.withdrawn_at.isoformat() if consent.withdrawn_at else None,
    }


def _page(data: dict[str, Any], now: datetime, office: Office) -> str:
    """The same as a page: no script, no style from elsewhere, every word escaped."""
    say = office.wording.say
    title = say("export_title")
    parts = [_tag("h1", title), _tag("p", say("export_made", day=date_words(day_of(now))))]
    for each in data["requests"]:
        parts.append(_tag("h2", each["reference"]))
        for part in read_aloud(each, office):
            parts += _part(part, "h3")
    if not data["requests"]:
        parts.append(_tag("p", say("export_nothing")))
    parts += _part(times_kept(data, office), "h2")
    body = "\n".join(parts)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title></head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _part(part: Part, heading: str) -> list[str]:
    return [_tag(heading, part.title), _list(each.whole for each in part.lines)]


def _tag(name: str, words: str) -> str:
    return f"<{name}>{escape(words).replace(chr(10), '<br>')}</{name}>"


def _list(lines: Iterable[str]) -> str:
    return "<ul>\n" + "\n".join(_tag("li", line) for line in lines) + "\n</ul>"
