"""Trained once and kept: what was learnt from files, under a fingerprint of all it was learnt from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Protocol, TypeVar

from language.encoder import Encoder
from language.errors import LanguageError
from language.training import code_fingerprint

KEPT = 3
"""Files of one name that are kept; older ones are deleted."""

Lessons = Mapping[str, Collection[str]]
"""Normalised texts, each with its labels; none for a text that has none."""


class Learnt(Protocol):
    """What can be kept in a file."""

    def save(self, file: Path) -> None:
        """Writes it whole or not at all."""


L = TypeVar("L", bound=Learnt)


def learn(
    name: str,
    learnt_from: str,
    teach: Callable[[], L],
    load: Callable[[Path], L],
    encoder: Encoder,
    folder: Path,
) -> tuple[L, Path]:
    """What was learnt and the file that keeps it: read by `load` if it is there, or made by `teach`.

    `learnt_from` is a fingerprint of the files behind the lessons; code and encoder are added to it.
    """
    kept = folder / f"{name}-{learnt_from}-{code_fingerprint()[:8]}-{encoder.fingerprint[:8]}.npz"
    if kept.is_file():
        try:
            return load(kept), kept
        except LanguageError:
            kept.unlink(missing_ok=True)
    learnt = teach()
    learnt.save(kept)
    for old in sorted(folder.glob(f"{name}-*.npz"), key=lambda file: file.stat().st_mtime)[:-KEPT]:
        old.unlink(missing_ok=True)
    return learnt, kept
