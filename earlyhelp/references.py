"""References that anyone can say aloud, and the code word that only the person is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby, islice, product
from pathlib import Path
from random import Random, SystemRandom
from typing import Literal

from earlyhelp.checking import mend, several, words
from earlyhelp.errors import EarlyHelpDataError
from earlyhelp.files import read

_SPOKEN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DIGITS: Mapping[str, str] = {
    **{word: str(number) for number, word in enumerate(_SPOKEN)},
    **dict.fromkeys(("oh", "o", "nought", "naught"), "0"),
}
_REFERENCE = re.compile(r"([A-Z]{4})(\d{4})")
_CODE = re.compile(r"[A-Z]{6}")
_SAYABLE = re.compile(r"(?:[b-df-hj-np-tv-z][aeiou]){3}", re.IGNORECASE)
_LONGEST_SPOKEN = 8
_CONSONANTS, _VOWELS = "BCDFGHJKLMNPQRSTVWXYZ", "AEIOU"
_FEWEST_CODES = 10_000


@dataclass(frozen=True)
class References:
    """What references and code words are made of. Loaded once; safe to share between threads."""

    words: tuple[str, ...]
    consonants: str
    vowels: str
    never: tuple[str, ...]

    def new_reference(self, random: Random | None = None) -> str:
        """Four letters and four digits, such as `KITE-4821`. Whoever stores it sees that it is unique."""
        chosen = random or SystemRandom()
        return f"{chosen.choice(self.words)}-{chosen.randrange(10_000):04d}"

    def new_code(self, random: Random | None = None) -> str:
        """Six letters that can be said, such as `TOLUMA`; it holds none of the letters in `never`."""
        chosen = random or SystemRandom()
        while True:
            code = "".join(chosen.choice(self.consonants) + chosen.choice(self.vowels) for _ in range(3))
            if self.could_be_code(code):
                return code

    def could_be_code(self, word: str) -> bool:
        """Whether these capital letters can have been given as a code word."""
        fits = bool(_SAYABLE.fullmatch(word)) and set(word) <= {*self.consonants, *self.vowels}
        return fits and not any(letters in word for letters in self.never)

    def read_reference(self, said: str) -> str | None:
        """The reference that somebody wrote or dictated (`kite 4 8 two one`); None if it is none."""
        words = re.findall(r"[a-z]+|\d+", said.lower())
        letters = "".join(_DIGITS.get(word, word) for word in words).upper()
        found = _REFERENCE.fullmatch(letters)
        if found is None or found[1] not in self.words:
            return None
        return f"{found[1]}-{found[2]}"


def read_code(said: str) -> str | None:
    """The six letters of a code word however they are spaced and cased; None if they are not six letters."""
    letters = re.sub(r"[\s.,\-]", "", said).upper()
    return letters if _CODE.fullmatch(letters) else None


def find_reference(said: str, references: References) -> tuple[str, str] | None:
    """The reference within what somebody wrote, and the other words; None if there is none."""
    words = re.findall(r"[A-Za-z]+|\d+", said)
    for start in range(len(words)):
        for end in range(start + 2, min(start + _LONGEST_SPOKEN, len(words)) + 1):
            found = references.read_reference(" ".join(words[start:end]))
            if found is not None:
                return found, " ".join((*words[:start], *words[end:]))
    return None


def find_code(said: str, references: References) -> str | None:
    """The code word within what somebody wrote, spelt out or not; None if nothing could be one.

    It is the first that could be one after `code`, else the last of all.
    """
    words = re.findall(r"[A-Za-z]+", said)
    after = max((at for at, word in enumerate(words, 1) if word.lower() == "code"), default=len(words))
    for candidates in (_codes(words[after:], references), _codes(words, references)[::-1]):
        if candidates:
            return candidates[0]
    whole = read_code(said)
    return whole if whole and references.could_be_code(whole) else None


def names_something(said: str, references: References) -> bool:
    """Whether there is a reference or a code word in what somebody wrote."""
    return find_reference(said, references) is not None or find_code(said, references) is not None


def _codes(words: list[str], references: References) -> list[str]:
    """What could be a code word: whole words as they stand, then letters that were said one by one."""
    spelt = ["".join(run)[-6:] for single, run in groupby(words, lambda word: len(word) == 1) if single]
    return [word.upper() for word in (*words, *spelt) if references.could_be_code(word.upper())]


def load_references(folder: Path, of: Literal["words", "plan_words"] = "words") -> References:
    """The words, of requests or of plans, and the letters in this folder; raises EarlyHelpDataError."""
    found = read(folder / "references.yml")
    try:
        if set(found["words"]) & set(found["plan_words"]):
            raise ValueError("no word may be in both lists")
        references = References(
            several(found[of], least=1),
            words(found["consonants"]),
            words(found["vowels"]),
            several(found["never"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise mend("references.yml", error) from None
    for word in references.words:
        if references.read_reference(f"{word}-0000") != f"{word}-0000" or references.words.count(word) > 1:
            raise EarlyHelpDataError(
                f"Mend the word {word!r} in references.yml: each has four capital letters, "
                "is no number in words, and is there once."
            )
    if not set(references.consonants) <= set(_CONSONANTS) or not set(references.vowels) <= set(_VOWELS):
        raise EarlyHelpDataError(
            f"Take the letters in references.yml from {_CONSONANTS} for consonants and {_VOWELS} for vowels."
        )
    pairs = [consonant + vowel for consonant in references.consonants for vowel in references.vowels]
    codes = map("".join, product(pairs, repeat=3))
    can = (code for code in codes if not any(letters in code for letters in references.never))
    if len(list(islice(can, _FEWEST_CODES))) < _FEWEST_CODES:
        raise EarlyHelpDataError("Allow more code words in references.yml: too few are left to be safe.")
    return references
