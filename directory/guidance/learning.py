"""What the search of guidance learns from: how people ask, in the meanings of two encoders side by side.

One encoder is the packaged one; the other is ours, which knows how families talk. Together they find the
right passage more often than either (docs/decisions/0032).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from core.settings import Settings
from directory.guidance.model import Guidance
from language.encoder import load_encoder, load_plain_encoder
from language.errors import LanguageError
from language.keeping import write_arrays
from language.learning import learn
from language.linear import Linear, fit_dense
from language.normalising import normalise
from language.pieces import in_pieces
from language.training import fingerprint_of

Rows = npt.NDArray[np.float32]
STRENGTH = 20.0
"""C of the logistic regression: how far one odd question may bend it."""


@dataclass(frozen=True)
class Learnt:
    """A line a passage, and one more for no answer; and every known way of asking, as rows with their owners.

    `rows` are in both meanings side by side; `owners` (rows,) count passages in the order of the guidance.
    """

    line: Linear
    rows: Rows
    owners: npt.NDArray[np.int64]

    def save(self, path: Path) -> None:
        """Keeps it as plain arrays."""
        write_arrays(
            path,
            {
                "weights": self.line.weights,
                "intercepts": self.line.intercepts,
                "rows": self.rows.astype(np.float16),
                "owners": self.owners,
            },
        )


def load(path: Path) -> Learnt:
    """What `save` kept; raises LanguageError."""
    try:
        with np.load(path) as kept:
            line = Linear(kept["weights"], kept["intercepts"])
            return Learnt(line, kept["rows"].astype(np.float32), kept["owners"])
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise LanguageError(f"{path.name} cannot be read.") from error


class Meanings:
    """Texts as rows in both meanings, each half of unit length."""

    def __init__(self, settings: Settings) -> None:
        self.ours, self._plain = load_encoder(settings), load_plain_encoder()

    def of(self, texts: Sequence[str]) -> Rows:
        """Shape (texts, both widths)."""
        plain = [normalise(text) for text in texts]
        return np.hstack([self.ours.encode_to_learn(plain), self._plain.encode_to_learn(plain)])

    def of_one(self, text: str) -> Rows:
        """One message, heard as it comes in."""
        plain = normalise(text)
        return np.hstack([self.ours.encode([plain])[0], self._plain.encode([plain])[0]])


def learn_guidance(guidance: Guidance, settings: Settings, meanings: Meanings) -> Learnt:
    """Read from the file that keeps it, or learnt anew where a file of the guidance changed."""
    folder = settings.data / "guidance"
    behind = [*folder.glob("*.md"), *folder.glob("asked/*.yml"), folder / "unanswered.yml", Path(__file__)]

    def teach() -> Learnt:
        passages = list(guidance.passages.values())
        texts, owners = [], []
        for at, each in enumerate(passages):
            ways = [*each.asked, *each.also_asked, f"{each.topic_title}: {each.heading}"]
            ways += in_pieces(f"{each.heading}. {each.text}")
            texts += ways
            owners += [at] * len(ways)
        texts += guidance.unanswered
        owners += [len(passages)] * len(guidance.unanswered)
        rows, of = meanings.of(texts), np.array(owners, np.int64)
        wanted = np.zeros((len(texts), len(passages) + 1), np.float32)
        wanted[np.arange(len(texts)), of] = 1.0
        line = fit_dense(rows, wanted, False, STRENGTH, np.ones(len(texts), np.float32))
        return Learnt(line, rows, of)

    return learn("guidance", fingerprint_of(behind), teach, load, meanings.ours, settings.models)[0]
