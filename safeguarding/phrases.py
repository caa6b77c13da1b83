"""The small language in which signs are written, compiled to regular expressions over normalised messages.

word        that word (spelled as families spell it: the phrase is normalised too)
word~       any regular form of the verb: punch, punches, punched, punching
[a|b c|d]   one of several
<group>     one of the words of a group in words.yml
x?          x or nothing, for a word, [..] or <..>
..  ...     up to four, up to ten words between, never across the end of a sentence
^   $       the start, the end of the whole message
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from safeguarding.files import SafeguardingDataError
from safeguarding.normalising import normalise

_PART = re.compile(r"(?:\[[^\[\]]*\]|<[a-z_]+>)\??|\.{2,3}|\^|\$|[^\s\[\]<>|]+")
_GAPS = {"..": r"(?:[^ .]+ ){0,4}?", "...": r"(?:[^ .]+ ){0,10}?"}
_COMMON_LINES = (
    "i me my he she him her his they them we us it is are am was be been do does did not no to the a an of",
    "in on at and or but so if for with have has had will would can could up out all you your that this",
    "there what when who how just get got go going want",
)
_COMMON = frozenset(word for line in _COMMON_LINES for word in line.split())

Groups = Mapping[str, Sequence[str]]
Span = tuple[int, int]


@dataclass(frozen=True)
class Phrase:
    """One phrase: a message must hold one of `anchors` for it to match; `words` are all that it may hold."""

    written: str
    pattern: str
    anchors: frozenset[str]
    words: frozenset[str]

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def spans(self, normalised: str) -> list[Span]:
        """Where the phrase stands in a normalised message."""
        return [found.span() for found in self._compiled.finditer(normalised)]


@dataclass
class Index:
    """Finds which phrases of many owners (numbered rules or contexts) can match a message, by its words."""

    by_word: dict[str, list[tuple[int, int, Phrase]]] = field(default_factory=dict)
    count: int = 0

    def add(self, owner: int, phrase: Phrase) -> None:
        """Register one phrase of an owner."""
        self.count += 1
        for word in phrase.anchors:
            self.by_word.setdefault(word, []).append((owner, self.count, phrase))

    def candidates(self, normalised: str) -> dict[int, list[Phrase]]:
        """The phrases worth trying by owner, in the order they were written."""
        words = set(normalised.split())
        met = {entry[:2]: entry[2] for word in words for entry in self.by_word.get(word, ())}
        found: dict[int, list[Phrase]] = {}
        for (owner, _), phrase in sorted(met.items(), key=lambda entry: entry[0]):
            found.setdefault(owner, []).append(phrase)
        return found


def compile_phrase(written: str, groups: Groups) -> Phrase:
    """Compile one phrase; raises SafeguardingDataError naming the phrase when it cannot be read."""
    pattern, anchors, words = "(?<= )", frozenset[str](), set[str]()
    for part in _parts(written):
        if part in _GAPS:
            pattern += _GAPS[part]
        elif part == "^":
            pattern += r"(?:(?<=^ ))"
        elif part == "$":
            pattern += r"(?=(?:\. )*$)"
        else:
            optional = part.endswith("?")
            spelled = set(_options(part.rstrip("?"), groups, written))
            options = sorted(spelled, key=lambda one: (-len(one), one))
            pattern += f"(?:{'|'.join(f'{re.escape(one)} ' for one in options)}){'?' if optional else ''}"
            words.update(*(one.split() for one in spelled))
            if not optional:
                anchors = _rarer(anchors, frozenset(_rarest(one) for one in options))
    if not anchors:
        raise SafeguardingDataError(f"Give the phrase {written!r} at least one word that must be there.")
    return Phrase(written, pattern.replace("\\ ", " "), anchors, frozenset(words))


def spans(phrases: Iterable[Phrase], normalised: str, words: frozenset[str] | None = None) -> list[Span]:
    """Every place where any of the phrases stands; the `words` of the message, when known, spare searches."""
    if words is not None:
        phrases = (phrase for phrase in phrases if not words.isdisjoint(phrase.anchors))
    return [span for phrase in phrases for span in phrase.spans(normalised)]


def _parts(written: str) -> list[str]:
    parts = _PART.findall(written)
    if "".join(parts).replace(" ", "") != written.replace(" ", "") or not parts:
        raise SafeguardingDataError(f"Mend the phrase {written!r}: its brackets or marks do not read.")
    return parts


def _options(part: str, groups: Groups, written: str) -> Iterable[str]:
    if part.startswith("<"):
        name = part.strip("<>")
        if name not in groups:
            raise SafeguardingDataError(f"The phrase {written!r} names <{name}>, which words.yml lacks.")
        for words in groups[name]:
            yield from _sequences(words.split(), groups, written)
    elif part.startswith("["):
        for words in part.strip("[]").split("|"):
            yield from _sequences(words.split(), groups, written)
    else:
        yield from _word(part, groups)


def _sequences(words: list[str], groups: Groups, written: str) -> list[str]:
    """Every plain spelling of a few words, groups and verb forms in a row."""
    spelled = [""]
    for word in words:
        options = list(_options(word, groups, written))
        spelled = [f"{before} {option}".strip() for before in spelled for option in options]
    return spelled


def _word(word: str, groups: Groups) -> Iterable[str]:
    if word in _GAPS:
        raise SafeguardingDataError("Write gaps outside the brackets of a phrase.")
    for form in _forms(word[:-1], groups) if word.endswith("~") else (word,):
        plain = normalise(form).strip()
        if plain:
            yield plain


def _forms(stem: str, groups: Groups) -> Iterable[str]:
    """A stem with every usual ending; more than exist do no harm, since nobody writes them."""
    for row in groups.get("irregular", ()):
        if stem in row.split():
            return row.split()
    if stem.endswith("e"):
        return stem, f"{stem}s", f"{stem}d", f"{stem[:-1]}ing"
    if stem.endswith("y") and len(stem) > 3:
        return stem, f"{stem}s", f"{stem}ed", f"{stem}ing", f"{stem[:-1]}ies", f"{stem[:-1]}ied"
    last = stem[-1]
    endings = ("", "s", "es", "ed", "ing", "e", "y", "ies", "ied", "ying", "ly", f"{last}ed", f"{last}ing")
    return [stem + ending for ending in endings]


def _rarest(option: str) -> str:
    return max(option.split(), key=lambda word: (word not in _COMMON, len(word), word))


def _rarer(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The set of words that fewer messages hold: fewest common words first, then fewest words."""
    if not one:
        return other
    return min(one, other, key=lambda words: (len(words & _COMMON), len(words)))
