"""One box finds the right person, however they are asked for; and says when there is nobody."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from directory.people import PeopleSearch
from tests.directory.people.conftest import SAMPLE, TakeIn, person

QUERIES = yaml.safe_load(Path(__file__).with_name("queries.yml").read_text())
FIRST, WITHIN_THREE, NOBODY = 0.88, 0.94, 0.7
"""Shares that are reached on the queries, less a little: of those who are named, and of those who are not."""


def names(search: PeopleSearch, text: str) -> list[str]:
    return [each.name for each in search.find(text).results]


@pytest.fixture
def few(take_in: TakeIn, search: PeopleSearch) -> PeopleSearch:
    take_in(
        {
            "people": [
                person(1, name="Jo Hartley", role="Parent and family support adviser", areas=["Bridgwater"],
                       schools=["Hillcrest Primary School"], public="yes", signed_off_on="2026-09-01"),
                person(2, name="Zofia Nowak", role="Family worker", areas=["Mendip"], languages=["Polish"],
                       absent_from="2026-11-16", absent_to="2026-11-27", deputy="p-1"),
                person(3, name="Amina Warsame", role="Family worker", areas=["Taunton"], languages=["Somali"],
                       specialisms=["hoarding"], needs=["housing"]),
            ],
            "teams": [{"id": "t-1", "name": "Yeovil family team", "areas": ["Yeovil"], "roles": ["Family worker"]}],
        }
    )  # fmt: skip
    return search


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("pfsa for hillcrest primary", "Jo Hartley"),
        ("jo hartly", "Jo Hartley"),
        ("somali speaking family worker", "Amina Warsame"),
        ("polish frome", "Zofia Nowak"),
        ("hoard", "Amina Warsame"),
        ("family worker tauntn", "Amina Warsame"),
        ("Hartley", "Jo Hartley"),
    ],
)
def test_whoever_is_meant_comes_first(few: PeopleSearch, typed: str, found: str) -> None:
    assert names(few, typed)[0] == found and not few.find(typed).nobody


def test_whoever_is_away_is_shown_with_who_stands_in(few: PeopleSearch) -> None:
    zofia = few.find("nowak").results[0]
    assert zofia.away is not None and (zofia.away.deputy, str(zofia.away.until)) == (
        "Jo Hartley",
        "2026-11-27",
    )
    assert few.find("hartley").results[0].away is None


def test_an_entry_that_nobody_signed_off_is_stale(few: PeopleSearch) -> None:
    assert few.find("nowak").results[0].stale and not few.find("hartley").results[0].stale


def test_where_nobody_covers_it_the_team_is_named(few: PeopleSearch) -> None:
    found = few.find("somali family worker yeovil")
    assert found.nobody and found.instead is not None and found.instead.name == "Yeovil family team"


def test_the_public_sees_only_who_is_public(few: PeopleSearch) -> None:
    assert [each.name for each in few.find("family", public_only=True).results] == ["Jo Hartley"]
    assert few.find("somali", public_only=True).results == []


@pytest.mark.parametrize("text", ["", "  ", "who is it", "?", "🙂", "x" * 5000])
def test_words_that_name_nothing_find_nothing(few: PeopleSearch, text: str) -> None:
    assert few.find(text).results == []


def test_a_change_is_found_at_once(take_in: TakeIn, search: PeopleSearch) -> None:
    take_in([person(1, name="Jo Hartley")])
    assert names(search, "hartley") == ["Jo Hartley"]
    take_in([person(1, name="Jo Lake")])
    assert names(search, "lake") == ["Jo Lake"] and names(search, "hartley") == []


def test_queries_of_professionals_find_whom_they_should(take_in: TakeIn, search: PeopleSearch) -> None:
    import json

    take_in(json.loads(SAMPLE.read_text(encoding="utf-8")))
    first, three, nobody = [], [], []
    wrong = defaultdict(list)
    for query in QUERIES:
        found = search.find(query["query"])
        ids = [each.id for each in found.results]
        if query["kind"] == "nobody":
            nobody.append(found.nobody)
            continue
        first.append(ids[:1] != [] and ids[0] in query["expect"])
        three.append(any(each in query["expect"] for each in ids[:3]))
        if not three[-1]:
            wrong[query["kind"]].append(query["query"])
    reached = (sum(first) / len(first), sum(three) / len(three), sum(nobody) / len(nobody))
    assert reached[0] >= FIRST and reached[1] >= WITHIN_THREE and reached[2] >= NOBODY, (reached, dict(wrong))
