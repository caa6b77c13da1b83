"""Words as a document can hold them: XML and fonts know neither controls nor halves of letters."""

from __future__ import annotations

import re
import unicodedata

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]|[\ud800-\udfff]")


def without_unprintable(words: str) -> str:
    """The same words without what no document can hold; lines stay lines."""
    return _UNPRINTABLE.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))


def on_one_line(words: str) -> str:
    """The same words without what no document can hold, on one line."""
    return " ".join(without_unprintable(words).split())


def is_right_to_left(words: str) -> bool:
    """Whether the first letter of the words is of a script that runs from right to left."""
    sides = (unicodedata.bidirectional(letter) for letter in words)
    return next((side for side in sides if side in {"L", "R", "AL"}), "L") != "L"
