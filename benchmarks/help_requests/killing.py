"""Killing processes at random moments while they work, and looking afterwards at what is left."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from benchmarks.help_requests.journal import Journal, read_journal
from benchmarks.help_requests.left import Found, look
from benchmarks.help_requests.mail_server import mail_server, mailing
from benchmarks.help_requests.stores import Parts, fresh, open_parts
from benchmarks.help_requests.workers import (
    Life,
    contact,
    go_round,
    live,
    office,
    open_worker,
    person,
    press,
    send,
)
from core.outbox.models import OutboxEntry

Work = Callable[[Life], None]

AT_WORK: tuple[Work, ...] = (person, person, office, office, contact)
"""Who is at work at any time; a killed one is replaced at once by another of the same sort."""

LONGEST_WAIT = 0.25
"""Seconds between two kills at the longest; one of five is killed, so lives are five times as long."""

DAWDLE = 0.004
"""Seconds that the mail server may take to say that it has a mail: the moment in which a kill repeats one."""


@dataclass(frozen=True)
class Killed:
    """How many of each sort were killed, in how many seconds, and what was found afterwards."""

    kills: Mapping[str, int]
    seconds: float
    found: Found


def kill(database: str, kills: int, seed: int = 4) -> Killed:
    """Kills so many processes on a new database; the caller must have no threads, for it forks."""
    began = time.monotonic()
    with (
        fresh(database) as settings,
        mail_server(DAWDLE) as server,
        TemporaryDirectory(prefix="kills-") as name,
    ):
        parts, folder = open_parts(mailing(settings, server.port)), Path(name)
        try:
            _warm_up(parts, folder)
            counts = _kill(parts, folder, kills, Random(seed))
            _finish(parts, folder)
            found = look(parts, folder, server.accepted())
        finally:
            parts.close()
    return Killed(counts, time.monotonic() - began, found)


def _warm_up(parts: Parts, folder: Path) -> None:
    """Does each kind of work once, so that what takes long the first time is not done in every short life."""
    journal = Journal(folder / "first.jsonl")
    journal.write("press", key="press-first")
    press(parts, journal, "press-first")
    go_round(parts, open_worker(parts), timedelta())
    parts.close()


def _kill(parts: Parts, folder: Path, kills: int, random: Random) -> dict[str, int]:
    """Forks, waits, kills and replaces; every process is gone at the end."""
    counts = dict.fromkeys((work.__name__ for work in AT_WORK), 0)
    running: dict[int, tuple[Work, int]] = {}
    number = 0

    def begin(work: Work, former: int | None) -> None:
        nonlocal number
        number += 1
        life = Life(parts, folder, number, former)
        process = os.fork()
        if process == 0:
            live(work, life)
        running[process] = (work, number)

    def end(process: int) -> tuple[Work, int]:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        return running.pop(process)

    try:
        for work in AT_WORK:
            begin(work, None)
        for _ in range(kills):
            time.sleep(random.uniform(0, LONGEST_WAIT))
            work, former = end(random.choice(list(running)))
            counts[work.__name__] += 1
            begin(work, former)
    finally:
        for process in list(running):
            end(process)
    return counts


def _finish(parts: Parts, folder: Path) -> None:
    """Presses once more what nobody heard the end of, then sends all that is still in the outbox."""
    pressed, told = set(), set()
    for path in folder.glob("*.jsonl"):
        for line in read_journal(path):
            if line["what"] == "press":
                pressed.add(line["key"])
            elif line["what"] == "told":
                told.add(line["key"])
    journal = Journal(folder / "last.jsonl")
    for key in sorted(pressed - told):
        journal.write("press", key=key)
        press(parts, journal, key)
    worker = open_worker(parts)
    under_way = select(func.count()).where(OutboxEntry.state.in_(("waiting", "sending")))
    while True:
        if not send(worker):
            with parts.sessions() as session:
                if not session.scalar(under_way):
                    return
            time.sleep(0.05)
