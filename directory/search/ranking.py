"""Scoring services against a query by words, needs, meanings and vectors together.

The parts were each measured alone and together on judged queries (`python -m benchmarks.search`); the
weights are few and round, so that they fit other councils' services as well.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from directory.search.asking import Asked
from directory.search.index import Index, Matrix, best_piece, standard


@dataclass(frozen=True)
class Weights:
    """How much each part of a score counts."""

    words: float = 3.0
    meant_words: float = 1.5
    vectors: float = 0.15
    meant_vectors: float = 0.6
    needs: float = 0.7


WEIGHTS = Weights()


@dataclass(frozen=True)
class Ranking:
    """A total score a service, and the parts that decide whether it fits at all."""

    total: Matrix
    words: Matrix
    meant: Matrix
    needs: Matrix
    likeness: Matrix


def rank(asked: Asked, index: Index, weights: Weights = WEIGHTS) -> Ranking:
    """Scores of every service, before place, age and filters."""
    size = len(index.documents)
    shared = index.words.share(asked.stems)
    strongest = float(asked.meant.max(initial=0.0))
    meant_words = index.meant_words @ asked.meant / (strongest or 1.0)
    spread = float(asked.meant.sum())
    meant_vectors = index.meant_vectors @ asked.meant / spread**0.5 if spread else np.zeros(size)
    needs = index.needs @ asked.chances
    likeness = heads = np.zeros(size)
    if asked.text:
        heads = index.heads @ asked.vector
        likeness = best_piece(index.pieces @ asked.vector, index.owners, size)
        heads, likeness = standard(heads), standard(likeness)
    total = (
        weights.words * shared
        + weights.meant_words * meant_words
        + weights.vectors * (heads + likeness)
        + weights.meant_vectors * meant_vectors
        + weights.needs * needs
    )
    return Ranking(total, shared, meant_words, needs, heads + likeness)
