"""Where else in what somebody told an answer stands word for word, so that taking it back takes all of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

_PARTS = re.compile(r"[,;.\n]")
_ADDRESS = re.compile(r"[\w.+-]+@\w[\w-]*(?:\.\w[\w-]*)+|\d(?:[\s().-]*\d){5,}")
"""A mail address or a phone number."""
_SHORTEST = 3
"""Letters below which a word stands in too many sentences to say anything."""


def said_again(told: Mapping[str, str], taking: Collection[str]) -> list[str]:
    """The items of `told` that stay and hold, whole or in part, what the items that are taken back say."""
    names = {part for item in taking for part in _parts(told.get(item, ""))}
    return [item for item, words in told.items() if item not in taking and _holds(words, names)]


def _parts(words: str) -> set[str]:
    """An address, and each part between commas and full stops, as it is compared."""
    parts = {_plain(part) for part in _PARTS.split(words)}
    return _addresses(words) | {part for part in parts if len(part) >= _SHORTEST}


def _holds(words: str, names: Collection[str]) -> bool:
    plain, addresses = f" {_plain(words)} ", _addresses(words)
    return any(name in addresses or f" {name} " in plain for name in names)


def _plain(words: str) -> str:
    """Small letters and digits with single spaces; an apostrophe is no gap."""
    return " ".join(re.findall(r"\w+", words.casefold().replace("'", "").replace("’", "")))


def _addresses(words: str) -> set[str]:
    return {re.sub(r"[\s().-]", "", found).casefold() for found in _ADDRESS.findall(words)}
