"""Ranking people and teams by what was asked for: words in every field, as they stand, begun or misspelt."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from directory.people.index import Flags, Floats, Index
from directory.people.languages import LANGUAGES
from directory.people.synonyms import Asked

BEGUN, MISSPELT, OTHER_WAY = 0.75, 0.7, 0.95
"""What is left of a word's weight where only its beginning was typed, it was misspelt or said otherwise."""
LEAST_LIKENESS, FUZZY_LETTERS, BEGUN_LETTERS, SPLIT_LETTERS = 78, 4, 3, 7
_MOST_BEGUN, _MOST_ALIKE, _FEWEST_OF_A_HALF = 20, 4, 4
_DIGITS_OF_AN_AGE = 2
_UNKNOWN = 1.0
"""What a word counts that stands nowhere."""
MET = 0.75
"""How much of a thing somebody must answer to, so as to meet it."""
GENERIC_COUNTS = 0.3
"""What is left of the weight of a word that many jobs have."""
GENERIC = frozenset({
    "worker", "workers", "officer", "officers", "adviser", "advisers", "advisor", "practitioner", "lead",
    "manager", "specialist", "coordinator", "co", "ordinator", "support", "senior", "assistant", "team",
    "teams", "service", "services", "professional", "staff", "partner", "unit",
})  # fmt: skip
WHOEVER = frozenset({
    "anybody", "baby", "bit", "boy", "boys", "child", "children", "dad", "dads", "daughter", "doing",
    "families", "family", "father", "form", "forms", "getting", "girl", "girls", "got", "gran",
    "grandad", "guy", "having", "home", "house", "husband", "issue", "issues", "just", "kid", "kids",
    "lad", "lads", "lady", "lass", "little", "lot", "man", "month", "months", "mother", "mum", "mums",
    "nan", "new", "old", "parent", "parents", "partner", "people", "problem", "problems", "pupil",
    "pupils", "really", "son", "speaker", "speakers", "student", "teen", "teenager", "teenagers",
    "thing", "things", "very", "week", "weeks", "wife", "woman", "year", "years", "young", "yr",
})  # fmt: skip
"""Words that tell of a family, and ask for nobody, where they stand nowhere in the who's-who."""
TEAM, TEAM_ASKED_FOR = 0.8, 1.3
"""What a team's score counts beside a person's: a name is wanted, unless a team is asked for."""
TEAM_WORDS = frozenset({"team", "teams", "line", "duty", "hub", "unit", "service", "desk"})
COVERAGE = 2.0
"""How strongly whoever answers to everything comes before others."""
HEARD_SURELY = 0.7
"""How likely a need must be, so that a word that stands nowhere is taken for a way of saying it."""
NEED_HEARD = 2.0
"""What a need counts that was heard in the words, though it was not named."""


@dataclass(frozen=True)
class Ranking:
    """For each document: its score, the share it answers to, whether it meets all that was asked in earnest,
    and whether it meets the places among that.
    """

    score: Floats
    share: Floats
    meets: Flags
    placed: Flags


@dataclass(frozen=True)
class _Answer:
    """For each document how much of one thing it answers to, 0 to 1, and what that scores; `mass` is what the
    thing counts."""

    share: Floats
    score: Floats
    mass: float
    terms: frozenset[int]


def asks_for_team(asked: Sequence[Asked]) -> bool:
    """That a team is asked for, and no single person."""
    return any(word in TEAM_WORDS for each in asked for word in each.typed)


def rank(index: Index, asked: Sequence[Asked], needs: Mapping[str, float]) -> Ranking:
    """Every document for these things, and for `needs` that were heard with a chance from 0 to 1."""
    size = len(index.docs)
    total, answered, mass = np.zeros(size, np.float32), np.zeros(size, np.float32), 0.0
    meets, placed = np.ones(size, bool), np.ones(size, bool)
    heard = np.zeros(size, np.float32)
    for need, chance in needs.items():
        if need in index.needs:
            heard = np.maximum(heard, index.needs[need] * np.float32(chance))
    for thing in asked:
        found = _answer(index, thing)
        if found is None and all(word in WHOEVER or _is_age(word) for word in thing.typed):
            continue
        if found is None:
            mass += _UNKNOWN
            answered += _UNKNOWN * heard
            meets &= (heard >= HEARD_SURELY) & np.bool_(LANGUAGES.isdisjoint(thing.typed))
            placed &= not any(word in index.places for word in thing.typed)
            continue
        total += found.score
        answered += found.share * np.float32(found.mass)
        mass += found.mass
        if found.terms & index.met and not GENERIC.issuperset(thing.typed):
            meets &= found.share >= MET
        if found.terms & index.placed and any(word in index.places for word in thing.typed):
            placed &= found.share >= MET
    share = np.minimum(answered / max(mass, 1e-6), 1.0)
    score = (total + NEED_HEARD * heard) * np.maximum(share, 0.5 * heard) ** COVERAGE
    score *= np.where(index.is_person, 1.0, TEAM_ASKED_FOR if asks_for_team(asked) else TEAM)
    return Ranking(score.astype(np.float32), share.astype(np.float32), meets, placed)


def _is_age(word: str) -> bool:
    return word.isdigit() and len(word) <= _DIGITS_OF_AN_AGE


def _answer(index: Index, thing: Asked) -> _Answer | None:
    """The best of the ways in which a thing can be said, for each document; None where all are unknown."""
    ways = list(_ways(index, thing))
    if not ways:
        return None
    mass = max(each.mass for each in ways)
    share, score = np.zeros(len(index.docs), np.float32), np.zeros(len(index.docs), np.float32)
    for each in ways:
        better = each.share > share
        share = np.where(better, each.share, share)
        score = np.where(better, each.score * np.float32(mass / each.mass), score)
    return _Answer(share, score, mass, frozenset().union(*(each.terms for each in ways)))


def _ways(index: Index, thing: Asked) -> Iterator[_Answer]:
    typed = [candidates_for(index, word) for word in thing.typed]
    surely = all(kept > MISSPELT for terms in typed for _, kept in terms)
    if all(typed) and (surely or not thing.ways):
        yield _of_words(index, thing.typed, typed)
    for way in thing.ways:
        if all(word in index.terms for word in way):
            yield _of_words(index, way, [[(index.terms[word], OTHER_WAY)] for word in way])


def _of_words(
    index: Index, words: Sequence[str], candidates: Sequence[Sequence[tuple[int, float]]]
) -> _Answer:
    size, mass = len(index.docs), 0.0
    got, score = np.zeros(size, np.float32), np.zeros(size, np.float32)
    for word, terms in zip(words, candidates, strict=True):
        best = np.zeros(size, np.float32)
        for term, kept in terms:
            begins, ends = index.columns.indptr[term], index.columns.indptr[term + 1]
            rows = index.columns.indices[begins:ends]
            best[rows] = np.maximum(best[rows], index.columns.data[begins:ends] * kept)
        weight = max(float(index.rarity[term]) * kept for term, kept in terms)
        weight *= GENERIC_COUNTS if word in GENERIC else 1.0
        score += best * np.float32(weight)
        got += np.where(best > 0, np.float32(weight), np.float32(0))
        mass += weight
    terms_of = frozenset(term for terms in candidates for term, _ in terms)
    return _Answer(got / np.float32(max(mass, 1e-6)), score, mass, terms_of)


def candidates_for(index: Index, word: str) -> list[tuple[int, float]]:
    """The terms that a word may stand for, with what is left of its weight.

    A place, school or language that nobody has is no misspelling of one that somebody does.
    """
    one, many = word.removesuffix("s"), f"{word}s"
    found = {index.terms[each]: 1.0 for each in (word, one, many) if each in index.terms}
    if len(word) >= BEGUN_LETTERS:
        begins = bisect.bisect_left(index.words, word)
        ends = bisect.bisect_left(index.words, f"{word}\uffff")
        for each in index.words[begins : min(ends, begins + _MOST_BEGUN)]:
            found.setdefault(index.terms[each], BEGUN)
    is_known = word.isdigit() or word in index.places or word in LANGUAGES
    if not found and len(word) >= FUZZY_LETTERS and not is_known:
        alike = process.extract(
            word, index.words, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS, limit=_MOST_ALIKE
        )
        found = {index.terms[each]: MISSPELT * likeness / 100 for each, likeness, _ in alike}
    return list(found.items())


def parted(index: Index, word: str) -> tuple[str, ...]:
    """Two words that were typed as one, such as `healthvisitor`; the word itself where it is none such."""
    if len(word) < SPLIT_LETTERS or candidates_for(index, word):
        return (word,)
    halves = [
        (word[:at], word[at:])
        for at in range(_FEWEST_OF_A_HALF, len(word) - _FEWEST_OF_A_HALF + 1)
        if word[at:] in index.terms and candidates_for(index, word[:at])
    ]
    return max(halves, key=lambda pair: pair[0] in index.terms, default=(word,))
