"""The writer's own age: told whoever the help is for, and when it is the one that counts."""

from __future__ import annotations

import pytest

from language.ages import AgeRange, find_age, own_age


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("can you help my mum im only 13 and she is ill", 13, 13),
        ("I'm 14 and my brother is 9", 14, 14),
        ("my mum is 40 and i'm 12", 12, 12),
        ("i was 15 when my mum left, im 32 now", 32, 32),
        ("i am 41 my son is 9", 41, 41),
        ("im in year 9 and my dad drinks", 13, 14),
        ("im under 18", 0, 18),
        ("im nearly 18 and in care", 17, 18),
        ("i'm almost 18, kicked out", 17, 18),
        ("im 16 going on 17", 16, 16),
        ("i just turned 18", 18, 18),
    ],
)
def test_the_own_age_is_told_whoever_the_help_is_for(text: str, first: float, last: float) -> None:
    assert own_age(text) == AgeRange(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "my son is 9",
        "i was 15 when my mum left",
        "ill be 16 in may and my nan needs help",
        "im 5 months pregnant",
        "im 10 minutes away",
        "im a mum of 3",
        "14",
        "72yrs, lives alone",
        "F, 14yrs, low mood",
    ],
)
def test_other_ages_are_not_the_writers_own(text: str) -> None:
    assert own_age(text) is None


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("im 14 and mum cant get up most days", 14),
        ("i'm 15, my brother has adhd and it all lands on me", 15),
        ("im nearly 18 and mum cant get up most days", 18),
        ("I'm 41 and my son won't go to school", None),
    ],
)
def test_a_young_writer_who_tells_no_other_age_is_one_of_those_in_need(text: str, age: float | None) -> None:
    found = find_age(text)
    assert (found.from_ if found else None) == age
