"""Numbers in words, and places in a list."""

from __future__ import annotations

import pytest

from language.numbers import find_number, find_position, with_digits


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("about a four i suppose", 4),
        ("7/10", 7),
        ("seven out of ten", 7),
        ("twenty-one", 21),
        ("3.5", 3.5),
        ("no idea", None),
    ],
)
def test_a_number_is_found_in_digits_or_words(text: str, number: float | None) -> None:
    assert find_number(text) == number


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the second one", 1), ("last one please", 2), ("number three", 2), ("3rd please", 2), ("2", 1), ("the middle one", 1),
        ("4th", None), ("i was there last week", None), ("hello", None),
    ],
)  # fmt: skip
def test_a_place_in_a_list_of_three_is_found(text: str, place: int | None) -> None:
    assert find_position(text, 3) == place


def test_the_last_of_nothing_is_nothing() -> None:
    assert find_position("the last one", 0) is None


def test_one_stays_a_word_where_it_only_points() -> None:
    assert with_digits("that one thing, not my one year old") == "that one thing, not my 1 year old"
    assert with_digits("im one of five") == "im one of 5"
    assert with_digits("twenty one and a half, in his fifties") == "21.5, in his 50s"
