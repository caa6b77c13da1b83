"""The words of every person and team, weighed: how telling a word is, and in which field it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_matrix, csr_matrix

from directory.people.areas import Areas
from directory.people.facets import Facets, build_facets
from directory.people.found import Found
from directory.people.suggesting import Phrases, build_phrases
from directory.people.synonyms import plain

Field = Literal[
    "name", "role", "team", "agency", "area", "near", "school", "setting", "need", "specialism", "language",
    "reach", "day",
]  # fmt: skip
WEIGHTS: Mapping[Field, float] = {
    "name": 3.0, "role": 2.4, "school": 2.2, "area": 2.0, "language": 2.4, "specialism": 1.8, "need": 1.2,
    "setting": 1.6, "team": 1.2, "agency": 1.0, "near": 0.7, "reach": 1.4, "day": 1.2,
}  # fmt: skip
MUST_BE_MET: frozenset[Field] = frozenset({"role", "school", "area", "near", "language", "day"})
"""Fields whose words are asked for in earnest: Portuguese in Yeovil is not Polish, and not in Chard."""
PLACES: frozenset[Field] = frozenset({"school", "area", "near"})
SKIPPED = frozenset({
    "a", "about", "after", "also", "am", "an", "and", "another", "any", "anyone", "are", "area", "as",
    "asap", "at", "based", "be", "best", "between", "but", "by", "call", "can", "charge", "cheers",
    "contact", "could", "cover", "covering", "covers", "deal", "dealing", "deals", "details", "do",
    "does", "during", "email", "find", "for", "from", "get", "give", "go", "goes", "had", "has", "have",
    "he", "hello", "help", "her", "here", "hi", "him", "his", "hiya", "how", "i", "if", "im", "in",
    "into", "is", "it", "its", "job", "know", "ll", "local", "locally", "looking", "me", "miss", "more",
    "mr", "mrs", "ms", "my", "name", "near", "need", "needing", "needs", "no", "not", "now", "number",
    "of", "ok", "on", "one", "or", "other", "our", "out", "over", "person", "phone", "please", "pls",
    "quick", "quickly", "re", "responsible", "right", "ring", "round", "s", "sample", "see", "she",
    "should", "so", "some", "somebody", "someone", "something", "somewhere", "speak", "speaking",
    "speaks", "t", "talk", "talks", "tell", "thank", "thanks", "that", "the", "their", "them", "there",
    "they", "this", "to", "today", "try", "trying", "up", "urgent", "urgently", "us", "use", "using",
    "ve", "want", "wants", "was", "we", "what", "whats", "when", "where", "which", "who", "whoever",
    "whos", "whose", "why", "with", "work", "working", "works", "would", "yes", "you", "your",
})  # fmt: skip
"""Words that ask, and name nothing."""

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Index:
    """Built once for each version of the who's-who, never changed.

    `columns` has a row a document and a column a word; `met` are the words that must be met, `placed` those
    of places and schools among them, and `places` also the words of places and schools that nobody covers.
    `at` is where each document stands by its key, `names` are names of people by their keys in the file.
    """

    version: int
    docs: Sequence[Found]
    terms: Mapping[str, int]
    words: Sequence[str]
    columns: csc_matrix
    rarity: Floats
    met: frozenset[int]
    placed: frozenset[int]
    places: frozenset[str]
    needs: Mapping[str, Flags]
    is_person: Flags
    facets: Facets
    at: Mapping[str, int]
    names: Mapping[str, str]
    phrases: Phrases


def build_index(
    version: int,
    docs: Sequence[Found],
    fields: Sequence[Mapping[Field, str]],
    areas: Areas,
    places: frozenset[str],
) -> Index:
    """The index of these documents, each with the words of its fields; `places` are words of places and
    schools that are known, covered or not."""
    words_of: list[dict[str, float]] = []
    met: set[str] = set()
    placed: set[str] = set()
    for each in fields:
        weights: dict[str, float] = {}
        for field, text in each.items():
            words = [word for word in plain(text).split() if word not in SKIPPED]
            met.update(words if field in MUST_BE_MET else ())
            placed.update(words if field in PLACES else ())
            weights |= {word: max(weights.get(word, 0.0), WEIGHTS[field]) for word in words}
        words_of.append(weights)
    all_words = sorted({word for weights in words_of for word in weights})
    terms = {word: at for at, word in enumerate(all_words)}
    rows = np.repeat(np.arange(len(words_of)), [len(weights) for weights in words_of])
    columns = np.array([terms[word] for weights in words_of for word in weights], np.int32)
    data = np.array([weight for weights in words_of for weight in weights.values()], np.float32)
    matrix = csr_matrix((data, (rows, columns)), shape=(len(words_of), len(all_words))).tocsc()
    often = np.maximum(np.diff(matrix.indptr), 1)
    needs = {need for doc in docs for need in doc.covers.get("need", ())}
    return Index(
        version,
        docs,
        terms,
        all_words,
        matrix,
        np.log(1 + len(words_of) / often).astype(np.float32),
        frozenset(terms[word] for word in met),
        frozenset(terms[word] for word in placed),
        (places | placed) - SKIPPED,
        {need: np.array([need in doc.covers.get("need", ()) for doc in docs], bool) for need in needs},
        np.array([each.kind == "person" for each in docs], bool),
        build_facets(docs, areas),
        {each.key: at for at, each in enumerate(docs)},
        {each.id: each.name for each in docs if each.kind == "person"},
        build_phrases(docs),
    )
