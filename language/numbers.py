"""Numbers as people write them: in digits, in words, halves, and places in a list ("the second one")."""

from __future__ import annotations

import re

from language.normalising import tidy

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70}
_TENS |= {"eighty": 80, "ninety": 90}
_VALUES = {word: at for at, word in enumerate(_UNITS)} | _TENS
_VALUES |= {
    "elevn": 11, "twelth": 12, "twelv": 12, "thirten": 13, "therteen": 13, "thurteen": 13, "fourten": 14,
    "forteen": 14, "fiften": 15, "fiveteen": 15, "sixten": 16, "seventen": 17, "sevnteen": 17,
    "eightteen": 18, "nineten": 19,
}  # fmt: skip
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "top": 1,
}  # fmt: skip
_BIRTHDAYS = {f"{word}th": at for at, word in enumerate(_UNITS)} | _ORDINALS | {"twelfth": 12}
_BIRTHDAY = re.compile(rf"\b({'|'.join(_BIRTHDAYS)})(?= (?:birthday|bday)\b)", re.IGNORECASE)
_DECADES = {
    "twenties": "20s", "thirties": "30s", "forties": "40s", "fifties": "50s", "sixties": "60s",
    "seventies": "70s", "eighties": "80s", "nineties": "90s",
}  # fmt: skip
_DECADE = re.compile(rf"\b(?:{'|'.join(_DECADES)})\b", re.IGNORECASE)
_SMALL = "one|two|three|four|five|six|seven|eight|nine"
_HALF = r"(?: (?:and|n|an) (?:an? )?(?:half|1[/⁄]2|½|h?arf)|½| ?1[/⁄]2(?![\d/])| half)"
_THREE_QUARTERS = r" (?:and|n) (?:three|3)[ -]quar?ters"
_WORD = re.compile(
    rf"\b(?:({'|'.join(_TENS)})[ -]({_SMALL})|({'|'.join(sorted(_VALUES, key=len, reverse=True))}))\b",
    re.IGNORECASE,
)
_ONE_STAYS = re.compile(
    r"(?<!ty[ -])\bone\b(?!(?:[ -]?(?:and a half|years?|yrs?|months?|weeks?)\b|\s*[,.)]|\s*$"
    rf"| and (?:\d|a half|{_SMALL})| or \w+ (?:year|month)))"
    r"|\b(?:little|young|youngest|younger|older|oldest|eldest|big|other|this|that|each|every|any|no|loved)"
    r" one\b",
    re.IGNORECASE,
)


def _value(match: re.Match[str]) -> str:
    tens, unit, single = match.groups()
    number = _TENS[tens.lower()] + _VALUES[unit.lower()] if tens else _VALUES[single.lower()]
    return str(number)


def with_digits(text: str) -> str:
    """`text` with number words as digits and halves as .5; "one" stays where it only points at something."""
    kept = _ONE_STAYS.sub(lambda found: f"{found[0][:-3]}\x00", text)
    kept = _BIRTHDAY.sub(lambda found: f"{_BIRTHDAYS[found[1].lower()]}th", kept)
    digits = _DECADE.sub(lambda found: _DECADES[found[0].lower()], kept)
    digits = _WORD.sub(_value, digits).replace("\x00", "one")
    digits = re.sub(rf"\b(\d{{1,2}}){_THREE_QUARTERS}", r"\1.75", digits)
    return re.sub(rf"\b(\d{{1,2}}){_HALF}", r"\1.5", digits)


def find_number(text: str) -> float | None:
    """The first number in `text`, in digits or words, such as 4 in "about a four i suppose"."""
    counted = re.sub(rf"\b(\d{{1,2}}){_HALF}", r"\1.5", _WORD.sub(_value, tidy(text).lower()))
    found = re.search(r"(?<![\w.])(\d{1,6}(?:\.\d+)?)(?![\w]|\.\d)", counted)
    return float(found.group(1)) if found else None


def find_position(text: str, shown: int) -> int | None:
    """Which of `shown` things a person points at, from 0: "the second one", "number 3", "last", "2nd"."""
    small = tidy(text).lower()
    if re.search(r"\b(?:last|bottom|final)\b(?! (?:week|night|time|year|month))", small):
        return shown - 1 if shown > 0 else None
    if shown == 3 and re.search(r"\bmiddle\b", small):
        return 1
    ordinal = re.search(rf"\b({'|'.join(_ORDINALS)})\b|\b(\d{{1,2}})(?:st|nd|rd|th)\b", small)
    if ordinal:
        number = _ORDINALS[ordinal.group(1)] if ordinal.group(1) else int(ordinal.group(2))
        return number - 1 if 1 <= number <= shown else None
    pointed = re.search(
        r"(?:\b(?:number|no\.?|option|choice|numero)|#|^(?:the )?)\s*(\d{1,2})\b"
        r"(?:\s*(?:please|pls|one))?\s*[.!?]?$",
        _WORD.sub(_value, small),
    )
    if pointed and 1 <= int(pointed.group(1)) <= shown:
        return int(pointed.group(1)) - 1
    return None
