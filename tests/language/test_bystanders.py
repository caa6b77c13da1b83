"""Who stands beside somebody, or is fine, is not counted where another's age is told."""

from __future__ import annotations

import pytest

from language.ages import AgeRange, find_age

NOT_COUNTED_BESIDE = [
    ("hi my lad turned 7 last week and wont sleep, his sister whos 4 sleeps", 7, 7),
    ("he's 13 and his mates are 17, 18 and drive", 13, 13),
    ("her 4 year old brother sleeps but she is 9 and wont", 9, 9),
    ("my ex's new girlfriend, 23, smacked my 4 year old", 4, 4),
    ("shes 14 and has a boyfriend of 22", 14, 14),
    ("my daughters 4 but in a class with 5 year olds", 4, 4),
    ("my son is 12, daughter 9 is fine", 12, 12),
    ("not the 14 year old, the 10 year old, hes wetting the bed", 10, 10),
    ("I am 74 and my husband 79. Our grandson of 13 has stopped speaking", 13, 13),
    ("Grandad here, 70 next birthday. The lad's 10 and I can't keep up with him", 10, 10),
    ("Family worker. One of mine, he's 22, his little one is 8 months", 22, 22),
    ("a mum of 22 with a baby of 4 weeks, needs housing. Health visitor", 22, 22),
    ("Im 14 my mums bf is 45 and a creep", 14, 14),
    ("worried about her brother, he's 9", 9, 9),
    ("his mum is 17 and on her own", 17, 17),
    ("my 15 year old has a 17 year old boyfriend who hits her", 15, 15),
    ("im 12 and i have got a little sister whos 7, shes being bullied", 7, 7),
    ("my sister is 16 and pregnant, I'm 13", 16, 16),
]


@pytest.mark.parametrize(("text", "first", "last"), NOT_COUNTED_BESIDE)
def test_who_stands_beside_is_not_counted(text: str, first: float, last: float) -> None:
    assert find_age(text) == AgeRange(first, last)


def test_who_is_fine_counts_where_nobody_else_is_told_of() -> None:
    assert find_age("my son is 12, he's fine") == AgeRange(12, 12)


def test_an_age_told_again_of_a_brother_points_at_nobody() -> None:
    assert find_age("my kids are 12 and 9, the 12 year old brother hits") == AgeRange(9, 12)
