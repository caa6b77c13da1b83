"""A chat that says otherwise than the rows is seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks.help_requests import page
from benchmarks.help_requests.chats import look_at_chats
from benchmarks.help_requests.drafts import a_draft
from benchmarks.help_requests.journal import Journal
from benchmarks.help_requests.people import Person
from benchmarks.help_requests.stores import Parts, open_parts
from core.clock import utc_now
from earlyhelp.filling import load_questions
from earlyhelp.requests import submit
from tests.core.conftest import Store, cluster, migrated, store

__all__ = ["cluster", "migrated", "store"]


@dataclass
class Reader(Person):
    """A person whose chat is given."""

    chat: list[dict[str, Any]] = field(default_factory=list)

    def history(self) -> list[dict[str, Any]]:
        return self.chat


@pytest.fixture
def parts(store: Store) -> Iterator[Parts]:
    opened = open_parts(store.settings)
    yield opened
    opened.close()


@pytest.fixture
def reader(parts: Parts, tmp_path: Path) -> Reader:
    """Somebody whose request was sent, and whose chat says so."""
    with parts.sessions.begin() as session:
        sent = submit(session, parts.vault, a_draft("me", parts.office), "press", utc_now(), parts.office)
    questions = load_questions(parts.settings.data / "earlyhelp")
    person = Reader("", questions, Journal(tmp_path / "people.jsonl"), Random(1), key="me", code=sent.code)
    names = questions.say("sent_code", reference=sent.reference, code=sent.code)
    said = questions.say("sent", name="Pat", role="Adviser", agency="Schools", due="Tuesday")
    person.chat = [
        {"from": "visitor", "text": "Send my request", "answered": True},
        {"from": "open_door", "text": said, "answered": None},
        {"from": "open_door", "text": names, "answered": None},
    ]
    return person


def test_a_chat_that_fits_the_rows_is_in_order(parts: Parts, reader: Reader) -> None:
    assert look_at_chats(parts, [reader]) == []


def test_a_chat_that_never_says_so_is_seen(parts: Parts, reader: Reader) -> None:
    del reader.chat[1]
    assert "does not say that it was sent" in look_at_chats(parts, [reader])[0]


def test_another_name_or_code_word_is_seen(parts: Parts, reader: Reader) -> None:
    reader.chat.append({"from": "open_door", "text": "It is called KITE-0000.", "answered": None})
    reader.code = "TOLUMA"
    names, code = look_at_chats(parts, [reader])
    assert "names 2 requests, of 1" in names and "code word" in code


def test_asking_to_send_again_and_silence_are_seen(parts: Parts, reader: Reader) -> None:
    asks = reader.questions.say("check_send")
    reader.chat.append({"from": "open_door", "text": asks, "answered": None})
    reader.chat.append({"from": "visitor", "text": "hello?", "answered": False})
    asked, silent = look_at_chats(parts, [reader])
    assert "asks to send it" in asked and "no answer" in silent


def test_a_run_keeps_the_tables_of_the_page_that_it_did_not_make() -> None:
    first = page.as_markdown(
        [page.Table("One", "Note.", ("a",), [("1",)]), page.Table("Two", "", ("a",), [])]
    )
    second = page.as_markdown([page.Table("Two", "New.", ("a",), [("2",)])], first)
    assert "## One\n\nNote.\n\n| a |\n| --- |\n| 1 |\n\n## Two\n\nNew.\n\n| a |\n| --- |\n| 2 |\n" in second
