"""The public sees who is public, and cannot tell from anything else who is not."""

from __future__ import annotations

import pytest

from directory.people import PeopleSearch
from tests.directory.people.conftest import TakeIn, person


@pytest.fixture(autouse=True)
def taken(take_in: TakeIn) -> None:
    take_in(
        {
            "people": [
                person(1, name="Jo Hartley", areas=["Frome"], public="yes", absent_from="2026-11-01", deputy="p-2"),
                person(2, name="Chipo Moyo", areas=["Frome"], phone="07700 900123"),
                person(3, name="Sam Coombe", areas=["Frome"], public="yes", absent_from="2026-11-01", deputy="p-1"),
            ],
            "teams": [{"id": "p-1", "name": "Duty team", "areas": ["Frome"]}],
        }
    )  # fmt: skip


def test_whoever_stands_in_is_named_to_the_public_only_if_they_are_public(search: PeopleSearch) -> None:
    jo, sam = (search.find(name, public_only=True).results[0] for name in ("jo hartley", "sam coombe"))
    assert jo.away is not None and (jo.away.deputy, jo.away.deputy_id) == ("", "")
    assert sam.away is not None and sam.away.deputy == "Jo Hartley", "and not the team with the same key"
    staff = search.find("jo hartley").results[0]
    assert staff.away is not None and staff.away.deputy == "Chipo Moyo"


@pytest.mark.parametrize("typed", ["moyo", "chipo", "07700 900123", "0770"])
def test_a_name_or_number_that_is_not_public_is_as_good_as_none(search: PeopleSearch, typed: str) -> None:
    other = search.find("frome zzzz", public_only=True)
    with_it = search.find(f"frome {typed}", public_only=True)
    assert with_it.total == other.total and with_it.nobody == other.nobody
    assert search.find(typed, public_only=True).total == 0
    assert search.find(typed).total >= 1
    assert search.complete(typed, public_only=True) == []


@pytest.mark.parametrize("typed", ["health visitor penzance", "dentist frome", "health visitor dulverton"])
def test_a_place_or_job_that_nobody_has_is_said_to_be_covered_by_nobody(
    search: PeopleSearch, typed: str
) -> None:
    assert search.find(typed).nobody


def test_a_language_that_nobody_speaks_is_not_made_up_for_by_another(
    search: PeopleSearch, take_in: TakeIn
) -> None:
    polish = person(1, name="Ewa Nowak", role="Family worker", languages=["Polish"], public="yes")
    somali = person(2, name="Hodan Warsame", role="Family worker", languages=["Somali"])
    take_in({"people": [polish, somali]})
    assert search.find("somali speaking family worker", public_only=True).nobody
    assert [each.name for each in search.find("somali speaking family worker").results] == ["Hodan Warsame"]
    assert search.find("polish speaking family worker", public_only=True).total == 1


@pytest.mark.parametrize("typed", ["duty team frome", "frome", "who is there for frome? my baby is 4 months"])
def test_a_team_that_covers_it_is_an_answer_to_the_public(
    take_in: TakeIn, search: PeopleSearch, typed: str
) -> None:
    teams = [{"id": "t-1", "name": "Frome duty team", "areas": ["Frome"], "public": "yes"}]
    take_in({"people": [person(2, name="Chipo Moyo", areas=["Frome"])], "teams": teams})
    found = search.find(typed, public_only=True)
    assert not found.nobody and [each.name for each in found.results] == ["Frome duty team"]
