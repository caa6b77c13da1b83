"""Who of several is meant: who is fine is not, and a child told of by trade comes before the parents."""

from __future__ import annotations

import pytest

from language.ages import AgeRange, find_age


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("i have a 7 year old and a 4 year old, the 4 year old is an angel", 7),
        ("I've a 9yo and a 13yo. The 9yo is fine", 13),
        ("6 and a 3 year old, the 3 year old sleeps fine, the 6 year old wont", 6),
        ("got 2 kids 8 and 5, its the 5 year old i cant settle", 5),
        ("14 y/o male, not attending. Mother 38, works nights", 14),
        ("14m. mum 41 has ms", 14),
    ],
)
def test_the_one_in_need_is_counted(text: str, age: float) -> None:
    assert find_age(text) == AgeRange(age, age)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("she turned 4 this week", 4, 4),
        ("my son 4 my daughter 7", 4, 7),
        ("he's nearly 4 my daughter is 7", 4, 7),
        ("just turned 2 see the health visitor", 2, 2),
    ],
)
def test_two_and_four_are_ages_beside_a_person(text: str, first: float, last: float) -> None:
    assert find_age(text) == AgeRange(first, last)


@pytest.mark.parametrize("text", ["looking 4 a club", "need help 4 my mum", "who do i ask 2 get a bed"])
def test_two_and_four_are_words_beside_a_wish(text: str) -> None:
    assert find_age(text) is None
