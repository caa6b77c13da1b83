"""Ages told by a birth, reckoned to the day of writing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.ages import AgeRange, find_age, own_age
from language.births import births_in

TODAY = date(2026, 11, 22)
BORN = [
    ("My son, born 2015, has no school place", 10, 11),
    ("my daughter was born december 2013", 12, 12),
    ("My son, dob 03/02/2012, has been excluded", 14, 14),
    ("dob 23/11/2012", 13, 13),
    ("date of birth 11/2/2015", 11, 11),
    ("my mum was born in 1941", 84, 85),
    ("my baby born in June this year, no family here", 0.42, 0.42),
    ("my baby was born in september", 0.17, 0.17),
    ("baby born 3 weeks ago and my little one wont feed", 0.06, 0.06),
    ("Our lad was born in 2009 and leaves care soon", 16, 17),
    ("i was born in 2009 and i need help", 16, 17),
    ("he was born in 2015, he's 10, and wont go in", 10, 10),
    ("daughter born 5th may 2018", 8, 8),
]
LISTED = [
    ("my kids were born in 2014 and 2017", 8, 12),
    ("two boys born 2014, 2017 and 2020", 5, 12),
    ("my girls were born in march 2014 and june 2017", 9, 12),
    ("kids dob 03/02/2012 and 05/06/2015", 11, 14),
    ("dobs 2012-02-03, 2015-06-05", 11, 14),
    ("one was born in 2014, the other in 2017", 8, 12),
    ("i was born in 1980 and my son in 2014", 11, 12),
    ("born in 2014 and in 2017 we moved here", 11, 12),
    ("born in 2014, 2017 was when we moved", 11, 12),
]
WRITTEN = [
    ("dob 2014-03-09", 12, 12),
    ("my son (dob 2014-12-9) wont go to school", 11, 11),
    ("DOB: 2014/03/09, excluded", 12, 12),
    ("dob 12/2014", 11, 11),
    ("dob 1/1/45", 81, 81),
    ("born '14", 11, 12),
]
NO_AGE = [
    "dob 00/03/2014",
    "dob 03/00/2014",
    "dob 00/00/00",
    "dob 2014-00-09",
    "dob 2014-03-00",
    "dob 2014-13-09",
    "dob 31/02/2014",
    "born on the 0 march 2014",
    "dob 01/12/26",
    "dob 13/03/27",
    "my son, dob 03/02/30",
    "born in '29",
    "born in december 2026",
    "born in 2030",
]


@pytest.mark.parametrize(("text", "first", "last"), BORN + WRITTEN)
def test_a_birth_tells_the_age_on_the_day_of_writing(text: str, first: float, last: float) -> None:
    assert find_age(text, today=TODAY) == AgeRange(first, last)


@pytest.mark.parametrize(("text", "first", "last"), LISTED)
def test_every_birth_of_a_list_is_told(text: str, first: float, last: float) -> None:
    assert find_age(text, today=TODAY) == AgeRange(first, last)


@pytest.mark.parametrize("text", NO_AGE)
def test_a_day_that_cannot_be_or_is_to_come_tells_no_age(text: str) -> None:
    assert find_age(text, today=TODAY) is None


def test_only_the_first_birth_of_a_list_is_the_writers() -> None:
    assert [each.own for each in births_in("i was born in 2009 and my brother in 2014", TODAY)] == [
        True,
        False,
    ]
    assert own_age("my kids were born in 2014 and 2017") is None


def test_an_age_by_birth_grows_with_the_day() -> None:
    assert find_age("dob 03/02/2012", today=date(2027, 2, 2)) == AgeRange(14, 14)
    assert find_age("dob 03/02/2012", today=date(2027, 2, 3)) == AgeRange(15, 15)


@given(
    st.lists(st.integers(0, 2100), min_size=1, max_size=6),
    st.sampled_from("/-. "),
    st.dates(date(2020, 1, 1)),
)
def test_no_date_makes_anybody_younger_than_nothing(numbers: list[int], mark: str, today: date) -> None:
    for birth in births_in(f"born {mark.join(map(str, numbers))} and {numbers[0]}", today):
        assert birth.ages is None or 0 <= birth.ages[0] <= birth.ages[1] <= 111
