"""A place on a scale from 0 to 10, as people say it: "4", "about a four", "between 3 and 4", "six of ten"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from language.normalising import tidy
from language.numbers import with_digits

LOWEST, HIGHEST = 0, 10

_NONE = r"\b(?:nought|naught|nil|zilch|nowt|zip)\b"
_OUT_OF = r"(?: ?/ ?| out of (?:a )?| of )10\b"
_NUMBER = r"(?<![\w.,:£$/-])-?\d+(?:\.\d+)?(?!\w|[:%]|\.\d| ?/ ?\d)"
_RANGE = re.compile(
    rf"({_NUMBER}) ?(?:to|or|and|n|maybe|but (?:more|less) like|going on(?: for)?) ?(?:a |an )?(?={_NUMBER})",
)
_NOT_A_PLACE = re.compile(
    r"\b\d+(?:\.\d+)? ?(?:am|pm|o'?clock|years?|yrs?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?|"
    r"kids|children|times|pounds|quid|p|miles)\b|£ ?\d+|\byear \d+\b"
    r"|\b(?:i'?m|i am) \d+ (?:years|and my|now)\b"
)
_ONE = re.compile(
    r"(?:^|\b(?:a|an|about|around|like|say|is|its|it's|probably|maybe|only|between|to|or|and|number|i'm|im|at|"
    r"on|give it|score|from|than|just|almost|nearly|over|under|still|now|today) )\bone\b(?! (?:thing|of|day|"
    r"more|minute|another|who|that|person|time|step)\b)"
)
_LOW_WORDS = re.compile(r"\b(?:rock bottom|the bottom|lowest|as low as it (?:goes|gets))\b")
_NEARLY = re.compile(
    r"\b(?:almost|all ?most|nearly|near|close to|not quite)(?: at| on)? the (?:top|bottom)\b"
)
_POINTS = re.compile(
    r"\b(?:the|that|this|my|your) (?:first|second|third|last) (?:one|1)\b|\b(?:this|that|the) 1\b"
)
"""An order, and no place: `tell me about the first one`."""
_TOP_WORDS = re.compile(
    r"\b(?:the top|top marks|highest|full marks|couldn'?t be better|as good as it gets)\b"
)


@dataclass(frozen=True)
class Score:
    """A place from 0 to 10, or anywhere between two places; `low` is at most `high`."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        """The place itself, or the one halfway."""
        return (self.low + self.high) / 2

    @property
    def words(self) -> str:
        """Such as `4`, `3.5` or `3 to 4`."""
        return f"{self.low:g}" if self.low == self.high else f"{self.low:g} to {self.high:g}"


def read_score(text: str, faces: Mapping[str, int]) -> Score | None:
    """The place that these words say, or that one of the `faces` stands for; None if they say none, or two.

    Nothing is guessed: a number beyond the scale, or two that are no range, is asked about again.
    """
    shown = {faces[face] for face in faces if face in text}
    said = _plain(text)
    found = [float(number) for number in re.findall(_NUMBER, said)]
    if not found and len(shown) == 1:
        return _score(*shown)
    if not found:
        return _in_words(said)
    if len(found) == 2 and _RANGE.search(said):
        return _score(min(found), max(found))
    return _score(found[0]) if len(set(found)) == 1 else None


def _plain(text: str) -> str:
    said = tidy(text).lower()
    said = _ONE.sub(lambda match: f"{match[0][:-3]}1", said)
    said = re.sub(_NONE, "0", with_digits(said))
    said = re.sub(rf"(\d){_OUT_OF}", r"\1", said)
    said = re.sub(r"(?<![\d.])(\d{1,2}) ?- ?(?=\d)", r"\1 to ", said)
    said = re.sub(r"(\d)[ -]?ish\b", r"\1", said)
    return _POINTS.sub(" ", _NOT_A_PLACE.sub(" ", said))


def _in_words(said: str) -> Score | None:
    low, high = _LOW_WORDS.search(said), _TOP_WORDS.search(said)
    if _NEARLY.search(said):
        return None
    if low and not high:
        return _score(LOWEST)
    return _score(HIGHEST) if high and not low else None


def _score(low: float, high: float | None = None) -> Score | None:
    top = low if high is None else high
    return Score(low, top) if LOWEST <= low <= top <= HIGHEST else None
