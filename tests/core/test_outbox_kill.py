"""A worker killed at any moment loses nothing, and what it repeats can be told by its Message-ID."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from random import Random

from sqlalchemy import func, select

from core.clock import utc_now
from core.mail import Mail
from core.outbox import put
from core.outbox.models import OutboxEntry
from core.settings import PROJECT

from .conftest import SECRET, Store
from .smtp_server import Accepted, SmtpServer

KILLS = 20
LEASE = 0.3
"""Seconds; short, so that the next worker need not wait long for what the killed one held."""


def put_in(store: Store, numbers: range) -> None:
    with store.sessions.begin() as session:
        for number in numbers:
            mail = Mail("staff@example.org", "A request waits for you", f"mail {number}")
            put(session, store.vault, f"request/{number}/sent", "mail", mail.payload(), utc_now())


@contextmanager
def working(store: Store, server: SmtpServer) -> Iterator[subprocess.Popen[str]]:
    """A worker in a process of its own, killed at the end whatever it does."""
    environ = {
        **os.environ,
        "OPENDOOR_HOME": str(store.settings.home),
        "OPENDOOR_DATABASE_URL": store.settings.database,
        "OPENDOOR_SECRET_KEY": SECRET,
        "OPENDOOR_SMTP_HOST": "127.0.0.1",
        "OPENDOOR_SMTP_PORT": str(server.port),
        "OPENDOOR_SMTP_SECURITY": "none",
    }
    command = [sys.executable, "-W", "ignore", "-m", "tests.core.outbox_worker", str(LEASE)]
    process = subprocess.Popen(command, cwd=PROJECT, env=environ, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def unsent(store: Store) -> int:
    with store.sessions() as session:
        return session.scalar(select(func.count()).where(OutboxEntry.state != "sent")) or 0


def until(happens: Callable[[], bool], within: timedelta = timedelta(minutes=2)) -> None:
    ends = utc_now() + within
    while not happens():
        assert utc_now() < ends, "It did not happen in time."
        time.sleep(0.01)


def ids_by_mail(server: SmtpServer) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for each in server.accepted:
        found[each.text].append(each.message_id)
    return found


def test_twenty_kills_at_random_points_lose_nothing(store: Store) -> None:
    random = Random(4)

    def dawdle(_accepted: Accepted) -> None:
        time.sleep(random.uniform(0, 0.02))

    with SmtpServer(on_accepted=dawdle) as server:
        for kill in range(KILLS):
            put_in(store, range(kill * 10, kill * 10 + 10))
            with working(store, server) as worker:
                time.sleep(random.uniform(0, 0.15))
                assert worker.poll() is None
                worker.send_signal(signal.SIGKILL)
        with working(store, server):
            until(lambda: unsent(store) == 0)
    found = ids_by_mail(server)
    assert set(found) == {f"mail {number}" for number in range(KILLS * 10)}
    assert all(len(set(ids)) == 1 for ids in found.values())
    assert len({ids[0] for ids in found.values()}) == KILLS * 10


def test_a_kill_between_acceptance_and_our_record_repeats_the_mail_under_its_message_id(store: Store) -> None:
    workers: list[subprocess.Popen[str]] = []

    def kill(_accepted: Accepted) -> None:
        until(lambda: bool(workers))
        workers.pop().kill()

    put_in(store, range(1))
    with SmtpServer(on_accepted=kill) as server:
        with working(store, server) as worker:
            workers.append(worker)
            worker.wait()
        assert (unsent(store), len(server.accepted)) == (1, 1)
        server.on_accepted = None
        with working(store, server):
            until(lambda: unsent(store) == 0)
    assert [len(ids) for ids in ids_by_mail(server).values()] == [2]
    assert len({each.message_id for each in server.accepted}) == 1
