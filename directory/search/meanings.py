"""From what families say to the words that services use, by phrase and by likeness within a heard need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from core.errors import OpenDoorError
from directory.search.wording import stems
from language.encoder import Vectors
from language.normalising import normalise

FAINT = 0.04
"""A need that is heard more faintly than this brings no meanings with it."""

NARROWNESS = 0.03
"""How fast a meaning fades, in cosine, behind the closest of the same need."""

BESIDE_A_PHRASE = 0.5
"""What likeness keeps of its weight where a phrase was heard."""

Weights = npt.NDArray[np.float64]


class SynonymsError(OpenDoorError):
    """data/search/synonyms.yml cannot be read."""


@dataclass(frozen=True)
class Meaning:
    """Synonyms: `heard` are families' phrases, `means` services' words, `needs` those it belongs to."""

    heard: tuple[str, ...]
    means: tuple[str, ...]
    needs: tuple[str, ...]

    @property
    def told(self) -> str:
        """Services' words as one text."""
        return ", ".join(self.means)


def load_meanings(path: Path) -> tuple[Meaning, ...]:
    """The groups in the order of the file; raises SynonymsError."""
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        return tuple(
            Meaning(tuple(map(str, row["heard"])), tuple(map(str, row["means"])), tuple(row.get("needs", ())))
            for row in rows
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise SynonymsError(f"{path.name} cannot be read: put it back as it was.") from error


class Meanings:
    """Tells how strongly a query holds each meaning. `vectors` are the encoder's rows of `phrases`."""

    def __init__(self, meanings: tuple[Meaning, ...]) -> None:
        self.meanings = meanings
        pairs = [(at, phrase) for at, each in enumerate(meanings) for phrase in each.heard]
        self.phrases = [normalise(phrase) for _, phrase in pairs]
        self._owner = np.array([at for at, _ in pairs], np.int64)
        self._stems = [f" {' '.join(stems(phrase))} " for _, phrase in pairs]
        self._of_need: dict[str, list[int]] = {}
        for at, each in enumerate(meanings):
            for need in each.needs:
                self._of_need.setdefault(need, []).append(at)

    def weigh(
        self, text: str, vector: Vectors, phrases: Vectors, needs: Mapping[str, float], doubt: float
    ) -> Weights:
        """A weight, 0 to 1, for each meaning.

        A phrase in the text gives 1. Otherwise it is the chance of the need times the likeness of the text to
        the meaning's phrases, the closest of each need counting in full. `doubt`, 0 to 1, is how far the
        text's own words leave open what is meant; likeness counts only so much, and less beside a phrase.
        """
        padded = f" {' '.join(stems(text))} "
        weights = np.zeros(len(self.meanings))
        for owner, phrase in zip(self._owner, self._stems, strict=True):
            if phrase in padded:
                weights[owner] = 1.0
        doubt *= BESIDE_A_PHRASE if weights.any() else 1.0
        likeness = np.full(len(self.meanings), -1.0)
        np.maximum.at(likeness, self._owner, phrases @ vector)
        for need, chance in needs.items():
            members = self._of_need.get(need)
            if members and chance >= FAINT:
                close = np.exp((likeness[members] - likeness[members].max()) / NARROWNESS)
                weights[members] = np.maximum(weights[members], doubt * chance * close)
        return weights
