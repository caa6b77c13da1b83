"""Ages, e-mail addresses and postcodes that a description mentions and the record leaves out."""

from __future__ import annotations

import re

from directory.importing.values import email_address

OLDEST_LIMIT = 80
"""An upper age from here on is a figure of speech ("8 to 88"), not a limit."""

Range = tuple[float | None, float | None]

_N = r"(\d{1,3}(?:\.\d)?)"
_UNIT = r"(?:\s*(weeks?|months?|years?|yrs?))?"
_TO = r"\s*(?:-|–|to|and|until)\s*"
_OVER = r"(?:\s*(?:\+|plus\b)|\s+(?:and|or) (?:over|above|up|older|upwards)\b)(?!\s*(?:to|weeks|months))"
_WHO = (
    r"(?:adults?|people|anyone|anybody|females?|males?|women|men|"
    r"girls|boys|children|students|suitable for|\()"
)

_BETWEEN = (
    re.compile(rf"\bage[sd]?\b\W{{0,3}}(?:range\W+)?(?:between |from )?{_N}{_UNIT}{_TO}{_N}{_UNIT}", re.I),
    re.compile(rf"(?<![\d.:£/-]){_N}{_UNIT}{_TO}{_N}[ -]*(years?|yrs?)(?:[ -]olds?| of age)?\b", re.I),
    re.compile(rf"(?<![\d.:£/-]){_N}{_UNIT}{_TO}{_N}[ -]*(months?)(?:[ -]olds?| of age)\b", re.I),
)
_FROM = (
    re.compile(rf"\bage[sd]?\b\W{{0,2}}(?:from |over )?{_N}{_UNIT}(?:[ -]olds?)?{_OVER}", re.I),
    re.compile(rf"(?<![\d.:£]){_N}\s*(years?|yrs?)(?:[ -]olds?| of age)?{_OVER}", re.I),
    re.compile(rf"\b(?:over|above)[ -](?:the age of )?{_N}(?:['’]?s\b)()", re.I),
    re.compile(rf"\b(?:over|above|from) the age of {_N}()", re.I),
    re.compile(rf"{_WHO}\s*(?:aged )?(?:over )?{_N}()\s*\+(?!\s*(?:weeks|months|years|companies))", re.I),
    re.compile(rf"\b(?:aged|ages) over {_N}()", re.I),
)
_UPTO = (
    re.compile(
        rf"\bup to (?:the )?(?:age of |age )?{_N}()(?: years old| years of age|[ -]year[ -]olds?)", re.I
    ),
    re.compile(rf"\b(?:up to|until) (?:the )?age (?:of )?{_N}()", re.I),
    re.compile(rf"\baged up to {_N}()", re.I),
)
_UNDER = (
    re.compile(rf"\bunder[ -]{_N}()['’]?s\b", re.I),
    re.compile(rf"\bunder (?:the age of )?{_N}()(?: years old| years of age)", re.I),
    re.compile(rf"\bunder the age of {_N}()", re.I),
)
_ANY_AGE = re.compile(r"\b(?:all|any|every) ages?\b|\bno (?:upper |lower )?age limit", re.I)
_BESIDE = re.compile(
    r"accompan|supervis|chaperon|£|\bfree (?:for|entry|admission)\b|\bgo free\b|half price|discount|"
    r"concession|%|per ?cent|killer|statistic|\bago\b|experience|founded|established|diagnos|"
    r"\bfor over\b|\bdied\b|weeks? old",
    re.I,
)
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[ABD-HJLNP-UW-Z]{2})\b")


def _years(number: str, unit: str | None) -> float:
    unit = (unit or "y").lower()
    share = 52 if unit.startswith("w") else 12 if unit.startswith("m") else 1
    return round(float(number) / share, 2)


def _ranges(sentence: str) -> list[Range]:
    found: list[Range] = []
    for pattern in _BETWEEN:
        for got in pattern.finditer(sentence):
            low, high = _years(got[1], got[2] or got[4]), _years(got[3], got[4])
            if low < high <= 110:
                found.append((low, high))
    if not found:
        found += [(_years(got[1], got[2]), None) for each in _FROM for got in each.finditer(sentence)]
    if not found:
        found += [(None, _years(got[1], None)) for each in _UPTO for got in each.finditer(sentence)]
        found += [
            (None, round(_years(got[1], None) - 0.01, 2))
            for each in _UNDER
            for got in each.finditer(sentence)
        ]
    return found


def find_ages(name: str, description: str) -> Range | None:
    """Whom a service is for, in years, from its name or else its description: the widest range it speaks of.

    Sentences about prices, grown-ups who come along, or history are passed over; "all ages" means no limit.
    """
    for text in (name, description):
        if _ANY_AGE.search(text):
            return None
        sentences = re.split(r"\n|(?<=[.!?;])\s", text)
        ranges = [each for part in sentences if not _BESIDE.search(part) for each in _ranges(part)]
        if ranges:
            lows = [low or 0 for low, _ in ranges]
            highs = [high for _, high in ranges if high is not None and high < OLDEST_LIMIT]
            low = min(lows) or None
            high = max(highs) if len(highs) == len(ranges) else None
            return (low, high) if low or high else None
    return None


def find_email(text: str) -> str | None:
    """The first e-mail address that a description mentions."""
    return email_address(text[max(0, text.find("@") - 100) : text.find("@") + 200]) if "@" in text else None


def find_postcodes(text: str) -> list[str]:
    """Every different postcode that a description mentions, in order."""
    return list(dict.fromkeys(f"{out} {inward}" for out, inward in _POSTCODE.findall(text)))
