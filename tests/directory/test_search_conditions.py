"""What is asked of a service is kept to, or given up and said."""

from __future__ import annotations

from directory.search import Filters, Query, Search
from language.ages import AgeRange
from tests.directory.searching import NEAR_YEOVIL, found_by


def test_ages_that_do_not_overlap_are_left_out(search: Search) -> None:
    assert "tots" not in found_by(search, "group", age=AgeRange(40, 40), limit=2)
    assert "youth" in found_by(search, "youth club", age=AgeRange(17.5, 17.5))
    assert "youth" in found_by(search, "club for my 12 year old")


def test_giving_up_the_age_is_said(search: Search) -> None:
    results = search.find(Query(text="youth club", age=AgeRange(70, 70)))
    assert "youth" in [each.source_id for each in results.results]
    assert any("age" in sentence for sentence in results.relaxed)


def test_only_free_help_is_shown_when_asked(search: Search) -> None:
    assert "debt" not in found_by(search, needs=("money",), filters=Filters(free=True))[:2]


def test_giving_up_free_is_said(search: Search) -> None:
    results = search.find(Query(text="swimming lessons", filters=Filters(free=True)))
    assert results.results[0].source_id == "swim"
    assert any("free" in sentence for sentence in results.relaxed)


def test_excluded_services_never_come_back(search: Search) -> None:
    first = search.find(Query(text="food bank")).results[0]
    again = search.find(Query(text="food bank", filters=Filters(excluded=(first.id,))))
    assert first.id not in [each.id for each in again.results]


def test_weekends_and_online_are_conditions(search: Search) -> None:
    assert found_by(search, "something for autistic kids", filters=Filters(weekends=True))[0] == "autism"
    assert found_by(search, "someone to talk to", filters=Filters(online=True))[0] == "talk"


def test_a_need_that_is_given_must_be_met(search: Search) -> None:
    results = search.find(Query(needs=("money",), near=NEAR_YEOVIL))
    assert {each.source_id for each in results.results} == {"larder", "larder-y", "debt"}
    assert results.relaxed == ["There was too little within 20 miles, so we looked further away."]


def test_a_need_nobody_meets_is_given_up_and_said(search: Search) -> None:
    results = search.find(Query(text="swimming", needs=("private_fostering",)))
    assert results.results
    assert any("need" in sentence for sentence in results.relaxed)


def test_closer_leaves_out_what_is_farther_and_what_has_no_place(search: Search) -> None:
    near = search.find(Query(needs=("money",), near=NEAR_YEOVIL, filters=Filters(within_km=5.0), limit=1))
    assert all(each.distance_km is not None and each.distance_km <= 5 for each in near.results)
    assert near.relaxed == []
    farther = search.find(Query(needs=("money",), near=NEAR_YEOVIL, filters=Filters(within_km=0.1), limit=9))
    assert farther.relaxed[0] == "There was too little within 1 mile, so we looked further away."


def test_a_reach_without_a_place_asks_for_nothing(search: Search) -> None:
    free = search.find(Query(needs=("money",)))
    assert free.total and search.find(Query(needs=("money",), filters=Filters(within_km=8.0))) == free


def test_too_little_close_by_looks_around_before_it_looks_everywhere(search: Search) -> None:
    needs, close = ("mental_health", "bereavement"), Filters(within_km=2.0)
    found = search.find(Query(needs=needs, near=NEAR_YEOVIL, filters=close, limit=1))
    assert ([each.source_id for each in found.results], found.total) == (["talk"], 1)
    assert found.relaxed == ["There was too little within 1 mile, so we looked further away."]
    found = search.find(Query(needs=needs, near=NEAR_YEOVIL, filters=close, limit=2))
    assert {"talk", "grief"} <= {each.source_id for each in found.results}
    assert found.relaxed.count("There was too little within 1 mile, so we looked further away.") == 1
