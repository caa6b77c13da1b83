"""What the search of guidance learns from: how people ask, by meaning in two encoders, and by words.

One encoder is the packaged one; the other is ours, which knows how families talk. Together, and with the
words beside them, they find the right passage more often than either (docs/decisions/0032).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from core.settings import Settings
from directory.guidance.model import Guidance
from directory.guidance.wordings import Wordings
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

    `rows` are in both meanings side by side; `owners` (rows,) count passages in the order of the guidance;
    `says` (rows, passages and one) is what the wording of each way says for each passage.
    """

    line: Linear
    rows: Rows
    owners: npt.NDArray[np.int64]
    says: Rows

    def save(self, path: Path) -> None:
        """Keeps it as plain arrays."""
        write_arrays(
            path,
            {
                "weights": self.line.weights,
                "intercepts": self.line.intercepts,
                "rows": self.rows.astype(np.float16),
                "owners": self.owners,
                "says": self.says.astype(np.float16),
            },
        )


def load(path: Path) -> Learnt:
    """What `save` kept; raises LanguageError."""
    try:
        with np.load(path) as kept:
            line = Linear(kept["weights"], kept["intercepts"])
            rows, says = (kept[name].astype(np.float32) for name in ("rows", "says"))
            return Learnt(line, rows, kept["owners"], says)
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


def ways_of_asking(guidance: Guidance) -> tuple[list[str], npt.NDArray[np.int64]]:
    """Every known way of asking and every piece of a passage, and which passage each is of; after the last
    passage comes what none answers."""
    passages = list(guidance.passages.values())
    texts, owners = [], []
    for at, each in enumerate(passages):
        ways = [*each.asked, *each.also_asked, f"{each.topic_title}: {each.heading}"]
        ways += in_pieces(f"{each.heading}. {each.text}")
        texts += ways
        owners += [at] * len(ways)
    texts += guidance.unanswered
    owners += [len(passages)] * len(guidance.unanswered)
    return texts, np.array(owners, np.int64)


def learn_guidance(guidance: Guidance, settings: Settings, meanings: Meanings, wordings: Wordings) -> Learnt:
    """Read from the file that keeps it, or learnt anew where this guidance is another.

    What counts is the guidance at hand and not its files, which may have changed since it was read.
    """
    here = Path(__file__)
    texts, owners = ways_of_asking(guidance)
    known = "\0".join(f"{owner} {text}" for owner, text in zip(owners, texts, strict=True))

    def teach() -> Learnt:
        size = len(guidance.passages) + 1
        rows = meanings.of(texts)
        wanted = np.zeros((len(texts), size), np.float32)
        wanted[np.arange(len(texts)), owners] = 1.0
        line = fit_dense(rows, wanted, False, STRENGTH, np.ones(len(texts), np.float32))
        return Learnt(line, rows, owners, wordings.learn(owners, size))

    code = fingerprint_of([here, here.with_name("wordings.py")])
    fingerprint = sha256(f"{code}{known}".encode()).hexdigest()[:16]
    return learn("guidance", fingerprint, teach, load, meanings.ours, settings.models)[0]
