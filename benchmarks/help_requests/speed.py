"""How many requests a second a database takes, beside the least that it could do: one plain row a commit."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from benchmarks.help_requests.drafts import a_draft
from benchmarks.help_requests.mail_server import mail_server, mailing
from benchmarks.help_requests.stores import Parts, fresh, open_parts
from core.clock import utc_now
from core.mail import Mail, SmtpSender
from core.outbox import Worker
from earlyhelp.requests import submit

BASELINE = "one plain row a commit (baseline)"
MAIL_BASELINE = "a mail straight to the server (baseline)"

_PLAIN = "INSERT INTO plain (id, words) VALUES (:id, :words)"


@dataclass(frozen=True)
class Speed:
    """One line of the table: how often a second, and milliseconds for one where they were counted.

    `turned_away` counts those that had to be tried again because the database had no turn for them in time.
    """

    what: str
    baseline: str
    a_second: float
    turned_away: int = 0
    p50: float | None = None
    p95: float | None = None


def measure(database: str, many: int) -> list[Speed]:
    """The lines of one database, each over `many` of what it does."""
    with fresh(database) as settings, mail_server() as server:
        parts = open_parts(mailing(settings, server.port))
        try:
            return [*_submissions(parts, many), *_mails(parts, many)]
        finally:
            parts.close()


def _submissions(parts: Parts, many: int) -> list[Speed]:
    with parts.sessions.begin() as session:
        session.execute(text("CREATE TABLE plain (id VARCHAR(36) PRIMARY KEY, words VARCHAR(1000))"))

    def plain(number: int) -> None:
        with parts.sessions.begin() as session:
            session.execute(text(_PLAIN), {"id": str(uuid4()), "words": "x" * 600})

    def press(key: str) -> None:
        with parts.sessions.begin() as session:
            submit(session, parts.vault, a_draft(key, parts.office), key, utc_now(), parts.office)

    return [
        _timed(BASELINE, BASELINE, plain, many),
        _timed("a submission", BASELINE, lambda number: press(f"one-{number}"), many),
        _timed("a submission, four at once", BASELINE, lambda number: press(f"four-{number}"), many, 4),
        _timed("the same submission again", BASELINE, lambda number: press(f"one-{number}"), many),
    ]


def _mails(parts: Parts, many: int) -> list[Speed]:
    """Delivers what the submissions put into the outbox."""
    sender = SmtpSender(parts.settings, utc_now)
    worker = Worker(parts.sessions, parts.vault, {"mail": sender})
    mail = Mail("pat.ashdown@example.org", "A request for early help", "x" * 600).payload()
    straight = _timed(MAIL_BASELINE, MAIL_BASELINE, lambda _: sender.send(uuid4().hex, mail), many)
    began, sent = time.perf_counter(), 0
    while sent < many and (done := worker.run_once(utc_now()).sent):
        sent += done
    took = time.perf_counter() - began
    return [straight, Speed("a mail through the outbox", MAIL_BASELINE, sent / took)]


def _timed(what: str, baseline: str, do: Callable[[int], object], many: int, at_once: int = 1) -> Speed:
    times: list[float] = []
    away: list[int] = []

    def one(number: int) -> None:
        began = time.perf_counter()
        while True:
            try:
                do(number)
                break
            except OperationalError:
                away.append(number)
        times.append((time.perf_counter() - began) * 1000)

    for number in range(-5, 0):
        do(number)
    began = time.perf_counter()
    with ThreadPoolExecutor(at_once) as threads:
        list(threads.map(one, range(many)))
    took = time.perf_counter() - began
    p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    return Speed(what, baseline, many / took, len(away), p50, p95)
