"""Questions without an answer: sealed, counted, without numbers, and forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from core.encryption import open_vault
from core.settings import Settings
from directory import gaps as module
from directory.gaps import RETENTION, Gap, forget_gaps, gaps, record_gap
from tests.core.conftest import Store, cluster, migrated, store

__all__ = ["cluster", "migrated", "store"]

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
VAULT = open_vault(Settings(secret_key="s" * 40))


def test_gaps_are_sealed_and_counted(store: Store) -> None:
    with store.sessions.begin() as session:
        for words in ("portuguese worker in chard", "Portuguese worker  in Chard", "dog therapy"):
            assert record_gap(session, VAULT, "people", words, NOW)
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


def test_no_more_are_kept_than_anybody_reads(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    with store.sessions.begin() as session:
        kept = [record_gap(session, VAULT, "people", f"word {at}", NOW) for at in ("one", "two", "three")]
    assert kept == [True, True, False]


def test_gaps_are_forgotten_in_time(store: Store) -> None:
    with store.sessions.begin() as session:
        record_gap(session, VAULT, "people", "old", NOW - RETENTION)
        record_gap(session, VAULT, "people", "new", NOW - RETENTION + timedelta(seconds=1))
        assert forget_gaps(session, NOW) == 1
        assert [each.words for each in gaps(session, VAULT)] == ["new"]
