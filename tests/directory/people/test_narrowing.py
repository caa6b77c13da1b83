"""Narrowing a list, completing what is typed, the list by area, one entry, and its card."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import vobject

from directory.people import PeopleSearch
from directory.people.vcard import as_vcard
from tests.directory.people.conftest import TakeIn, person

PEOPLE = [
    person(1, name="Jo Hartley", areas=["Frome"], agency="Council", languages=["Polish"], public=True),
    person(2, name="Sam Coombe", areas=["Mendip"], agency="NHS", needs=["money"]),
    person(3, name="Nell Hart", areas=["Yeovil"], agency="NHS", role="Midwife"),
    person(4, name="Ola Nowak", areas=["Somerset"], agency="Police", role="Police officer", public=True),
]
TEAMS = [
    {"id": "t-1", "name": "Frome visitors", "areas": ["Frome"], "roles": ["Health visitor"], "public": True}
]


@pytest.fixture(autouse=True)
def taken(take_in: TakeIn) -> None:
    take_in({"people": PEOPLE, "teams": TEAMS})


def names(search: PeopleSearch, text: str = "", **more: Any) -> list[str]:
    return sorted(each.name for each in search.find(text, **more).results)


def test_a_choice_without_words_lists_all_who_fit(search: PeopleSearch) -> None:
    assert names(search, chosen={"agency": "NHS"}) == ["Nell Hart", "Sam Coombe"]
    assert names(search, chosen={"agency": "NHS", "role": "Midwife"}) == ["Nell Hart"]
    assert names(search, chosen={"need": "money"}) == ["Sam Coombe"]
    assert names(search, chosen={"language": "Welsh"}) == []
    assert names(search) == []


def test_an_area_lists_those_of_its_district_and_of_all_somerset(search: PeopleSearch) -> None:
    assert names(search, chosen={"area": "Frome"}) == [
        "Frome visitors",
        "Jo Hartley",
        "Ola Nowak",
        "Sam Coombe",
    ]
    assert names(search, chosen={"area": "Frome"}, public_only=True) == [
        "Frome visitors",
        "Jo Hartley",
        "Ola Nowak",
    ]


def test_counts_are_of_all_that_was_found_and_not_of_one_page(search: PeopleSearch) -> None:
    found = search.find("health visitor", 1)
    assert (len(found.results), found.total) == (1, 3)
    assert dict(found.counts["agency"]) == {"Council": 1, "NHS": 1}
    assert dict(found.counts["role"])["Health visitor"] == 3
    second = search.find("health visitor", 1, offset=1)
    assert second.results[0].key != found.results[0].key


def test_a_choice_narrows_what_words_found(search: PeopleSearch) -> None:
    assert names(search, "health visitor", chosen={"agency": "NHS"}) == ["Sam Coombe"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("hea", "Health visitor"),
        ("visi", "Health visitor"),
        ("jo h", "Jo Hartley"),
        ("hart", "Nell Hart"),
        ("health visitor fro", "health visitor Frome"),
        ("poli", "Police officer"),
    ],
)
def test_what_is_begun_is_completed(search: PeopleSearch, typed: str, first: str) -> None:
    words = [each.words for each in search.complete(typed)]
    assert first in words[:2]


@pytest.mark.parametrize("typed", ["", "z", "zzz", "%", "health visitor zzz"])
def test_what_begins_nothing_completes_to_nothing(search: PeopleSearch, typed: str) -> None:
    assert search.complete(typed) == []


def test_names_that_are_not_public_are_not_offered_to_everybody(search: PeopleSearch) -> None:
    assert [each.words for each in search.complete("sam")] == ["Sam Coombe"]
    assert search.complete("sam", public_only=True) == []


def test_the_list_by_area_counts_each_town(search: PeopleSearch) -> None:
    mendip = dict(search.by_area()["Mendip"])
    assert (mendip["Frome"], mendip["Wells"]) == (4, 2)
    assert dict(search.by_area(public_only=True)["Mendip"])["Wells"] == 1


def test_one_entry_by_its_key_and_only_if_the_reader_may(search: PeopleSearch) -> None:
    sam = search.find("sam coombe").results[0]
    assert search.one(sam.key) is not None
    assert search.one(sam.key, public_only=True) is None
    assert search.one("no-such-key") is None


def test_the_card_of_a_person_is_read_by_an_address_book(search: PeopleSearch, take_in: TakeIn) -> None:
    take_in(
        [
            person(
                1,
                name="Jo O'Hartley, née Müller",
                email="jo@example.org",
                phone="01632 960001",
                agency="Council; North",
                team="Frome team",
                works="Mon to Thu",
                reach="Ring first.\nThen text",
                signed_off_on="2026-09-01",
            )
        ]
    )
    found = search.find("hartley").results[0]
    text = as_vcard(found, "https://help.example.org")
    card = vobject.readOne(text)
    assert card.fn.value == "Jo O'Hartley, née Müller"
    assert card.org.value == ["Council; North", "Frome team"]
    assert card.tel.value == "01632 960001"
    assert card.email.value == "jo@example.org"
    assert card.url.value == f"https://help.example.org/whos-who/{found.key}"
    assert card.note.value == "Mon to Thu. Ring first. Then text."
    assert card.rev.value == str(date(2026, 9, 1))
