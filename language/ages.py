"""The ages that a message tells, in decimal years: one, several children's, a range or a school year."""

from __future__ import annotations

import re
from dataclasses import dataclass

from language.normalising import tidy
from language.numbers import with_digits
from language.rules import load_rules

OLDEST = 120.0
"""The upper end of "16 and over"."""
_ADULT = 18


@dataclass(frozen=True)
class AgeRange:
    """From one age to another in decimal years; the same twice for one age."""

    from_: float
    to: float

    def as_json(self) -> dict[str, float | None]:
        """As `{"from", "to"}`, whole years as whole numbers; `to` is None where there is no upper end."""
        return {"from": _plain(self.from_), "to": None if self.to >= OLDEST else _plain(self.to)}


def _plain(years: float) -> float:
    return int(years) if years == int(years) else round(years, 2)


_POSTCODE = re.compile(
    r"\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b|\b(?:ta|ba|bs|ex|dt|sp)\d{1,2}(?:\s+\d(?![\d.]))?\b"
)
_NUMBERS_OF_OTHER_THINGS = re.compile(
    r"[£$€]\s*\d[\d,.]*|\b\d{1,2}[:.]\d{2}\s*(?:am|pm)?\b|\b\d{1,2}\s*(?:am|pm)\b|(?:\d[\s-]?){6,}|\b\d{4,}\b"
    r"|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b24/7\b"
)


_ONLY_AGES = re.compile(
    r"\W*(?:(?:about|around|nearly|almost|just|only|maybe|aged?|like)\s+)*\d{1,3}(?:\.\d)?"
    r"(?:(?:\s*(?:,|&|-|/|and|or|to|n)\s*)+\d{1,3}(?:\.\d)?){0,7}"
    r"\W*(?:years?|yrs?)?\W*(?:please|now|ish|i think|thanks)?\W*"
)


def _range(first: float, last: float) -> AgeRange:
    return AgeRange(min(first, last), max(first, last))


def _several(text: str) -> list[AgeRange]:
    return [_range(float(each), float(each)) for each in re.findall(r"\d{1,3}(?:\.\d{1,2})?", text)]


def _meant(match: re.Match[str], meaning: str) -> list[AgeRange]:
    numbers = [float(each) for each in match.groups() if each and re.fullmatch(r"\d+(?:\.\d+)?", each)]
    if meaning == "reception":
        return [AgeRange(4, 5)]
    if meaning == "sixth form":
        return [AgeRange(16, 18)]
    if meaning == "several":
        return _several(match.group(1))
    if meaning == "months":
        return [_range(each.from_ / 12, each.to / 12) for each in _several(match.group(1))]
    if meaning == "range":
        return [_range(numbers[0], numbers[1])]
    n = numbers[0]
    return [
        {
            "decade": AgeRange(n * 10, n * 10 + 9),
            "under": AgeRange(0, n),
            "over": AgeRange(n, OLDEST),
            "weeks": _range(n / 52, n / 52),
            "days": _range(n / 365, n / 365),
            "school year": AgeRange(n + 4, n + 5),
            "one": AgeRange(n, n),
        }[meaning]
    ]


def ages_in(text: str) -> list[AgeRange]:
    """Every age told in `text`, rule by rule."""
    left = with_digits(tidy(text[:4000]).lower())
    left = _NUMBERS_OF_OTHER_THINGS.sub(" # ", _POSTCODE.sub(" # ", left))
    found: list[AgeRange] = []
    for meaning, pattern in load_rules("ages"):
        for match in pattern.finditer(left):
            found.extend(each for each in _meant(match, meaning) if each.to <= 110 or each.to == OLDEST)
        left = pattern.sub(" # ", left)
    return found


def find_age(text: str, asked: bool = False) -> AgeRange | None:
    """The age that `text` tells, or None. Several children give the range from youngest to oldest.

    Where a child's age and an adult's are told, the child's counts. `asked` reads bare numbers too, such as
    "4 and 7", for an answer to a question about age.
    """
    found = ages_in(text)
    if not found and asked:
        bare = _ONLY_AGES.fullmatch(with_digits(tidy(text[:200]).lower()))
        if bare:
            found = [each for each in _several(bare.group(0)) if each.to <= 110]
    children = [each for each in found if each.from_ < _ADULT]
    counted = children or found
    if not counted:
        return None
    return AgeRange(round(min(each.from_ for each in counted), 2), round(max(each.to for each in counted), 2))
