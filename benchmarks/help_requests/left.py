"""What is left after the kills: figures, and everything that should not be so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.help_requests.journal import read_journal
from benchmarks.help_requests.mail_server import Letter
from benchmarks.help_requests.stores import Parts
from core.audit import AuditEntry, verify
from core.outbox.models import OutboxEntry
from earlyhelp.requests import HelpRequest, RequestEvent, RequestItem, queue_for
from earlyhelp.requests.delivery_keys import LetterKey, letter_of
from earlyhelp.requests.draft import digest
from earlyhelp.requests.letters import ASKING
from earlyhelp.requests.status import ENDED

Line = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """Counts, by what the table calls them, and a sentence for everything that is wrong."""

    figures: dict[str, int]
    problems: Sequence[str]


def look(parts: Parts, folder: Path, letters: Sequence[Letter]) -> Found:
    """Holds what people and contacts were told against the database, the desk, the audit and the mails."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in read_journal(path)]
    by_what: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_what[line["what"]].append(line)
    with parts.sessions() as session:
        requests = session.scalars(select(HelpRequest)).all()
        entries = session.scalars(select(OutboxEntry)).all()
        lost = list(_lost(by_what["told"], requests))
        twice = list(_twice(session, parts, by_what["press"], requests))
        events = session.scalars(select(RequestEvent)).all()
        mails = [*_mails(entries, letters, requests), *_stopped(entries, events, requests)]
        steps = list(_steps(session, by_what["stepped"], requests))
        others = [f"something failed: {line['error']}" for line in by_what["failed"]]
        if verify(session).broken_at is not None:
            others.append("the audit does not fit its end")
    repeated = len(letters) - len({each.message_id for each in letters})
    return Found(
        {
            "presses of send": len(by_what["press"]),
            "turned away for now, the database being busy": len(by_what["turned away"]),
            "requests accepted": len({line["key"] for line in by_what["told"]}),
            "accepted and lost": len(lost),
            "kept more or less than once, or not where it belongs": len(twice),
            "steps of contacts and people, accepted": len(by_what["stepped"]),
            "steps lost or taken twice": len(steps),
            "mails that the server accepted": len(letters),
            "of these repeated": repeated,
            "mails stopped, each because of an answer, a hand-over or a withdrawal": sum(
                each.state == "blocked" for each in entries
            ),
            "mails lost, foreign, stopped for nothing, or repeated under another Message-ID": len(mails),
        },
        [*lost, *twice, *steps, *mails, *others],
    )


def _lost(told: Iterable[Line], requests: Sequence[HelpRequest]) -> Iterator[str]:
    """Requests of which a person heard that they are on their way, and which are not what was told."""
    kept = {(each.person, each.reference) for each in requests}
    answers = defaultdict(set)
    for line in told:
        answers[line["key"]].add(line["reference"])
    for key, references in answers.items():
        if any((digest(key), each) not in kept for each in references):
            yield f"the request of {key} is lost"
        if len(references) > 1:
            yield f"{key} was told of {len(references)} requests"


def _twice(
    session: Session, parts: Parts, pressed: Iterable[Line], requests: Sequence[HelpRequest]
) -> Iterator[str]:
    """Presses kept more or less than once, requests on no desk, that nobody pressed, or that were sent twice.

    Each press is of a person of its own, so two requests for one press are seen whatever tells them apart.
    """
    said = {line["key"] for line in pressed}
    keys, kept = {digest(key) for key in said}, Counter(each.person for each in requests)
    for key in sorted(said):
        if kept[digest(key)] != 1:
            yield f"{key} is kept {kept[digest(key)]} times"
    on_desk = {
        each.id for contact in parts.office.contacts.by_key.values() for each in queue_for(session, contact)
    }
    sent = Counter(session.scalars(select(RequestEvent.request_id).where(RequestEvent.kind == "sent")))
    audited = Counter(session.scalars(select(AuditEntry.subject).where(AuditEntry.what == "request/sent")))
    for each in requests:
        if each.person not in keys:
            yield f"nobody pressed for {each.reference}"
        if (each.id in on_desk) == (each.status in ENDED):
            yield f"{each.reference} is {each.status}, and the desk has it otherwise"
        if (sent[each.id], audited[each.id]) != (1, 1):
            yield f"{each.reference} was sent {sent[each.id]} times, says the audit {audited[each.id]}"


def _mails(
    entries: Sequence[OutboxEntry], letters: Sequence[Letter], requests: Sequence[HelpRequest]
) -> Iterator[str]:
    """Mails that did not come, that no entry asked for, or that came under two Message-IDs."""
    came: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for each in letters:
        came[each.message_id.strip("<>").partition("@")[0]].add((each.to, each.words))
    by_id = {each.message_id: each for each in entries}
    for message_id, contents in came.items():
        if message_id not in by_id:
            yield f"nobody asked for the mail {message_id}"
        elif len(contents) > 1:
            yield f"two mails have the Message-ID {message_id}"
    for entry in entries:
        if entry.state not in {"sent", "blocked"}:
            yield f"the mail {entry.message_id} is {entry.state}"
        elif entry.state == "sent" and entry.message_id not in came:
            yield f"the mail {entry.message_id} counts as sent and never came"
    keys = [letter_of(entry.key) for entry in entries]
    first = Counter(key.request_id for key in keys if key and (key.round, key.letter) == (1, "new"))
    ids: dict[str, set[str]] = defaultdict(set)
    for letter in letters:
        ids[letter.words.partition("\n")[0]].add(letter.message_id)
    for request in requests:
        if first[request.id] != 1:
            yield f"the first mail for {request.reference} was written {first[request.id]} times"
        if len(ids[f"Early help request {request.reference}"]) > 1:
            yield f"the first mail for {request.reference} came under two Message-IDs"


def _stopped(
    entries: Sequence[OutboxEntry], events: Sequence[RequestEvent], requests: Sequence[HelpRequest]
) -> Iterator[str]:
    """Mails that were stopped though nothing asked for that, and those that a step owed and never wrote."""
    by_id = {each.id: each for each in requests}
    withdrawn = {each.request_id for each in events if each.kind == "withdrawn"}
    answered = {(each.request_id, each.round) for each in events if each.kind in {"acknowledged", "closed"}}
    for entry in entries:
        if entry.state != "blocked":
            continue
        key = letter_of(entry.key)
        request = by_id.get(key.request_id) if key else None
        if key is None or request is None:
            yield f"the mail {entry.message_id} is of no request"
            continue
        over = (request.id, key.round) in answered or request.round > key.round
        asks_in_vain = key.letter in ASKING and over
        if not asks_in_vain and (request.id not in withdrawn or key.letter == "withdrawn"):
            yield f"the mail {key.letter} for {request.reference} was stopped for nothing"
    keys = {each.key for each in entries}
    for event in events:
        if event.kind not in {"handed_over", "withdrawn"} or event.request_id not in by_id:
            continue
        owed = LetterKey(event.request_id, event.round, event.kind, event.contact)
        if str(owed) not in keys:
            yield f"nobody was written to when {event.request_id} was {event.kind}"


def _steps(session: Session, stepped: Iterable[Line], requests: Sequence[HelpRequest]) -> Iterator[str]:
    """Steps of which somebody heard that they were taken, and which were not, or more than once."""
    events: dict[str, list[RequestEvent]] = defaultdict(list)
    for event in session.scalars(select(RequestEvent)):
        events[event.request_id].append(event)
    items: dict[str, set[str]] = defaultdict(set)
    for item in session.scalars(select(RequestItem)):
        items[item.request_id].add(item.item)
    by_id = {each.id: each for each in requests}
    for line in stepped:
        kind, of = line["kind"], line["id"]
        if kind in {"contact_made", "note", "handed_over"}:
            taken = sum(each.once.endswith(f"/{digest(line['key'])}") for each in events[of]) == 1
        elif kind == "items_withdrawn":
            taken = "name" not in items[of]
        elif kind == "withdrawn":
            taken = not items[of] and by_id[of].status in ENDED
        else:
            taken = any(each.kind == kind for each in events[of])
        if not taken:
            yield f"the step {kind} of {by_id[of].reference} is lost or was taken twice"
