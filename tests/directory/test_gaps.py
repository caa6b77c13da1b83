"""Questions without an answer: sealed, counted, without numbers, and forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from core.encryption import open_vault
from core.settings import Settings
from directory import gaps as module
from directory.gaps import RETENTION, Gap, forget_gap, forget_gaps, gaps, record_gap
from tests.core.conftest import Store, cluster, migrated, store

__all__ = ["cluster", "migrated", "store"]

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
VAULT = open_vault(Settings(secret_key="s" * 40))


def test_gaps_are_sealed_and_counted(store: Store) -> None:
    with store.sessions.begin() as session:
        asked = ("portuguese worker in chard", "Portuguese worker  in Chard", "dog therapy")
        for day, words in enumerate(asked):
            assert record_gap(session, VAULT, "people", words, NOW + timedelta(days=day), named=True)
        assert not record_gap(session, VAULT, "people", asked[-1], NOW + timedelta(days=2)), "once a day"
        assert record_gap(session, VAULT, "guidance", "dog therapy", NOW)
        kept = [bytes(each.sealed) for each in session.scalars(select(Gap))]
        found = [(each.kind, each.words.lower(), each.times) for each in gaps(session, VAULT)]
    assert not any(b"chard" in each.lower() for each in kept)
    assert found[0] == ("people", "portuguese worker in chard", 2)
    assert sorted(found[1:]) == [("guidance", "dog therapy", 1), ("people", "dog therapy", 1)]


def test_numbers_and_addresses_are_not_kept(store: Store) -> None:
    with store.sessions.begin() as session:
        record_gap(session, VAULT, "people", "ring 07700 900123 or mum@example.org about frome", NOW)
        assert [each.words for each in gaps(session, VAULT)] == ["ring or about frome"]
        assert not record_gap(session, VAULT, "people", " 07700900123 ", NOW)


def test_no_more_are_kept_than_anybody_reads_and_each_kind_has_its_own_room(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    with store.sessions.begin() as session:
        record_gap(session, VAULT, "guidance", "dog therapy", NOW)
        for at, word in enumerate(("one", "two", "three")):
            assert record_gap(session, VAULT, "people", word, NOW + timedelta(minutes=at))
        assert {each.words for each in gaps(session, VAULT)} == {"dog therapy", "two", "three"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("can we tell Ryan Tucker about it", "can we tell … about it"),
        ("what about Kayleigh's dad", "what about … dad"),
        ("Who starts an EHA and may I help", "Who starts an EHA and may I help"),
    ],
)
def test_names_are_left_out_of_questions(store: Store, typed: str, kept: str) -> None:
    with store.sessions.begin() as session:
        record_gap(session, VAULT, "guidance", typed, NOW)
        assert [each.words for each in gaps(session, VAULT)] == [kept]


def test_an_editor_lets_go_of_a_question_however_often_it_was_asked(store: Store) -> None:
    with store.sessions.begin() as session:
        for day in range(2):
            record_gap(session, VAULT, "guidance", "dog therapy", NOW + timedelta(days=day))
        gap = gaps(session, VAULT)[0]
        assert forget_gap(session, VAULT, gap.id, "editor", NOW)
        assert gaps(session, VAULT) == [] and not forget_gap(session, VAULT, gap.id, "editor", NOW)


def test_gaps_are_forgotten_in_time(store: Store) -> None:
    with store.sessions.begin() as session:
        record_gap(session, VAULT, "people", "old", NOW - RETENTION)
        record_gap(session, VAULT, "people", "new", NOW - RETENTION + timedelta(seconds=1))
        assert forget_gaps(session, NOW) == 1
        assert [each.words for each in gaps(session, VAULT)] == ["new"]
