"""Mending misspelt words of a query, and leaving every word that anyone is known to use."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

SHORTEST = 3
"""Letters a word needs before it may be mended."""

_WORD = re.compile(r"[a-z]+")
_SOUNDS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"ck|q|c(?!h)"), "k"),
    (re.compile(r"z"), "s"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=.)[aeiouyhw]"), ""),
)


def sound(word: str) -> str:
    """A rough key of how a word sounds: its first letter and its consonants."""
    for pattern, told in _SOUNDS:
        word = pattern.sub(told, word)
    return word


class Lexicon:
    """Known words with how often they are used. Built once, safe to share between threads."""

    def __init__(self, used: Iterable[str], english: Iterable[str], likely: Mapping[str, int]) -> None:
        """`used` are texts in families' words, `english` are words of the language, which are believed less;
        `likely` counts the words of the directory, which repairs are chosen from."""
        self._used = {word for text in used for word in _WORD.findall(text.lower())}
        self._english = frozenset(english)
        self._likely = {word: n for word, n in likely.items() if len(word) >= SHORTEST and word.isalpha()}
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in self._likely:
            self._by_length[len(word)].append(word)
        self._sounds = {word: sound(word) for word in self._likely}
        self.repair = lru_cache(maxsize=4096)(self._repair)

    def is_english(self, word: str) -> bool:
        """True for a word of the language, which may have been meant after all."""
        return word in self._english

    def knows(self, word: str) -> bool:
        """True for a word that the directory or families use, singular or plural."""
        return any(
            form in self._used or form in self._likely for form in (word, word.removesuffix("s"), word + "s")
        )

    def _doubts(self, word: str) -> bool:
        """True for a word that exists though nobody here uses it; only its sound-alike replaces it."""
        stems = (word.removesuffix("ing"), word.removesuffix("ed"), word.removesuffix("s"))
        return word in self._english or any(
            stem != word and (stem in self._english or self.knows(stem)) for stem in stems
        )

    def _repair(self, word: str) -> str | None:
        """The directory's word that was most likely meant, or None if the word is known or none is near."""
        if len(word) < SHORTEST or not word.isalpha() or self.knows(word):
            return None
        most = 1 if len(word) <= 5 else 2 if len(word) <= 8 else 3
        heard, real = sound(word), self._doubts(word)
        if real and word in self._english:
            most = 1
        best: tuple[float, str] | None = None
        for length in range(len(word) - most, len(word) + most + 1):
            for candidate in self._by_length.get(length, ()):
                cost = self._cost(word, heard, candidate, most, real)
                if cost is not None and (best is None or cost < best[0]):
                    best = (cost, candidate)
        return best[1] if best else None

    def _cost(self, word: str, heard: str, candidate: str, most: int, real: bool) -> float | None:
        distance = OSA.distance(word, candidate, score_cutoff=most)
        if distance > most:
            return None
        alike = self._sounds[candidate] == heard
        if not alike and (real or distance == 3 or candidate[0] != word[0] or len(word) <= 4):
            return None
        return distance - (1.5 if alike else 0.0) - min(self._likely[candidate], 50) / 60

    def mend(self, text: str) -> dict[str, str]:
        """Repairs of the words of `text` (lower case)."""
        repairs = {}
        for word in dict.fromkeys(_WORD.findall(text)):
            if repaired := self.repair(word):
                repairs[word] = repaired
        return repairs

    def joined(self, words: list[str]) -> list[str]:
        """Pairs of words that the directory writes as one ("breast feeding")."""
        pairs = (first + second for first, second in pairwise(words))
        return [pair for pair in pairs if len(pair) > 6 and pair in self._likely]
