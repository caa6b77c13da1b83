"""Every age that a text tells, in decimal years: one, several children's, a range or a school year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from core.clock import utc_now
from language.births import births_in
from language.normalising import tidy
from language.numbers import with_digits
from language.rules import load_rules
from language.writers import is_nearly, is_now, is_own

OLDEST = 120.0
"""The upper end of "16 and over"."""


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
    r"[£$€]\s*\d[\d,.]*|\b\d{1,2}[:.][0-5]\d\s*(?:am|pm)?\b|\b\d{1,2}\s*(?:am|pm)\b|(?:\d[\s-]?){6,}|\b\d{4,}\b"
    r"|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b24/7\b"
    r"|\b(?:due|on|by|born|since|until|till|before|after) \d{1,2}/\d{1,2}\b"
    r"|\b\d{1,2}\s*(?:ft|foot|feet)\b(?:\s*\d{1,2}\b(?! ?(?:year|yr|y/?o)))?(?:\s*in(?:ch(?:es)?)?\b)?"
    r"|\b\d{1,3}\s*(?:degrees|deg\b|celsius|°)"
)
_LABELS = re.compile(r"(?:(?<=\bkid )|(?<=\bchild )|(?<=\bboy ))\d(?= (?:is|was|has|i|who|needs)\b)")
_SMALL_GROUPS = re.compile(
    r"\b((?:under|over)[ -](?:the )?(?:two|three|four|five|six|seven|eight|ten|eleven|twelve|sixteen))e?s\b"
)
_CORRECTED = re.compile(r"\b\d{1,2},? (?:(?:no|sorry|wait|i mean|actually|make it)\b[, ]*)+(?=\d{1,2}\b)")
"""An age that is taken back: "8, no sorry 9"."""

_UNITS = r"weeks?|wks?|months?|mths?|days?|hours?|hrs?|times|miles|quid|pounds"
_WAITING = re.compile(
    r"\b(?:wait\w*|answer\w*|repl(?:y|ied)|heard|list|since|ago|arrears|behind|notice|gone)\b"
)
"""What a text is about where a number of months that stands alone is no age."""


def _range(first: float, last: float) -> AgeRange:
    return AgeRange(min(first, last), max(first, last))


def _several(text: str) -> list[AgeRange]:
    return [_range(float(each), float(each)) for each in re.findall(r"\d{1,3}(?:\.\d{1,2})?", text)]


def _first(match: re.Match[str]) -> int:
    """The first group that holds something; 0, which is the whole, where none does."""
    return next((at for at, each in enumerate(match.groups(), 1) if each), 0)


def _meant(match: re.Match[str], meaning: str) -> list[AgeRange]:
    if meaning == "no age":
        return []
    numbers = [float(each) for each in match.groups() if each and re.fullmatch(r"\d+(?:\.\d+)?", each)]
    if meaning == "reception":
        return [AgeRange(4, 5)]
    if meaning == "school years":
        return [AgeRange(each + 4, each + 5) for each in numbers]
    if meaning == "sixth form":
        return [AgeRange(16, 18)]
    if meaning == "several":
        return _several(match[_first(match)])
    if meaning.startswith("months"):
        return [_range(each.from_ / 12, each.to / 12) for each in _several(match[_first(match)])]
    if meaning == "range":
        return [_range(numbers[0], numbers[1])]
    if meaning == "years and months":
        return [AgeRange(numbers[0] + numbers[1] / 12, numbers[0] + numbers[1] / 12)]
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
            "own": AgeRange(n, n),
            "next birthday": AgeRange(max(n - 1, 0), max(n - 1, 0)),
            "alone": AgeRange(n, n),
        }[meaning]
    ]


@dataclass(frozen=True)
class Told:
    """An age, where in `plain(text)` it was told (characters), and whether the writer tells their own.

    `now` is false of an age that the writer had once or will have; `nearly` is true of one not reached yet.
    """

    age: AgeRange
    start: int
    end: int
    own: bool
    now: bool
    nearly: bool = False


def plain(text: str) -> str:
    """`text` in small letters with numbers as digits, as ages are read in it."""
    small = re.sub(r"(?:\ba |^)(year|month|week)(?= old| and a half)", r"1 \1", tidy(text[:4000]).lower())
    small = re.sub(r"\b(\w+) (years?|months?) and (?:a )?half\b", r"\1 and a half \2", small)
    small = re.sub(r"\b(\d{1,2})(?=(?:nearly|almost|going|nd|and|but)\b|(?:nearly|almost)\d)", r"\1 ", small)
    small = re.sub(r"\b(nearly|almost)(?=\d)", r"\1 ", small)
    small = re.sub(r"\ba (?=year and \w+ months\b)", "1 ", small).replace(" for years old", " 4 years old")
    return _CORRECTED.sub("", with_digits(_SMALL_GROUPS.sub(r"\1's", small)))


def ages_in(text: str, today: date | None = None) -> list[Told]:
    """Every age told in `text`, in the order of telling; births are reckoned to `today`, if not to now."""
    left = small = plain(text)
    found = []
    for birth in births_in(small, today or utc_now().date()):
        if birth.ages:
            found.append(Told(AgeRange(*birth.ages), birth.start, birth.end, birth.own, now=True))
        left = left[: birth.start] + "#".center(birth.end - birth.start) + left[birth.end :]
    for other in (_LABELS, _POSTCODE, _NUMBERS_OF_OTHER_THINGS):
        left = other.sub(_blank, left)
    for meaning, pattern in load_rules("ages"):
        matches = list(pattern.finditer(left))
        for match in matches:
            if (meaning == "alone" and _is_counted(small, match)) or (
                meaning == "months alone" and _WAITING.search(small)
            ):
                continue
            found.extend(
                _told(left, match, meaning, each)
                for each in _meant(match, meaning)
                if each.to <= 110 or each.to == OLDEST
            )
        left = pattern.sub(_blank, left) if matches else left
    return sorted(_without_echoes(found), key=lambda each: each.start)


def _told(text: str, match: re.Match[str], meaning: str, age: AgeRange) -> Told:
    number = match.span(_first(match))
    own = is_own(text, match.start(), number, meaning, (age.from_, age.to))
    before = text[: number[0]]
    exact = age.from_ == age.to
    return Told(age, number[0], match.end(), own, is_now(before), exact and is_nearly(before))


def _is_counted(text: str, match: re.Match[str]) -> bool:
    """Whether a number that stands alone repeats a number of something: "waited 70 weeks. Seventy!"."""
    number = match[_first(match)]
    return bool(re.search(rf"\b{number} (?:{_UNITS})\b", text))


def _without_echoes(found: list[Told]) -> list[Told]:
    """Without the school year of a child whose age is told as well: "13, she's in year 8"."""
    exact = {each.age.from_ for each in found if each.age.from_ == each.age.to}
    return [
        each
        for each in found
        if each.age.to - each.age.from_ != 1 or not exact & {each.age.from_, each.age.to}
    ]


def _blank(match: re.Match[str]) -> str:
    """As long as what it stands for, so that later finds keep their places."""
    return "#".center(len(match[0]))
