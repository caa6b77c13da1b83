"""Searching a small directory from end to end, with the real encoder and a need hearing trained on the needs alone."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.search import Query, Search
from tests.directory.searching import NEAR_TAUNTON, NEAR_YEOVIL, found_by


def test_families_words_find_what_services_call_it(search: Search) -> None:
    assert found_by(search, "skint til friday")[0] in {"larder", "larder-y"}
    assert found_by(search, "bailiffs keep knocking")[0] == "debt"
    assert found_by(search, "my nan died and the kids are in bits")[0] == "grief"


def test_misspelt_words_are_mended(search: Search) -> None:
    assert set(found_by(search, "fod bank")[:2]) == {"larder", "larder-y"}
    assert found_by(search, "swiming lessens")[0] == "swim"
    assert found_by(search, "todler groop")[0] == "tots"


def test_a_place_in_the_words_brings_the_near_ones_first(search: Search) -> None:
    results = search.find(Query(text="food bank in yeovil"))
    assert results.near is not None
    assert results.near.name == "Yeovil"
    assert results.results[0].source_id == "larder-y"
    assert results.results[0].distance_km == 0.0


def test_a_place_that_is_given_wins_over_one_in_the_words(search: Search) -> None:
    assert found_by(search, "food bank in yeovil", near=NEAR_TAUNTON)[0] == "larder"


def test_help_by_phone_is_neither_lost_nor_first_where_help_is_near(search: Search) -> None:
    assert "talk" in found_by(search, "feeling low and anxious", near=NEAR_YEOVIL)


def test_why_is_made_of_facts(search: Search) -> None:
    first = search.find(Query(text="food bank", near=NEAR_TAUNTON)).results[0]
    assert first.why == "For money, bills and food. In Taunton, less than a mile away. Free."


@pytest.mark.parametrize("nonsense", ["asdfgh qwerzx", "🙂🙂", "?!", "zzzzzz" * 100])
def test_nonsense_says_so_and_still_shows_something(search: Search, nonsense: str) -> None:
    results = search.find(Query(text=nonsense))
    assert results.relaxed[0].startswith("We could not find")


def test_danger_is_passed_on_with_the_results(search: Search) -> None:
    assert search.find(Query(text="i want to kill myself")).disclosure.level != "none"
    assert search.find(Query(text="swimming lessons")).disclosure.level == "none"


def test_closed_services_are_not_shown(search: Search) -> None:
    assert "closed" not in found_by(search, "closed food bank", limit=50)


def test_pages_follow_each_other_without_repeats(search: Search) -> None:
    whole = found_by(search, "group", limit=6)
    pages = [found_by(search, "group", limit=2, offset=start) for start in (0, 2, 4)]
    assert [each for page in pages for each in page][: len(whole)] == whole


def test_the_facts_are_the_agreed_ones(search: Search) -> None:
    facts = search.find(Query(text="youth club")).results[0].as_json()
    assert list(facts) == [
        "id", "source_id", "name", "organisation", "summary", "needs", "distance_km", "ages", "cost", "phone",
        "email", "url", "why",
    ]  # fmt: skip
    assert (facts["ages"], facts["source_id"]) == ("11 to 17", "youth")


@given(st.text(max_size=200))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_text_breaks_a_search(search: Search, text: str) -> None:
    results = search.find(Query(text=text, limit=5))
    assert len(results.results) <= 5
