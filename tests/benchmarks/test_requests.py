"""The kill test with few kills: nothing is lost, nothing comes twice, and the test would see it if it were so."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from benchmarks.help_requests.drafts import a_draft
from benchmarks.help_requests.journal import Journal
from benchmarks.help_requests.left import look
from benchmarks.help_requests.mail_server import Letter
from benchmarks.help_requests.stores import Parts, open_parts
from benchmarks.help_requests.workers import press
from core.clock import utc_now
from core.outbox.models import OutboxEntry
from core.settings import PROJECT
from earlyhelp.requests import HelpRequest, submit, withdraw
from tests.core.conftest import Store, cluster, migrated, store

__all__ = ["cluster", "migrated", "store"]

KILLS = 25


@pytest.fixture
def parts(store: Store) -> Iterator[Parts]:
    """The office on a database of each sort."""
    opened = open_parts(store.settings)
    yield opened
    opened.close()


def sent(parts: Parts, folder: Path) -> list[Letter]:
    """One request whose person was told so, and whose mail came; gives the mails."""
    press(parts, _pressed(folder, "press-1"), "press-1")
    with parts.sessions.begin() as session:
        entry = session.scalars(select(OutboxEntry)).one()
        reference = session.scalars(select(HelpRequest.reference)).one()
        session.execute(update(OutboxEntry).values(state="sent"))
    return [
        Letter(f"<{entry.message_id}@example.org>", "pat@example.org", f"Early help request {reference}\n")
    ]


def _pressed(folder: Path, key: str) -> Journal:
    journal = Journal(folder / "1.jsonl")
    journal.write("press", key=key)
    return journal


def test_few_kills_lose_nothing(tmp_path: Path) -> None:
    """In a process of its own, for it forks."""
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "benchmarks.requests",
        "--many",
        "20",
        "--servers",
        "0",
        "--kills",
        str(KILLS),
    ]
    written = tmp_path / "requests.md"
    done = subprocess.run([*command, "--write", str(written)], cwd=PROJECT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    table = dict(
        line.strip("| ").split(" | ")[:2] for line in written.read_text().splitlines() if "|" in line
    )
    assert table["processes killed"] == str(KILLS)
    assert table["accepted and lost"] == "0" and int(table["requests accepted"]) > 0


def test_what_was_told_and_kept_is_in_order(parts: Parts, tmp_path: Path) -> None:
    letters = sent(parts, tmp_path)
    assert look(parts, tmp_path, letters * 2).problems == []
    assert look(parts, tmp_path, letters * 2).figures["of these repeated"] == 1


def test_a_lost_request_is_seen(parts: Parts, tmp_path: Path) -> None:
    letters = sent(parts, tmp_path)
    with parts.sessions.begin() as session:
        session.execute(delete(HelpRequest))
    found = look(parts, tmp_path, letters)
    assert found.figures["accepted and lost"] == 1 and found.problems


def test_a_request_made_twice_is_seen(parts: Parts, tmp_path: Path) -> None:
    letters = sent(parts, tmp_path)
    with parts.sessions.begin() as session:
        submit(session, parts.vault, a_draft("x", parts.office), "another", utc_now(), parts.office)
    assert any("nobody pressed" in each for each in look(parts, tmp_path, letters).problems)


def test_a_press_that_was_kept_twice_under_two_keys_is_seen(parts: Parts, tmp_path: Path) -> None:
    letters = sent(parts, tmp_path)
    with parts.sessions.begin() as session:
        submit(session, parts.vault, a_draft("press-1", parts.office), "another", utc_now(), parts.office)
    assert "press-1 is kept 2 times" in look(parts, tmp_path, letters).problems


def test_a_request_on_no_desk_is_seen(parts: Parts, tmp_path: Path) -> None:
    letters = sent(parts, tmp_path)
    with parts.sessions.begin() as session:
        session.execute(update(HelpRequest).values(contact="nobody"))
    assert any("the desk has it otherwise" in each for each in look(parts, tmp_path, letters).problems)


def test_a_mail_that_was_stopped_for_nothing_or_never_written_is_seen(parts: Parts, tmp_path: Path) -> None:
    letters = sent(parts, tmp_path)
    with parts.sessions.begin() as session:
        session.execute(update(OutboxEntry).values(state="blocked"))
    assert any("stopped for nothing" in each for each in look(parts, tmp_path, letters).problems)
    told = json.loads((tmp_path / "1.jsonl").read_text().splitlines()[-1])
    with parts.sessions.begin() as session:
        withdraw(session, parts.vault, told["id"], utc_now(), parts.office)
        session.execute(update(OutboxEntry).where(OutboxEntry.state == "waiting").values(state="sent"))
    assert not any("stopped for nothing" in each for each in look(parts, tmp_path, letters).problems)
    with parts.sessions.begin() as session:
        session.execute(delete(OutboxEntry).where(OutboxEntry.key.contains("/withdrawn/")))
    assert any("nobody was written to" in each for each in look(parts, tmp_path, letters).problems)


def test_a_mail_that_never_came_or_came_under_another_id_is_seen(parts: Parts, tmp_path: Path) -> None:
    letters = sent(parts, tmp_path)
    assert any("never came" in each for each in look(parts, tmp_path, []).problems)
    renamed = Letter("<another@example.org>", letters[0].to, letters[0].words)
    problems = look(parts, tmp_path, [*letters, renamed]).problems
    assert any("two Message-IDs" in each for each in problems) and any(
        "nobody asked" in each for each in problems
    )


def test_a_lost_step_is_seen(parts: Parts, tmp_path: Path) -> None:
    letters = sent(parts, tmp_path)
    told = json.loads((tmp_path / "1.jsonl").read_text().splitlines()[-1])
    step = {"kind": "note", "id": told["id"], "contact": "pat_ashdown", "key": "step-1"}
    Journal(tmp_path / "2.jsonl").write("stepped", **step)
    assert look(parts, tmp_path, letters).figures["steps lost or taken twice"] == 1
