"""What the killed processes do: people press, the outbox is sent, deadlines are kept, contacts work."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from benchmarks.help_requests.drafts import a_draft
from benchmarks.help_requests.journal import Journal, read_journal
from benchmarks.help_requests.stores import Parts
from core.clock import utc_now
from core.mail import SmtpSender
from core.outbox import Worker
from earlyhelp.deadlines import escalate
from earlyhelp.errors import EarlyHelpError
from earlyhelp.requests import (
    HelpRequest,
    Staff,
    acknowledge,
    add_note,
    close,
    hand_over,
    record_contact,
    submit,
    withdraw,
    withdraw_items,
)
from earlyhelp.requests.sharing import opened_items
from earlyhelp.requests.status import ENDED, WAITING

LEASE = timedelta(seconds=2)
"""Short, so that what a killed process held is soon taken up by another."""

_LATER = timedelta(days=7)
_HOURS = 2000
"""Deadlines are kept as if it were so much later, and an hour more with each process: all are missed."""

_POST = timedelta(days=100)
"""The outbox is sent as if it were so much later, after every mail that a deadline wrote."""


@dataclass(frozen=True)
class Life:
    """One process: its number, its journal, and the journal of the killed one that it takes over from.

    `parts` were opened and used once before the fork, so that a short life is spent on work.
    """

    parts: Parts
    folder: Path
    number: int
    former: int | None

    @property
    def journal(self) -> Path:
        return self.folder / f"{self.number}.jsonl"

    def left_behind(self, began: str, done: str) -> dict[str, Any] | None:
        """What the killed process had begun and not said to be done."""
        lines = [] if self.former is None else read_journal(self.folder / f"{self.former}.jsonl")
        last = lines[-1] if lines else None
        return last if last is not None and last["what"] == began else None


def person(life: Life) -> None:
    """Presses send, sometimes twice; begins with the press of which its predecessor never heard the end."""
    parts, journal, random = life.parts, Journal(life.journal), Random(life.number)
    unheard = life.left_behind("press", "told")
    key, count = (unheard["key"] if unheard else f"press-{life.number}-0"), 0
    while True:
        journal.write("press", key=key)
        while not was_free(journal, partial(press, parts, journal, key)):
            journal.write("press", key=key)
        time.sleep(random.uniform(0, 0.02))
        if random.random() < 0.8:
            count += 1
            key = f"press-{life.number}-{count}"


def was_free(journal: Journal, do: Callable[[], object]) -> bool:
    """Does it; False if the database had no turn for it in time, as when a person is told to try again."""
    try:
        do()
    except OperationalError:
        journal.write("turned away")
        return False
    return True


def press(parts: Parts, journal: Journal, key: str) -> None:
    """One press; what the person is told is written down once it is committed, as in the chat."""
    with parts.sessions.begin() as session:
        sent = submit(session, parts.vault, a_draft(key, parts.office), key, utc_now(), parts.office)
    journal.write("told", key=key, id=sent.request_id, reference=sent.reference)


def office(life: Life) -> None:
    """Sends the outbox and keeps deadlines, as the web process does."""
    parts, worker, journal = life.parts, open_worker(life.parts), Journal(life.journal)
    later = _LATER + timedelta(hours=life.number % _HOURS)
    while True:
        was_free(journal, partial(go_round, parts, worker, later))
        time.sleep(0.01)


def open_worker(parts: Parts) -> Worker:
    """What sends the outbox."""
    return Worker(parts.sessions, parts.vault, {"mail": SmtpSender(parts.settings, utc_now)}, lease=LEASE)


def send(worker: Worker) -> int:
    """Sends what is due; gives how many mails it took in hand."""
    return worker.run_once(utc_now() + _POST).total


def go_round(parts: Parts, worker: Worker, later: timedelta) -> None:
    """Sends what is due, then looks at deadlines."""
    send(worker)
    with parts.sessions.begin() as session:
        escalate(session, parts.vault, utc_now() + later, parts.office)


def contact(life: Life) -> None:
    """Works the desk; begins with the step of which its predecessor never heard the end."""
    parts, journal, random = life.parts, Journal(life.journal), Random(life.number)
    step, count = life.left_behind("step", "stepped"), 0
    while True:
        step = step or _choose(parts, random, f"step-{life.number}-{count}")
        if step is not None:
            journal.write("step", **_named(step))
            was_free(journal, partial(take, parts, journal, step))
        step, count = None, count + 1
        time.sleep(random.uniform(0, 0.03))


def _named(step: Mapping[str, Any]) -> dict[str, Any]:
    return {name: step[name] for name in ("kind", "id", "contact", "key")}


def _choose(parts: Parts, random: Random, key: str) -> dict[str, Any] | None:
    """A step that any open request could take next."""
    with parts.sessions() as session:
        found = session.scalar(
            select(HelpRequest).where(HelpRequest.status.not_in(ENDED)).order_by(func.random()).limit(1)
        )
    if found is None:
        return None
    if random.random() < 0.1:
        kind = random.choice(("withdrawn", "items_withdrawn", "handed_over"))
    elif found.status in WAITING:
        kind = "acknowledged"
    elif found.status == "contact_made":
        kind = random.choice(("note", "closed"))
    else:
        kind = "contact_made"
    return {"kind": kind, "id": found.id, "contact": found.contact, "key": key}


def take(parts: Parts, journal: Journal, step: Mapping[str, Any]) -> None:
    """One step; it is written down once it is committed, or was refused by a rule."""
    try:
        with parts.sessions.begin() as session:
            _STEPS[step["kind"]](parts, session, step)
    except EarlyHelpError:
        journal.write("refused", **_named(step))
    else:
        journal.write("stepped", **_named(step))


def _staff(step: Mapping[str, Any]) -> Staff:
    return Staff(f"staff/{step['contact']}", step["contact"])


def _hand_over(parts: Parts, session: Any, step: Mapping[str, Any]) -> None:
    to = "jo_lake" if step["contact"] == "pat_ashdown" else "pat_ashdown"
    kept = opened_items(session, parts.vault, session.get_one(HelpRequest, step["id"]))
    version = parts.office.agreement.version
    agreed = dict.fromkeys(kept, True)
    hand_over(
        session,
        parts.vault,
        step["id"],
        to,
        agreed,
        version,
        _staff(step),
        step["key"],
        utc_now(),
        parts.office,
    )


_STEPS: Mapping[str, Callable[[Parts, Any, Mapping[str, Any]], object]] = {
    "acknowledged": lambda parts, session, step: acknowledge(
        session, parts.vault, step["id"], _staff(step), utc_now(), parts.office
    ),
    "contact_made": lambda parts, session, step: record_contact(
        session,
        parts.vault,
        step["id"],
        _staff(step),
        step["key"],
        utc_now(),
        parts.office,
        reached=True,
        note="Rang",
    ),
    "note": lambda parts, session, step: add_note(
        session, parts.vault, step["id"], _staff(step), step["key"], "Met at school", utc_now(), parts.office
    ),
    "closed": lambda parts, session, step: close(
        session, parts.vault, step["id"], "helped", _staff(step), utc_now(), parts.office
    ),
    "handed_over": _hand_over,
    "withdrawn": lambda parts, session, step: withdraw(
        session, parts.vault, step["id"], utc_now(), parts.office
    ),
    "items_withdrawn": lambda parts, session, step: withdraw_items(
        session, parts.vault, step["id"], ["name"], utc_now(), parts.office
    ),
}


def live(work: Callable[[Life], None], life: Life) -> None:
    """A forked process from its beginning; it never returns. What goes wrong is written down by its class."""
    try:
        life.parts.forked()
        work(life)
    except BaseException as error:
        Journal(life.journal).write("failed", error=type(error).__name__)
    finally:
        os._exit(1)
