"""When what was learnt is out of date: fingerprints of data and code."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from core.settings import Settings


def fingerprint_of(files: Iterable[Path]) -> str:
    """A hash of names and contents, in the order of the names."""
    whole = hashlib.sha256()
    for file in sorted(files):
        whole.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return whole.hexdigest()[:16]


def code_fingerprint() -> str:
    """Changes with the code and rules of this package."""
    here = Path(__file__).parent
    return fingerprint_of(each for each in here.iterdir() if each.suffix in {".py", ".yml"})


def data_fingerprint(settings: Settings) -> str:
    """Changes with the needs and the training messages."""
    return fingerprint_of([settings.data / "needs.yml", *(settings.data / "nlu").rglob("*.yml")])
