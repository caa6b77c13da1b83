"""The words around an age that a message tells."""

from __future__ import annotations

import re

from language.years import Told

NEAR = 70
"""How many characters before or after an age still speak of it."""
_SENTENCE = re.compile(r"[.!?;](?!\d)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def words_before(text: str, each: Told) -> str:
    """The words of its sentence up to an age."""
    return _SENTENCE.split(text[max(0, each.start - NEAR) : each.start])[-1]


def number_end(text: str, each: Told) -> int:
    """Where the number of an age ends, before "year old" or another number of its list."""
    number = _NUMBER.match(text, each.start)
    return number.end() if number else each.end
