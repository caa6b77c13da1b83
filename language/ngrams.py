"""Texts as TF-IDF of words (one and two) and of characters within words (two to four)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

Kept = tuple[list[list[str]], list[npt.NDArray[np.float32]]]


def _blank(**more: Any) -> list[TfidfVectorizer]:
    same = {"sublinear_tf": True, "dtype": np.float32, "lowercase": True}
    return [
        TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b|[^\w\s]", **same, **more),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), **same, **more),
    ]


class NGrams:
    """Words and characters weighed by how telling they are; unseen ones are passed over."""

    def __init__(self, vectorisers: list[TfidfVectorizer]) -> None:
        self._vectorisers = vectorisers

    def weigh(self, texts: Sequence[str]) -> csr_matrix:
        """Sparse rows, one a text, float32."""
        return hstack([each.transform(texts) for each in self._vectorisers], format="csr")

    def familiar(self, text: str) -> float:
        """The share, 0 to 1, of three-letter runs in `text` that were learnt; 1 if it has none."""
        letters = self._vectorisers[1]
        runs = [each for each in letters.build_analyzer()(text) if len(each) == 3 and each.strip().isalpha()]
        return sum(each in letters.vocabulary_ for each in runs) / len(runs) if runs else 1.0

    def keep(self) -> Kept:
        """The terms in order and their weights, from which `recall` makes it again."""
        terms = [sorted(each.vocabulary_, key=each.vocabulary_.__getitem__) for each in self._vectorisers]
        return terms, [each.idf_.astype(np.float32) for each in self._vectorisers]


def learn(texts: Sequence[str]) -> NGrams:
    """Learns terms that occur at least twice in `texts`."""
    return NGrams([each.fit(texts) for each in _blank(min_df=2)])


def recall(kept: Kept) -> NGrams:
    """What `NGrams.keep` gave, as it was."""
    vectorisers = _blank()
    for vectoriser, terms, weights in zip(vectorisers, *kept, strict=True):
        vectoriser.vocabulary = dict(zip(terms, range(len(terms)), strict=True))
        vectoriser.idf_ = weights
    return NGrams(vectorisers)
