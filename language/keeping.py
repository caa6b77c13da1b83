"""Writing what was trained: whole or not at all, as arrays in which nothing can run when it is read."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike


def write_arrays(file: Path, arrays: Mapping[str, ArrayLike]) -> None:
    """Writes named arrays into one `.npz` file for all to read, made beside it and then put in its place."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        os.fchmod(handle, 0o644)
        with os.fdopen(handle, "wb") as out:
            np.savez(out, **{key: np.asarray(value) for key, value in arrays.items()})
        Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)
