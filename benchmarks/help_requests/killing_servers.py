"""Killing the real processes of a site while people press send, and looking afterwards at what is left."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from benchmarks.help_requests.chats import look_at_chats
from benchmarks.help_requests.journal import Journal
from benchmarks.help_requests.killing import Killed
from benchmarks.help_requests.left import Found, look
from benchmarks.help_requests.mail_server import MailServer, mail_server, mailing
from benchmarks.help_requests.people import Person
from benchmarks.help_requests.site import Server, on_free_ports, running_site
from benchmarks.help_requests.stores import Parts, fresh, open_parts
from core.clock import utc_now
from core.outbox.leases import LEASE
from core.outbox.models import OutboxEntry
from earlyhelp.filling import load_questions
from web.rows import Rows

PEOPLE = 3
"""Who presses send at about the same time, at each kill."""

DAWDLE = 0.3
"""Seconds that the mail server may take to say that it has a mail: the moment in which a kill repeats one."""

_MAIL_SECONDS = 10.0
"""The outbox is looked at every five seconds."""

_SHOWN = (
    "presses of send",
    "requests accepted",
    "accepted and lost",
    "kept more or less than once, or not where it belongs",
    "mails that the server accepted",
    "of these repeated",
    "mails lost, foreign, stopped for nothing, or repeated under another Message-ID",
)
"""What is counted where nobody works the desk."""


def kill_servers(database: str, kills: int, seed: int = 4) -> Killed:
    """Kills so many processes of a new site, which needs a trained model; the caller must have no threads."""
    began = time.monotonic()
    with (
        fresh(database) as settings,
        mail_server(DAWDLE) as mails,
        TemporaryDirectory(prefix="kills-") as name,
    ):
        parts, folder = open_parts(on_free_ports(mailing(settings, mails.port))), Path(name)
        try:
            with running_site(parts.settings, folder) as servers:
                random, people = Random(seed), _people(parts, folder, seed)
                counts, everybody = _kill(parts, servers, mails, people, kills, random)
                _wait_for_mails(parts)
                chats = look_at_chats(parts, everybody)
            found = look(parts, folder, mails.accepted())
        finally:
            parts.close()
    figures = {
        "turns of people": sum(each.turns for each in everybody),
        "of these without an answer, and tried again": sum(each.unanswered for each in everybody),
        **{name: found.figures[name] for name in _SHOWN},
        "chats that say otherwise than the rows": len(chats),
    }
    return Killed(counts, time.monotonic() - began, Found(figures, [*found.problems, *chats]))


def _people(parts: Parts, folder: Path, seed: int) -> Iterator[Person]:
    """Always one more."""
    journal = Journal(folder / "people.jsonl")
    questions = load_questions(parts.settings.data / "earlyhelp")
    number = 0
    while True:
        number += 1
        yield Person(parts.settings.site, questions, journal, Random(seed * 1000 + number))


def _kill(
    parts: Parts,
    servers: Sequence[Server],
    mails: MailServer,
    people: Iterator[Person],
    kills: int,
    random: Random,
) -> tuple[dict[str, int], list[Person]]:
    """People press while a process is killed; gives the kills by process, and everybody who pressed."""
    counts = {each.plan.name: 0 for each in servers}
    everybody: list[Person] = []
    for _ in range(kills):
        group = _prepared(parts, [next(people) for _ in range(PEOPLE)])
        everybody += group
        usual = max(each.seconds for each in group)
        server, before = random.choice(servers), len(mails.accepted())
        with ThreadPoolExecutor(PEOPLE) as pool:
            sending = [pool.submit(_send, each, random.uniform(0, usual)) for each in group]
            time.sleep(random.uniform(0, 2 * usual))
            if server.plan.name == "web" and random.random() < 0.5:
                _await_mail(mails, before)
                time.sleep(random.uniform(0, DAWDLE / 2))
            server.kill()
            counts[server.plan.name] += 1
            server.start()
            server.wait_until_well()
            for each in sending:
                each.result()
    return counts, everybody


def _prepared(parts: Parts, people: list[Person]) -> list[Person]:
    """The same, with the page before them that is checked, and known by their conversation."""
    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(Person.prepare, people))
    with parts.sessions() as session:
        rows = Rows(session, parts.vault, utc_now)
        for each in people:
            chat = rows.session_of(each.cookie)
            each.key = chat.conversation_id if chat is not None else ""
    return people


def _send(person: Person, after: float) -> None:
    time.sleep(after)
    person.send()


def _await_mail(mails: MailServer, before: int) -> None:
    """Until the mail server has a mail more, of which it has not said so perhaps."""
    ends = time.monotonic() + _MAIL_SECONDS
    while len(mails.accepted()) <= before and time.monotonic() < ends:
        time.sleep(0.005)


def _wait_for_mails(parts: Parts) -> None:
    """Until the outbox is sent, also what a killed process held; what is left then is seen afterwards."""
    ends = time.monotonic() + 2 * LEASE.total_seconds()
    under_way = select(func.count()).where(OutboxEntry.state.in_(("waiting", "sending")))
    while time.monotonic() < ends:
        with parts.sessions() as session:
            if not session.scalar(under_way):
                return
        time.sleep(0.5)
