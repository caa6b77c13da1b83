"""What a family reads must read at the age of nine."""

from __future__ import annotations

import re

import textstat

HARDEST_GRADE = 5.0
LONGEST_SENTENCE = 22


def assert_a_nine_year_old_could_read(words: str) -> None:
    """Each sentence is short, and twelve words or more are of a grade that a nine-year-old reads."""
    sentences = re.split(r"(?<=[.!?:])\s+", words)
    assert [each for each in sentences if len(each.split()) > LONGEST_SENTENCE] == []
    if len(words.split()) >= 12:
        assert textstat.automated_readability_index(words) <= HARDEST_GRADE
