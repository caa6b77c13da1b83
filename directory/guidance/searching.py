"""Finding the one passage that answers a question: by its words, and by what they mean.

A passage is as near as the nearest of the ways in which people ask for it, its heading, or a piece of its
text; the words it shares with the question count beside that. Nothing is written that is not in a passage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from directory.guidance.model import Audience, Guidance, Passage
from directory.search.bm25 import WordIndex
from directory.search.vectors import VectorStore
from directory.search.wording import EMPTY, stem, stems, words
from language.normalising import normalise
from language.pieces import in_pieces

FIELDS = {"heading": 2.5, "questions": 1.5, "topic_title": 1.5, "text": 1.0}
WORDS, TEXT = 0.45, 0.9
"""What shared words count beside meaning, and a piece of the text beside a way of asking."""
SECOND = 0.25
"""What the second nearest way of asking adds to the nearest."""
KNOWN = 0.62
"""The least score of an answer; below it, we do not know."""
CLOSE = 0.9
"""What the score of another passage must reach of the first one's, so as to be offered beside it."""

Rows = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Answer:
    """A passage and how well it answers, about 0 to 1.5."""

    passage: Passage
    score: float


class GuidanceSearch:
    """Finds passages; built once, safe to share between threads."""

    def __init__(self, guidance: Guidance, store: VectorStore) -> None:
        self.guidance = guidance
        self._store = store
        self._passages = list(guidance.passages.values())
        self._words = WordIndex(self._passages, FIELDS)
        asked = [normalise(text) for each in self._passages for text in (*each.asked, each.heading)]
        self._asked_of = _owners(len(each.asked) + 1 for each in self._passages)
        pieces = [in_pieces(f"{each.heading}. {each.text}") for each in self._passages]
        self._text_of = _owners(map(len, pieces))
        rows = store.encode([*asked, *(piece for each in pieces for piece in each)])
        self._asked, self._texts = rows[: len(asked)], rows[len(asked) :]

    def find(self, question: str, limit: int = 3, audience: Audience | None = None) -> Sequence[Answer]:
        """The passages that answer, best first; none where nothing answers well enough.

        After the first come only those that are nearly as good. `audience` leaves out what is not for them.
        """
        scores = self.scores(question)
        for at, passage in enumerate(self._passages):
            if audience is not None and audience not in passage.audiences:
                scores[at] = 0.0
        order = np.argsort(-scores, kind="stable")
        best = float(scores[order[0]]) if len(order) else 0.0
        if best < KNOWN:
            return []
        near = [at for at in order[:limit] if scores[at] >= CLOSE * best]
        return [Answer(self._passages[at], float(scores[at])) for at in near]

    def scores(self, question: str) -> npt.NDArray[np.float64]:
        """How well each passage answers, in the order of the topics."""
        row = self._store.encode_once(normalise(question))
        asked, second = _nearest(self._asked @ row, self._asked_of, len(self._passages))
        texts, _ = _nearest(self._texts @ row, self._text_of, len(self._passages))
        meant = np.maximum(asked, TEXT * texts) + SECOND * np.maximum(second, 0.0)
        said = [word for word in words(question) if word not in EMPTY] or words(question)
        shared = self._words.share(dict.fromkeys(map(stem, said), 1.0))
        result: npt.NDArray[np.float64] = meant / (1 + SECOND) + WORDS * shared
        return result


def _owners(counts: object) -> npt.NDArray[np.int64]:
    sizes = list(counts)  # type: ignore[call-overload]
    return np.repeat(np.arange(len(sizes)), sizes)


def _nearest(likeness: Rows, owners: npt.NDArray[np.int64], size: int) -> tuple[Rows, Rows]:
    """For each owner its greatest and second greatest likeness."""
    first, second = np.full(size, -1.0, np.float32), np.full(size, -1.0, np.float32)
    order = np.argsort(-likeness, kind="stable")
    for at in order:
        owner = owners[at]
        if first[owner] == -1.0:
            first[owner] = likeness[at]
        elif second[owner] == -1.0:
            second[owner] = likeness[at]
    return first, second
