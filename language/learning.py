"""Trained once and kept: a classifier of several labels, under a fingerprint of what it was learnt from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from language import hybrid
from language.encoder import Encoder
from language.errors import LanguageError
from language.hybrid import Hybrid, train_several
from language.training import code_fingerprint

KEPT = 3
"""Trained classifiers of one name that are kept; older ones are deleted."""

Lessons = Mapping[str, Collection[str]]
"""Normalised texts, each with its labels; none for a text that has none."""


def learn(
    name: str,
    learnt_from: str,
    lessons: Callable[[], Lessons],
    labels: Sequence[str],
    encoder: Encoder,
    folder: Path,
) -> tuple[Hybrid, Path]:
    """The classifier and the file that keeps it: read if it is there, or trained on `lessons`.

    `learnt_from` is a fingerprint of the files behind the lessons; code and encoder are added to it.
    """
    kept = folder / f"{name}-{learnt_from}-{code_fingerprint()[:8]}-{encoder.fingerprint[:8]}.npz"
    if kept.is_file():
        try:
            return hybrid.load(kept), kept
        except LanguageError:
            kept.unlink(missing_ok=True)
    given = lessons()
    classifier = train_several(list(given), list(given.values()), labels, encoder)
    classifier.save(kept)
    for old in sorted(folder.glob(f"{name}-*.npz"), key=lambda file: file.stat().st_mtime)[:-KEPT]:
        old.unlink(missing_ok=True)
    return classifier, kept
