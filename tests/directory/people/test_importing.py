"""Importing a who's-who again changes only what the file changed, and says so row by row."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from directory.people import PeopleFileError
from directory.people.importing import people_version
from directory.people.model import Coverage, Person
from tests.core.conftest import Store
from tests.directory.people.conftest import TakeIn, person


def counted(store: Store) -> tuple[int, int]:
    with store.sessions() as session:
        people = session.scalar(select(func.count()).select_from(Person)) or 0
        return people, session.scalar(select(func.count()).select_from(Coverage)) or 0


def test_the_same_file_again_changes_nothing(take_in: TakeIn, store: Store) -> None:
    rows = [person(1, areas=["Frome", "Wells"]), person(2, languages=["Polish"])]
    first, again = take_in(rows), take_in(rows)
    assert (first.taken, again.unchanged, again.taken, again.changed) == (2, 2, 0, 0)
    assert counted(store) == (2, 3) and again.version == first.version
    with store.sessions() as session:
        assert people_version(session) == first.version


def test_a_change_of_a_word_or_of_what_they_cover_is_a_change(take_in: TakeIn, store: Store) -> None:
    take_in([person(1, areas=["Frome"]), person(2)])
    report = take_in([person(1, areas=["Wells"]), person(2, phone="01632 960123")])
    assert (report.changed, report.unchanged) == (2, 0) and counted(store) == (2, 1)


def test_whoever_is_gone_from_the_file_goes_and_takes_what_they_covered(
    take_in: TakeIn, store: Store
) -> None:
    take_in([person(1, areas=["Frome"]), person(2)])
    report = take_in([person(2)])
    assert report.removed == 1 and counted(store) == (1, 0)


def test_a_row_that_cannot_be_read_keeps_what_stood_there(take_in: TakeIn, store: Store) -> None:
    take_in([person(1), person(2)])
    report = take_in([person(1), person(2, absent_from="soon")])
    assert (report.unchanged, report.skipped, report.removed) == (1, 1, 0) and counted(store)[0] == 2


def test_a_file_of_people_takes_no_team_away_and_a_key_counts_once(take_in: TakeIn) -> None:
    take_in({"people": [person(1)], "teams": [{"id": "t-1", "name": "Frome team"}]})
    report = take_in([person(1), person(1, name="Another")])
    assert (report.unchanged, report.skipped, report.removed) == (1, 1, 0)
    assert "twice" in report.rows[1].notes[0]


def test_a_deputy_who_is_nobody_is_told(take_in: TakeIn) -> None:
    report = take_in([person(1, deputy="p-9"), person(2, deputy="p-1")])
    assert [row.notes for row in report.rows] == [("The deputy is nobody in this file.",), ()]


def test_a_file_that_would_take_out_most_people_is_asked_about(take_in: TakeIn, store: Store) -> None:
    take_in([person(number) for number in range(20)])
    with pytest.raises(PeopleFileError, match=r"take out 19 of 20 \(person\)"):
        take_in([person(1)])
    assert counted(store)[0] == 20


def test_nobody_goes_where_a_row_without_a_key_could_not_be_read(take_in: TakeIn, store: Store) -> None:
    take_in([person(1), person(2)])
    report = take_in([person(1), {"name": "", "role": "Midwife"}])
    assert (report.removed, report.skipped) == (0, 1)
    assert counted(store)[0] == 2


@pytest.mark.parametrize("odd", [{"phone": {"a": 1}}, {"reach": "x" * 3000}, {"name": "x" * 3000}])
def test_one_odd_row_leaves_the_others(take_in: TakeIn, odd: dict[str, object]) -> None:
    report = take_in([person(1), person(2, **odd)])
    assert (report.taken, report.skipped) == (1, 1)


def test_a_list_with_new_keys_does_not_take_the_place_of_the_old_one(take_in: TakeIn, store: Store) -> None:
    take_in([person(number) for number in range(20)])
    with pytest.raises(PeopleFileError, match=r"take out 20 of 20 \(person\)"):
        take_in([person(number) for number in range(100, 120)])
    assert counted(store)[0] == 20


def test_what_was_changed_here_before_a_file_was_kept_stays(take_in: TakeIn, store: Store) -> None:
    take_in([person(1, phone="01632 960001")])
    with store.sessions.begin() as session:
        row = session.scalars(select(Person)).one()
        row.phone, row.file_row = "01632 960999", ""
    assert "stays as it stands" in " ".join(take_in([person(1, phone="01632 960001")]).rows[0].notes)
    take_in([person(1, phone="01632 960001", works="Mon")])
    with store.sessions() as session:
        row = session.scalars(select(Person)).one()
        assert (row.phone, row.works) == ("01632 960999", "Mon")
