"""Searching a small directory from end to end, with the real encoder and a need hearing trained on the needs alone."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session, sessionmaker

from core.database import Base, open_engine
from core.errors import DatabaseError
from core.settings import PROJECT, Settings, load_settings
from directory.importing import import_feed
from directory.places import Place
from directory.search import Filters, Query, Search, open_search
from directory.search.vectors import VectorStore
from directory.tagging import tag_services
from language.ages import AgeRange
from language.encoder import load_encoder
from language.needs import HeardNeed

TAUNTON = (51.0149, -3.1029)
YEOVIL = (50.9416, -2.6321)
NEAR_TAUNTON = Place("Taunton", "", *TAUNTON, "Somerset", "town")
NEAR_YEOVIL = Place("Yeovil", "", *YEOVIL, "Somerset", "town")


def _record(key: str, name: str, description: str, **more: Any) -> dict[str, Any]:
    """A service in Open Referral UK 3.0; `at` is where, `town` its town, `amount` its price in pounds."""
    at, town, amount = more.pop("at", None), more.pop("town", None), more.pop("amount", None)
    organisation = more.pop("by", f"Sample {key}")
    record = {
        "id": key,
        "name": name,
        "description": description,
        "status": "active",
        "organization": {"id": f"org-{organisation}", "name": organisation, "description": "A sample."},
        **more,
    }
    if at:
        address = {"id": f"address-{key}", "address_1": "1 Sample Way", "city": town, "state_province": "Somerset",
                   "postal_code": "", "country": "GB", "address_type": "physical"}  # fmt: skip
        location = {"id": f"location-{key}", "location_type": "physical", "name": town, "latitude": at[0],
                    "longitude": at[1], "addresses": [address]}  # fmt: skip
        record["service_at_locations"] = [{"id": f"at-{key}", "location": location}]
    if amount is not None:
        record["cost_options"] = [{"id": f"cost-{key}", "amount": amount, "option": "Session"}]
    return record


RECORDS = [
    _record("larder", "Vivary Larder food bank", "Food parcels for anyone who has run out of money.", at=TAUNTON,
            town="Taunton", amount=0, needs=("money",)),
    _record("larder-y", "Yeovil foodbank", "Food parcels, no questions asked.", at=YEOVIL, town="Yeovil", amount=0,
            needs=("money",)),
    _record("debt", "Debt and money advice", "Free and private advice about debts, bills and bailiffs.", at=YEOVIL,
            town="Yeovil", needs=("money",)),
    _record("youth", "Friday youth club", "Table tennis, music and a chat for young people.", at=TAUNTON,
            town="Taunton", amount=1, minimum_age=11, maximum_age=17, needs=("activities",)),
    _record("tots", "Tiny Steps toddler group", "Stay and play for babies and toddlers.", at=TAUNTON, town="Taunton",
            amount=2, minimum_age=0, maximum_age=4, needs=("early_years_childcare",)),
    _record("autism", "Sensory Saturdays", "For autistic children and their families, every Saturday.", at=TAUNTON,
            town="Taunton", amount=0, needs=("disability_and_send",)),
    _record("swim", "Swimming lessons at the pool", "Learn to swim, all ages.", at=YEOVIL, town="Yeovil", amount=6,
            needs=("activities",)),
    _record("talk", "Quiet Line", "A helpline for anyone who feels low, anxious or alone. By phone or online.",
            amount=0, needs=("mental_health",)),
    _record("grief", "Snowdrop bereavement support", "For families after someone has died.", at=TAUNTON,
            town="Taunton", amount=0, needs=("bereavement",)),
    *(_record(f"carers-{town}", "Carers peer group", f"Carers meet over tea in {town}.", by="Sample Carers", at=spot,
              town=town, amount=0, needs=("caring_for_adult",)) for town, spot in (("Taunton", TAUNTON), ("Yeovil", YEOVIL))),
    _record("closed", "Closed food bank", "Food parcels.", status="defunct", needs=("money",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def place_for_search(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home and data of our own, with needs, synonyms and places but only one training message."""
    home = tmp_path_factory.mktemp("home")
    data = home / "data"
    for part in ("search", "places"):
        shutil.copytree(PROJECT / "data" / part, data / part)
    shutil.copy(PROJECT / "data" / "needs.yml", data / "needs.yml")
    (data / "nlu").mkdir()
    (data / "nlu" / "greet.yml").write_text("nlu:\n- intent: greet\n  examples: |\n    - hello there\n")
    return replace(load_settings({}), home=home, data=data, database_url=f"sqlite:///{home / 'opendoor.db'}")


def _fill(sessions: sessionmaker[Session], records: Sequence[dict[str, Any]]) -> None:
    needs = {record["name"]: record["needs"] for record in records}
    bare = [{key: value for key, value in record.items() if key != "needs"} for record in records]
    import_feed(sessions, bare, "sample", force=True)

    def hear(texts: Sequence[str]) -> list[list[HeardNeed]]:
        return [[HeardNeed(need, 0.9) for need in needs[text.split("\n")[0]]] for text in texts]

    with sessions.begin() as session:
        tag_services(session, hear)


@pytest.fixture(scope="module")
def sessions(place_for_search: Settings) -> Iterator[sessionmaker[Session]]:
    engine = open_engine(place_for_search.database)
    Base.metadata.create_all(engine)
    opened = sessionmaker(engine, expire_on_commit=False)
    _fill(opened, RECORDS)
    yield opened
    engine.dispose()


@pytest.fixture(scope="module")
def search(sessions: sessionmaker[Session], place_for_search: Settings) -> Search:
    return open_search(sessions, place_for_search)


def _found(search: Search, text: str = "", **more: Any) -> list[str]:
    return [each.source_id for each in search.find(Query(text=text, **more)).results]


def test_families_words_find_what_services_call_it(search: Search) -> None:
    assert _found(search, "skint til friday")[0] in {"larder", "larder-y"}
    assert _found(search, "bailiffs keep knocking")[0] == "debt"
    assert _found(search, "my nan died and the kids are in bits")[0] == "grief"


def test_misspelt_words_are_mended(search: Search) -> None:
    assert set(_found(search, "fod bank")[:2]) == {"larder", "larder-y"}
    assert _found(search, "swiming lessens")[0] == "swim"
    assert _found(search, "todler groop")[0] == "tots"


def test_a_place_in_the_words_brings_the_near_ones_first(search: Search) -> None:
    results = search.find(Query(text="food bank in yeovil"))
    assert results.near is not None
    assert results.near.name == "Yeovil"
    assert results.results[0].source_id == "larder-y"
    assert results.results[0].distance_km == 0.0


def test_a_place_that_is_given_wins_over_one_in_the_words(search: Search) -> None:
    assert _found(search, "food bank in yeovil", near=NEAR_TAUNTON)[0] == "larder"


def test_help_by_phone_is_neither_lost_nor_first_where_help_is_near(search: Search) -> None:
    assert "talk" in _found(search, "feeling low and anxious", near=NEAR_YEOVIL)


def test_why_is_made_of_facts(search: Search) -> None:
    first = search.find(Query(text="food bank", near=NEAR_TAUNTON)).results[0]
    assert first.why == "For money, bills and food. In Taunton, less than a mile away. Free."


def test_ages_that_do_not_overlap_are_left_out(search: Search) -> None:
    assert "tots" not in _found(search, "group", age=AgeRange(40, 40), limit=2)
    assert "youth" in _found(search, "youth club", age=AgeRange(17.5, 17.5))
    assert "youth" in _found(search, "club for my 12 year old")


def test_giving_up_the_age_is_said(search: Search) -> None:
    results = search.find(Query(text="youth club", age=AgeRange(70, 70)))
    assert "youth" in [each.source_id for each in results.results]
    assert any("age" in sentence for sentence in results.relaxed)


def test_only_free_help_is_shown_when_asked(search: Search) -> None:
    assert "debt" not in _found(search, needs=("money",), filters=Filters(free=True))[:2]


def test_giving_up_free_is_said(search: Search) -> None:
    results = search.find(Query(text="swimming lessons", filters=Filters(free=True)))
    assert results.results[0].source_id == "swim"
    assert any("free" in sentence for sentence in results.relaxed)


def test_excluded_services_never_come_back(search: Search) -> None:
    first = search.find(Query(text="food bank")).results[0]
    again = search.find(Query(text="food bank", filters=Filters(excluded=(first.id,))))
    assert first.id not in [each.id for each in again.results]


def test_weekends_and_online_are_conditions(search: Search) -> None:
    assert _found(search, "something for autistic kids", filters=Filters(weekends=True))[0] == "autism"
    assert _found(search, "someone to talk to", filters=Filters(online=True))[0] == "talk"


def test_a_need_that_is_given_must_be_met(search: Search) -> None:
    results = search.find(Query(needs=("money",), near=NEAR_YEOVIL))
    assert {each.source_id for each in results.results} == {"larder", "larder-y", "debt"}
    assert results.relaxed == ["There was too little within 20 miles, so we looked further away."]


def test_a_need_nobody_meets_is_given_up_and_said(search: Search) -> None:
    results = search.find(Query(text="swimming", needs=("private_fostering",)))
    assert results.results
    assert any("need" in sentence for sentence in results.relaxed)


@pytest.mark.parametrize("nonsense", ["asdfgh qwerzx", "🙂🙂", "?!", "zzzzzz" * 100])
def test_nonsense_says_so_and_still_shows_something(search: Search, nonsense: str) -> None:
    results = search.find(Query(text=nonsense))
    assert results.relaxed[0].startswith("We could not find")


def test_danger_is_passed_on_with_the_results(search: Search) -> None:
    assert search.find(Query(text="i want to kill myself")).disclosure.level != "none"
    assert search.find(Query(text="swimming lessons")).disclosure.level == "none"


def test_closed_services_are_not_shown(search: Search) -> None:
    assert "closed" not in _found(search, "closed food bank", limit=50)


def test_pages_follow_each_other_without_repeats(search: Search) -> None:
    whole = _found(search, "group", limit=6)
    pages = [_found(search, "group", limit=2, offset=start) for start in (0, 2, 4)]
    assert [each for page in pages for each in page][: len(whole)] == whole


def test_the_facts_are_the_agreed_ones(search: Search) -> None:
    facts = search.find(Query(text="youth club")).results[0].as_json()
    assert list(facts) == [
        "id", "source_id", "name", "organisation", "summary", "needs", "distance_km", "ages", "cost", "phone",
        "email", "url", "why",
    ]  # fmt: skip
    assert (facts["ages"], facts["source_id"]) == ("11 to 17", "youth")


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


@given(st.text(max_size=200))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_text_breaks_a_search(search: Search, text: str) -> None:
    results = search.find(Query(text=text, limit=5))
    assert len(results.results) <= 5


def test_a_change_of_the_directory_is_followed(
    place_for_search: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("directory.search.search.LOOK_AGAIN", 0.0)
    engine = open_engine("sqlite:///" + str(place_for_search.home / "another.db"))
    Base.metadata.create_all(engine)
    opened = sessionmaker(engine, expire_on_commit=False)
    search = open_search(opened, place_for_search)
    assert search.find(Query(text="food bank")).results == []
    _fill(opened, RECORDS[:3])
    assert len(_found(search, "food bank")) >= 2
    engine.dispose()


def test_a_database_without_tables_is_one_sentence(place_for_search: Settings) -> None:
    engine = open_engine("sqlite:///" + str(place_for_search.home / "empty.db"))
    search = open_search(sessionmaker(engine), place_for_search)
    with pytest.raises(DatabaseError, match="opendoor setup"):
        search.find(Query(text="food bank"))
    engine.dispose()


def test_closer_leaves_out_what_is_farther_and_what_has_no_place(search: Search) -> None:
    near = search.find(Query(needs=("money",), near=NEAR_YEOVIL, filters=Filters(within_km=5.0), limit=1))
    assert all(each.distance_km is not None and each.distance_km <= 5 for each in near.results)
    assert near.relaxed == []
    farther = search.find(Query(needs=("money",), near=NEAR_YEOVIL, filters=Filters(within_km=0.1), limit=9))
    assert farther.relaxed[0] == "There was too little within 1 mile, so we looked further away."


def test_a_reach_without_a_place_asks_for_nothing(search: Search) -> None:
    free = search.find(Query(needs=("money",)))
    assert free.total and search.find(Query(needs=("money",), filters=Filters(within_km=8.0))) == free


def test_a_price_that_has_ended_is_not_shown_on_the_next_day(
    place_for_search: Settings, tmp_path: Path
) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'other.db'}")
    Base.metadata.create_all(engine)
    opened, day = sessionmaker(engine, expire_on_commit=False), [datetime(2026, 3, 1, 12, tzinfo=UTC)]
    record = _record("club", "Chess club", "Chess for anyone.", needs=("activities",))
    ends = {"id": "c", "amount": 3, "option": "Session", "valid_to": "2026-03-01"}
    _fill(opened, [{**record, "cost_options": [ends]}])
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


def test_too_little_close_by_looks_around_before_it_looks_everywhere(search: Search) -> None:
    needs, close = ("mental_health", "bereavement"), Filters(within_km=2.0)
    found = search.find(Query(needs=needs, near=NEAR_YEOVIL, filters=close, limit=1))
    assert ([each.source_id for each in found.results], found.total) == (["talk"], 1)
    assert found.relaxed == ["There was too little within 1 mile, so we looked further away."]
    found = search.find(Query(needs=needs, near=NEAR_YEOVIL, filters=close, limit=2))
    assert {"talk", "grief"} <= {each.source_id for each in found.results}
    assert found.relaxed.count("There was too little within 1 mile, so we looked further away.") == 1
