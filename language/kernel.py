"""Support vector machines over sentence vectors: yes-or-no questions whose answer no straight line divides.

Learnt by scikit-learn, kept and asked as plain arrays: the vectors that hold the line and what each weighs.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from scipy.special import expit

from language.encoder import Encoder
from language.errors import LanguageError
from language.keeping import write_arrays
from language.linear import Floats

SHARPNESS, STRENGTH = 2.0, 3.0
"""Of the Gaussian kernel over unit vectors (gamma), and C."""
CACHE_MB = 1200
"""Memory that learning one question may keep distances in: with half of it danger takes twice as long."""
STEEPNESS = 2.0
"""How quickly a score becomes a chance: 0 is one half, 1 (the edge of the margin) .88."""


@dataclass(frozen=True)
class Machine:
    """One question: the vectors beside the line (n, width), their weights (n,), and the intercept."""

    beside: Floats
    weights: Floats
    intercept: float

    def chances(self, rows: Floats) -> Floats:
        """How likely the answer is yes, 0 to 1, for unit `rows` (rows, width)."""
        near = np.exp(-2 * SHARPNESS * (1 - rows @ self.beside.T))
        result: Floats = expit(STEEPNESS * (near @ self.weights + self.intercept)).astype(np.float32)
        return result


@dataclass(frozen=True)
class Machines:
    """The machines of several questions, by name."""

    by_name: Mapping[str, Machine]

    def save(self, file: Path) -> None:
        """Writes them as arrays."""
        arrays = {
            f"{name}.{part}": value
            for name, machine in self.by_name.items()
            for part, value in vars(machine).items()
        }
        write_arrays(file, arrays)


def load(file: Path) -> Machines:
    """What `Machines.save` wrote; raises LanguageError if it is missing or damaged."""
    try:
        with np.load(file, allow_pickle=False) as kept:
            names = sorted({each.rpartition(".")[0] for each in kept.files})
            return Machines(
                {
                    name: Machine(
                        kept[f"{name}.beside"], kept[f"{name}.weights"], float(kept[f"{name}.intercept"])
                    )
                    for name in names
                }
            )
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        raise LanguageError("A trained classifier is missing or damaged: train again.") from None


def train_machines(texts: Sequence[str], answers: Mapping[str, Sequence[bool]], encoder: Encoder) -> Machines:
    """Learns each question from its yes and no for every text."""
    from sklearn.svm import SVC

    rows = encoder.encode_to_learn(texts)

    def one(yes: Sequence[bool]) -> Machine:
        machine = SVC(C=STRENGTH, gamma=SHARPNESS, cache_size=CACHE_MB).fit(rows, yes)
        return Machine(
            machine.support_vectors_.astype(np.float32),
            machine.dual_coef_[0].astype(np.float32),
            float(machine.intercept_[0]),
        )

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return Machines(dict(zip(answers, pool.map(one, answers.values()), strict=True)))
