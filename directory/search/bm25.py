"""Ranking by words: BM25F over weighted fields, with a weight for each word of the query."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from directory.search.wording import stems

Scores = npt.NDArray[np.float64]

FIELDS = {"name": 3.0, "summary": 1.5, "description": 1.0, "terms": 1.0, "organisation": 0.7}
SATURATION = 1.2
LENGTH = 0.6
UNKNOWN_WORD = 7.0
"""The rarity of a word that no service uses."""


class WordIndex:
    """Which services use which stems, and how prominently. Never changed after it was built."""

    def __init__(self, documents: Sequence[object], fields: Mapping[str, float] = FIELDS) -> None:
        """`fields` names the attributes of a document that are read, and what a word in each counts."""
        self.size = len(documents)
        found: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        for name, weight in fields.items():
            counts = [Counter(stems(getattr(each, name))) for each in documents]
            lengths = [sum(count.values()) for count in counts]
            usual = sum(lengths) / max(1, sum(1 for length in lengths if length)) or 1.0
            for at, count in enumerate(counts):
                share = weight / (1 - LENGTH + LENGTH * lengths[at] / usual)
                for stem, times in count.items():
                    found[stem][at] += share * times
        self._rows: dict[str, tuple[npt.NDArray[np.int32], Scores]] = {}
        self._rarity: dict[str, float] = {}
        for stem, at_weights in found.items():
            weights = np.array(list(at_weights.values()))
            shares = weights * (SATURATION + 1) / (weights + SATURATION)
            rarity = math.log(1 + (self.size - len(weights) + 0.5) / (len(weights) + 0.5))
            self._rarity[stem] = rarity
            self._rows[stem] = (np.array(list(at_weights), np.int32), rarity * shares)

    def knows(self, stem: str) -> bool:
        """True if some service uses a word of this stem."""
        return stem in self._rows

    def uses(self, at: int, stem: str) -> bool:
        """True if the service at this row uses a word of this stem."""
        row = self._rows.get(stem)
        return row is not None and at in row[0]

    def score(self, wanted: Mapping[str, float]) -> Scores:
        """A score a service, for stems and their weights."""
        scores = np.zeros(self.size)
        for stem, weight in wanted.items():
            row = self._rows.get(stem)
            if row is not None:
                scores[row[0]] += weight * row[1]
        return scores

    def share(self, wanted: Mapping[str, float]) -> Scores:
        """The score as a share, 0 to 1, of what a service using every wanted word prominently would get.

        A long sentence whose words are mostly foreign to the directory stays low, so that meaning decides.
        """
        most = sum(weight * self._rarity.get(stem, UNKNOWN_WORD) for stem, weight in wanted.items())
        return self.score(wanted) / (most * (SATURATION + 1)) if most else np.zeros(self.size)
