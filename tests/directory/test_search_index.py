"""The index follows the directory, and many may search it at once."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import sessionmaker

from core.database import Base, open_engine
from core.errors import DatabaseError
from core.settings import Settings
from directory.search import Query, Search, open_search
from directory.search.vectors import VectorStore
from language.encoder import load_encoder
from tests.directory.searching import RECORDS, a_record, fill, found_by


def test_threads_share_one_search(search: Search) -> None:
    failures: list[Exception] = []

    def run() -> None:
        try:
            for text in ("food bank", "youth club in taunton", "fod bank"):
                assert search.find(Query(text=text)).results
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_a_change_of_the_directory_is_followed(
    place_for_search: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("directory.search.search.LOOK_AGAIN", 0.0)
    engine = open_engine("sqlite:///" + str(place_for_search.home / "another.db"))
    Base.metadata.create_all(engine)
    opened = sessionmaker(engine, expire_on_commit=False)
    search = open_search(opened, place_for_search)
    assert search.find(Query(text="food bank")).results == []
    fill(opened, RECORDS[:3])
    assert len(found_by(search, "food bank")) >= 2
    engine.dispose()


def test_a_database_without_tables_is_one_sentence(place_for_search: Settings) -> None:
    engine = open_engine("sqlite:///" + str(place_for_search.home / "empty.db"))
    search = open_search(sessionmaker(engine), place_for_search)
    with pytest.raises(DatabaseError, match="opendoor setup"):
        search.find(Query(text="food bank"))
    engine.dispose()


def test_a_price_that_has_ended_is_not_shown_on_the_next_day(
    place_for_search: Settings, tmp_path: Path
) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'other.db'}")
    Base.metadata.create_all(engine)
    opened, day = sessionmaker(engine, expire_on_commit=False), [datetime(2026, 3, 1, 12, tzinfo=UTC)]
    record = a_record("club", "Chess club", "Chess for anyone.", needs=("activities",))
    ends = {"id": "c", "amount": 3, "option": "Session", "valid_to": "2026-03-01"}
    fill(opened, [{**record, "cost_options": [ends]}])
    searching = open_search(opened, place_for_search, clock=lambda: day[0])
    assert searching.find(Query(text="chess")).results[0].cost is not None
    day[0] += timedelta(days=1)
    searching._looked = 0.0
    assert searching.find(Query(text="chess")).results[0].cost is None
    engine.dispose()


def test_nobody_waits_while_another_thread_builds_the_index(search: Search) -> None:
    index = search.refresh()
    search._looked = 0.0
    with search._lock:
        assert search.refresh() is index


def test_a_broken_cache_of_vectors_costs_only_time(place_for_search: Settings, tmp_path: Path) -> None:
    encoder = load_encoder(place_for_search)
    (tmp_path / "search").mkdir()
    (tmp_path / "search" / f"vectors-{encoder.fingerprint[:12]}.db").write_bytes(b"not a database" * 500)
    assert VectorStore(tmp_path, encoder).encode(["food bank"]).shape == (1, encoder.width)
