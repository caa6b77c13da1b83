"""Texts as TF-IDF of words (one and two) and of characters within words (two to four).

The same numbers as scikit-learn's TfidfVectorizer gives, without loading it, which would cost each process
that listens forty megabytes. A test holds the two equal.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack

Kept = tuple[list[list[str]], list[npt.NDArray[np.float32]]]

LEAST_TEXTS = 2
"""Texts that a term must occur in to be learnt."""

_TOKEN = re.compile(r"\b\w+\b|[^\w\s]")


def _words(text: str) -> Iterator[str]:
    tokens = _TOKEN.findall(text.lower())
    yield from tokens
    yield from (f"{first} {second}" for first, second in pairwise(tokens))


def _characters(text: str) -> Iterator[str]:
    for word in text.lower().split():
        padded = f" {word} "
        for length in (2, 3, 4):
            if length >= len(padded):
                yield padded
                break
            yield from (padded[at : at + length] for at in range(len(padded) - length + 1))


_ANALYSERS: tuple[Callable[[str], Iterator[str]], ...] = (_words, _characters)


@dataclass(frozen=True)
class _Terms:
    """The learnt terms of one kind: the column of each, and how telling it is."""

    columns: dict[str, int]
    weights: npt.NDArray[np.float32]

    def weigh(self, counted: Sequence[Counter[str]]) -> csr_matrix:
        """Rows of unit length: (1 + log count) times the weight of each term."""
        begins, columns, values = [0], list[int](), list[float]()
        for counts in counted:
            known = {self.columns[term]: many for term, many in counts.items() if term in self.columns}
            row = self.weights[list(known)] * (
                1 + np.log(np.fromiter(known.values(), np.float32, len(known)))
            )
            columns += known
            values += (row / max(float(np.sqrt((row**2).sum())), 1e-12)).tolist()
            begins.append(len(columns))
        data = (np.array(values, np.float32), np.array(columns, np.int32), np.array(begins, np.int32))
        return csr_matrix(data, shape=(len(counted), len(self.columns)), dtype=np.float32)


class NGrams:
    """Words and characters weighed by how telling they are; unseen ones are passed over."""

    def __init__(self, terms: Sequence[_Terms]) -> None:
        self._terms = terms

    def weigh(self, texts: Sequence[str]) -> csr_matrix:
        """Sparse rows, one a text, float32."""
        parts = [
            terms.weigh([Counter(analyse(text)) for text in texts])
            for terms, analyse in zip(self._terms, _ANALYSERS, strict=True)
        ]
        return hstack(parts, format="csr")

    def familiar(self, text: str) -> float:
        """The share, 0 to 1, of three-letter runs in `text` that were learnt; 1 if it has none."""
        runs = [each for each in _characters(text) if len(each) == 3 and each.strip().isalpha()]
        return sum(each in self._terms[1].columns for each in runs) / len(runs) if runs else 1.0

    def keep(self) -> Kept:
        """The terms in order and their weights, from which `recall` makes it again."""
        return [list(each.columns) for each in self._terms], [each.weights for each in self._terms]


def learn(texts: Sequence[str]) -> NGrams:
    """Learns terms that occur in at least LEAST_TEXTS of `texts`."""
    return NGrams([_learn([set(analyse(text)) for text in texts]) for analyse in _ANALYSERS])


def _learn(found: Sequence[set[str]]) -> _Terms:
    many = Counter(term for terms in found for term in terms)
    kept = sorted(term for term, texts in many.items() if texts >= LEAST_TEXTS)
    rarity = [np.log((1 + len(found)) / (1 + many[term])) + 1 for term in kept]
    return _Terms(dict(zip(kept, range(len(kept)), strict=True)), np.array(rarity, np.float32))


def recall(kept: Kept) -> NGrams:
    """What `NGrams.keep` gave, as it was."""
    return NGrams(
        [
            _Terms(dict(zip(terms, range(len(terms)), strict=True)), weights)
            for terms, weights in zip(*kept, strict=True)
        ]
    )
