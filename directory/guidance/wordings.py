"""Ways of asking as words, two words together and parts of words, so that one's own wording counts beside its
meaning."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from language.normalising import normalise

Rows = npt.NDArray[np.float32]
RIDGE = 1.0
"""How far one odd wording may bend what is learnt."""


class Wordings:
    """Known ways of asking, in their order; how alike another is to each."""

    def __init__(self, known: Sequence[str]) -> None:
        self._kinds = (
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, dtype=np.float32),
            TfidfVectorizer(
                analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2, dtype=np.float32
            ),
        )
        plain = [normalise(text) for text in known]
        self._known = csr_matrix(hstack([kind.fit_transform(plain) for kind in self._kinds]))

    def alike(self, text: str) -> Rows:
        """How alike this is to each that is known, from 0 to 1: shape (known,)."""
        plain = [normalise(text)]
        row = csr_matrix(hstack([kind.transform(plain) for kind in self._kinds]))
        found: Rows = (row @ self._known.T).toarray()[0] / np.float32(len(self._kinds))
        return found

    def learn(self, owners: npt.NDArray[np.int64], size: int) -> Rows:
        """What each known wording says for each of `size` owners: ridge regression by likeness.

        Shape (known, owners); the scores of a text are `alike(text) @ learn(...)`.
        """
        likeness = (self._known @ self._known.T).toarray() / np.float32(len(self._kinds))
        wanted = np.full((len(owners), size), -1.0, np.float32)
        wanted[np.arange(len(owners)), owners] = 1.0
        likeness[np.diag_indices_from(likeness)] += np.float32(RIDGE / len(self._kinds))
        found: Rows = np.linalg.solve(likeness, wanted).astype(np.float32)
        return found
