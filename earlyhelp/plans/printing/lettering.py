"""Which letters the font of the paper has, and what stands in for those that it lacks."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from earlyhelp.printable import without_unprintable

FONTS = Path(__file__).parent / "fonts"
"""DejaVu Sans, as matplotlib brings it; its licence stands beside it."""
MISSING = "□"
_FIRST_FLAG, _LAST_FLAG = 0x1F1E6, 0x1F1FF
_UNSEEN = ("VARIATION SELECTOR", "EMOJI MODIFIER", "COMBINING ENCLOSING")
"""What only changes the look of the picture before it, such as the colour of a skin."""


@cache
def known_letters() -> frozenset[int]:
    """The code points that the font has, both plain and bold."""
    plain, bold = (TTFont(FONTS / f"DejaVuSans{face}.ttf", lazy=True) for face in ("", "-Bold"))
    return frozenset(plain.getBestCmap()) & frozenset(bold.getBestCmap())


def in_known_letters(words: str) -> str:
    """The same words in letters that the font has.

    A picture that it lacks is said by its name, such as `(party popper)`; a letter that it lacks is MISSING.
    """
    known = known_letters()
    tidy = without_unprintable(words).replace("\t", " ")
    return "".join(letter if letter == "\n" or ord(letter) in known else _stand_in(letter) for letter in tidy)


def _stand_in(letter: str) -> str:
    if _FIRST_FLAG <= ord(letter) <= _LAST_FLAG:
        return chr(ord("A") + ord(letter) - _FIRST_FLAG)
    kind, name = unicodedata.category(letter), unicodedata.name(letter, "")
    if kind in {"Cc", "Cf"} or name.startswith(_UNSEEN):
        return ""
    return f"({name.lower()})" if kind == "So" and name else MISSING
