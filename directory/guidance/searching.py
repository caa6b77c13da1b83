"""Finding the one passage that answers a question. Nothing is ever written that is not in a passage.

Two judges are added up, once by the meaning of a question and once by its words: what was learnt of how
people ask, and how near the nearest known ways of asking are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import log_softmax

from directory.guidance.learning import Learnt, Meanings
from directory.guidance.model import Guidance, Passage
from directory.guidance.wordings import Wordings

NEARNESS, WORDING, WORDING_NEARNESS = 15.0, 4.0, 6.0
"""What the other judges count beside the log-odds of the meaning."""
NEAREST = (0.5, 0.3, 0.2)
"""What each of the three nearest ways of asking counts."""
LEAST_CHANCE = 0.2
"""How likely the best passage must be, so as to be an answer."""
CLOSE = 0.35
"""What another passage's chance must reach of the first one's, so as to be offered beside it."""


@dataclass(frozen=True)
class Answer:
    """A passage, and how likely it is the one that was asked for, 0 to 1."""

    passage: Passage
    chance: float


class GuidanceSearch:
    """Finds passages; built once, safe to share between threads."""

    def __init__(self, guidance: Guidance, learnt: Learnt, meanings: Meanings, wordings: Wordings) -> None:
        self.guidance = guidance
        self._learnt, self._meanings, self._wordings = learnt, meanings, wordings
        self._passages = list(guidance.passages.values())

    def find(self, question: str, limit: int = 3) -> Sequence[Answer]:
        """The passages that answer, best first; none where we do not know.

        After the first come only those that are nearly as likely.
        """
        if not question.strip():
            return []
        chances = self.chances(question)
        order = [int(at) for at in np.argsort(-chances, kind="stable")]
        best = order[0]
        if best == len(self._passages) or chances[best] < LEAST_CHANCE:
            return []
        near = [
            at for at in order[:limit] if at < len(self._passages) and chances[at] >= CLOSE * chances[best]
        ]
        return [Answer(self._passages[at], float(chances[at])) for at in near]

    def chances(self, question: str) -> npt.NDArray[np.float64]:
        """How likely each passage is, in the order of the topics, and last that none answers."""
        row = self._meanings.of_one(question)
        learnt = self._learnt
        odds = log_softmax(learnt.line.scores(row[None, :])[0])
        alike = self._wordings.alike(question)
        near, near_in_words = (
            _nearest(likeness, learnt.owners, len(odds)) for likeness in ((learnt.rows @ row) / 2, alike)
        )
        scores = odds + NEARNESS * near + WORDING * (alike @ learnt.says) + WORDING_NEARNESS * near_in_words
        result: npt.NDArray[np.float64] = np.exp(log_softmax(scores)).astype(np.float64)
        return result


def _nearest(
    likeness: npt.NDArray[np.float32], owners: npt.NDArray[np.int64], size: int
) -> npt.NDArray[np.float32]:
    """For each owner the weighed likeness of its nearest rows; rows that an owner lacks count zero."""
    found = np.zeros((size, len(NEAREST)), np.float32)
    taken = np.zeros(size, np.int64)
    for at in np.argsort(-likeness, kind="stable"):
        owner = owners[at]
        if taken[owner] < len(NEAREST):
            found[owner, taken[owner]] = likeness[at]
            taken[owner] += 1
    result: npt.NDArray[np.float32] = found @ np.array(NEAREST, np.float32)
    return result
