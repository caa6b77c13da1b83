"""The words of every person and team, weighed: how telling a word is, and in which field it stands."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from scipy.sparse import csc_matrix, csr_matrix

from directory.people.areas import Areas
from directory.people.facets import Facets, build_facets
from directory.people.found import Found
from directory.people.suggesting import Phrases, build_phrases
from directory.people.synonyms import plain

Field = Literal[
    "name", "role", "team", "agency", "area", "near", "school", "setting", "need", "specialism", "language",
    "reach",
]  # fmt: skip
WEIGHTS: Mapping[Field, float] = {
    "name": 3.0, "role": 2.4, "school": 2.2, "area": 2.0, "language": 2.4, "specialism": 1.8, "need": 1.2,
    "setting": 1.6, "team": 1.2, "agency": 1.0, "near": 0.7, "reach": 1.4,
}  # fmt: skip
MUST_BE_MET: frozenset[Field] = frozenset({"role", "school", "area", "near", "language"})
"""Fields whose words are asked for in earnest: Portuguese in Yeovil is not Polish, and not in Chard."""
BEGUN, MISSPELT = 0.75, 0.7
"""What is left of a word's weight where only its beginning was typed, or it was misspelt."""
LEAST_LIKENESS, FUZZY_LETTERS, BEGUN_LETTERS = 78, 4, 3
_MOST_BEGUN, _MOST_ALIKE = 20, 4
_UNKNOWN = 1.0
"""What a word counts that stands nowhere."""
TEAM, TEAM_ASKED_FOR = 0.8, 1.3
"""What a team's score counts beside a person's: a name is wanted, unless a team is asked for."""
TEAM_WORDS = frozenset({"team", "teams", "line", "duty", "hub", "unit", "service", "desk"})
COVERAGE = 2.0
"""How strongly whoever answers to everything comes before others."""
NEED_HEARD = 2.0
"""What a need counts that was heard in the words, though it was not named."""

SKIPPED = frozenset({
    "a", "an", "and", "any", "anyone", "at", "by", "can", "covers", "cover", "covering", "do", "does",
    "for", "from", "get", "have", "i", "im", "in", "is", "it", "me", "my", "need", "of", "on", "or", "our",
    "please", "person", "pls", "someone", "somebody", "the", "their", "there", "to", "us", "we", "what",
    "whats", "which", "who", "whos", "whose", "with", "you", "works", "work", "working", "that", "this",
    "sample", "know", "contact", "number", "name", "looking", "after", "area", "round", "near", "help"
})  # fmt: skip
"""Words that ask, and name nothing."""

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Doc:
    """A person or team as it is indexed. `absent` is from when to when, `deputy` the key of who stands in."""

    found: Found
    absent: tuple[date | None, date | None] = (None, None)
    deputy: str = ""


@dataclass(frozen=True)
class Index:
    """Built once for each version of the who's-who, never changed.

    `columns` has a row a document and a column a word; `met` are the words that must be met. `at` is where
    each document stands by its key, `names` are names by their keys in the file.
    """

    version: int
    docs: Sequence[Doc]
    terms: Mapping[str, int]
    words: Sequence[str]
    columns: csc_matrix
    rarity: Floats
    met: frozenset[int]
    needs: Mapping[str, Flags]
    is_person: Flags
    public: Flags
    facets: Facets
    at: Mapping[str, int]
    names: Mapping[str, str]
    phrases: Phrases
    public_phrases: Phrases


@dataclass(frozen=True)
class Ranking:
    """For each document: its score, the share it answers to, and whether it meets all that must be met."""

    score: Floats
    share: Floats
    meets: Flags


def build_index(
    version: int, docs: Sequence[Doc], fields: Sequence[Mapping[Field, str]], areas: Areas
) -> Index:
    """The index of these documents, each with the words of its fields."""
    words_of: list[dict[str, float]] = []
    met: set[str] = set()
    for each in fields:
        weights: dict[str, float] = {}
        for field, text in each.items():
            words = [word for word in plain(text).split() if word not in SKIPPED]
            met.update(words if field in MUST_BE_MET else ())
            weights |= {word: max(weights.get(word, 0.0), WEIGHTS[field]) for word in words}
        words_of.append(weights)
    all_words = sorted({word for weights in words_of for word in weights})
    terms = {word: at for at, word in enumerate(all_words)}
    rows = np.repeat(np.arange(len(words_of)), [len(weights) for weights in words_of])
    columns = np.array([terms[word] for weights in words_of for word in weights], np.int32)
    data = np.array([weight for weights in words_of for weight in weights.values()], np.float32)
    matrix = csr_matrix((data, (rows, columns)), shape=(len(words_of), len(all_words))).tocsc()
    often = np.maximum(np.diff(matrix.indptr), 1)
    needs = {need for doc in docs for need in doc.found.covers.get("need", ())}
    told_of = [doc.found for doc in docs]
    return Index(
        version,
        docs,
        terms,
        all_words,
        matrix,
        np.log(1 + len(words_of) / often).astype(np.float32),
        frozenset(terms[word] for word in met),
        {need: np.array([need in doc.found.covers.get("need", ()) for doc in docs], bool) for need in needs},
        np.array([each.kind == "person" for each in told_of], bool),
        np.array([each.public for each in told_of], bool),
        build_facets(told_of, areas),
        {each.key: at for at, each in enumerate(told_of)},
        {each.id: each.name for each in told_of},
        build_phrases(told_of),
        build_phrases(each for each in told_of if each.public),
    )


def rank(index: Index, words: Sequence[str], needs: Mapping[str, float]) -> Ranking:
    """Every document for these words, and for `needs` that were heard in them with a chance from 0 to 1."""
    size = len(index.docs)
    total, answered, meets = np.zeros(size, np.float32), np.zeros(size, np.float32), np.ones(size, bool)
    heard = np.zeros(size, np.float32)
    for need, chance in needs.items():
        if need in index.needs:
            heard = np.maximum(heard, index.needs[need] * np.float32(chance))
    mass = 0.0
    for word in words:
        candidates = candidates_for(index, word)
        if not candidates:
            mass += _UNKNOWN
            answered += _UNKNOWN * heard
            continue
        best = np.zeros(size, np.float32)
        for term, kept in candidates:
            begins, ends = index.columns.indptr[term], index.columns.indptr[term + 1]
            rows = index.columns.indices[begins:ends]
            best[rows] = np.maximum(best[rows], index.columns.data[begins:ends] * kept)
        weight = max(float(index.rarity[term]) * kept for term, kept in candidates)
        total += best * weight
        answered += np.where(best > 0, weight, 0.0).astype(np.float32)
        mass += weight
        if index.met & {term for term, _ in candidates}:
            meets &= best > 0
    share = np.minimum(answered / max(mass, 1e-6), 1.0)
    score = (total + NEED_HEARD * heard) * np.maximum(share, 0.5 * heard) ** COVERAGE
    score *= np.where(index.is_person, 1.0, TEAM_ASKED_FOR if TEAM_WORDS & set(words) else TEAM)
    return Ranking(score.astype(np.float32), share.astype(np.float32), meets)


def candidates_for(index: Index, word: str) -> list[tuple[int, float]]:
    """The terms that a word may stand for, with what is left of its weight."""
    found = {index.terms[word]: 1.0} if word in index.terms else {}
    if len(word) >= BEGUN_LETTERS:
        begins = bisect.bisect_left(index.words, word)
        ends = bisect.bisect_left(index.words, f"{word}\uffff")
        for each in index.words[begins : min(ends, begins + _MOST_BEGUN)]:
            found.setdefault(index.terms[each], BEGUN)
    if not found and len(word) >= FUZZY_LETTERS and not word.isdigit():
        alike = process.extract(
            word, index.words, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS, limit=_MOST_ALIKE
        )
        found = {index.terms[each]: MISSPELT * likeness / 100 for each, likeness, _ in alike}
    return list(found.items())
