"""The route for a professional's worry about a child or a family: by level, never instead of their judgement.

Two hearings are joined so that either can raise: what was learnt from worries of each level, and the hearing
for danger that every message passes. Neither brings a route down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt
import yaml
from scipy.special import softmax

from core.settings import Settings
from directory.guidance.learning import Meanings
from directory.guidance.model import Citation, Guidance, Passage
from directory.guidance.reading import GuidanceError, read_citation
from language.errors import LanguageError
from language.keeping import write_arrays
from language.learning import learn
from language.linear import Linear, fit_dense
from language.training import fingerprint_of
from safeguarding import Disclosure

Level = Literal["universal", "early_help", "social_care", "emergency"]
LEVELS: tuple[Level, ...] = get_args(Level)
STRENGTH = 10.0
"""C of the logistic regression."""
AT_LEAST: Mapping[Level, float] = {"emergency": 0.45, "social_care": 0.4, "early_help": 0.5}
"""How likely this level or a graver one must be, so as to be the route."""
PLAIN = 0.8
"""How likely an emergency is that stands by itself."""
RAISES: Mapping[str, tuple[Level, Level, float]] = {
    "immediate": ("emergency", "social_care", 0.15),
    "harm": ("social_care", "early_help", 0.3),
}
"""By what the hearing for danger heard: the level it raises to where that, or a graver one, is this likely,
and the level it raises to in any case."""

Check = Callable[[str], Disclosure]
Chances = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Route:
    """What to do about a worry of one level; `line` and `also` are keys of helplines."""

    level: Level
    title: str
    why: str
    steps: Sequence[str]
    line: str
    also: str
    read: Sequence[Passage]
    citations: Sequence[Citation]


class Router:
    """Finds the route for a worry; built once, safe to share between threads."""

    def __init__(self, routes: Mapping[Level, Route], line: Linear, meanings: Meanings, check: Check) -> None:
        self.routes = routes
        self._line, self._meanings, self._check = line, meanings, check

    def route(self, worry: str) -> Route:
        """The route by level."""
        scores = self._line.scores(self._meanings.of_one(worry)[None, :])[0]
        return self.routes[level_for(softmax(scores), self._check(worry))]


def level_for(chances: Chances, heard: Disclosure) -> Level:
    """The level for how likely each is, the mildest first, and for what the hearing for danger heard.

    An emergency that the hearing for danger does not hear as such must be plain, or the others decide.
    """
    if heard.level != "immediate" and chances[-1] < PLAIN:
        chances = chances[:-1] / max(float(chances[:-1].sum()), 1e-6)
        chances = np.append(chances, np.float32(0))
    graver = np.cumsum(chances[::-1])[::-1]
    found: Level = "universal"
    for level in reversed(LEVELS[1:]):
        if graver[LEVELS.index(level)] >= AT_LEAST[level]:
            found = level
            break
    if heard.level in RAISES:
        high, low, least = RAISES[heard.level]
        raised = high if graver[LEVELS.index(high)] >= least else low
        found = max(found, raised, key=LEVELS.index)
    return found


def open_router(settings: Settings, guidance: Guidance, meanings: Meanings, check: Check) -> Router:
    """The router for data/guidance; learns its worries if that file changed. Raises OpenDoorError."""
    folder = settings.data / "guidance"
    worries = folder / "worries.yml"

    def teach() -> _Kept:
        given = yaml.safe_load(worries.read_text(encoding="utf-8"))
        told = [(text, at) for at, level in enumerate(LEVELS) for text in given[level]]
        rows = meanings.of([text for text, _ in told])
        wanted = np.zeros((len(told), len(LEVELS)), np.float32)
        wanted[np.arange(len(told)), [at for _, at in told]] = 1.0
        return _Kept(fit_dense(rows, wanted, False, STRENGTH, np.ones(len(told), np.float32)))

    fingerprint = fingerprint_of([worries, Path(__file__)])
    line = learn("worries", fingerprint, teach, _load, meanings.ours, settings.models)[0].line
    return Router(load_routes(folder / "routes.yml", guidance), line, meanings, check)


def load_routes(path: Path, guidance: Guidance) -> Mapping[Level, Route]:
    """Every route by its level; raises GuidanceError."""
    try:
        given = yaml.safe_load(path.read_text(encoding="utf-8"))
        return {level: _route(level, given[level], guidance) for level in LEVELS}
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise GuidanceError(f"Mend {path.name} in data/guidance: {error}.") from None


def _route(level: Level, given: Mapping[str, Any], guidance: Guidance) -> Route:
    return Route(
        level,
        given["title"],
        given["why"],
        tuple(given["steps"]),
        given["line"],
        given["also"],
        tuple(guidance.passages[key] for key in given["read"]),
        tuple(read_citation(words, guidance.sources) for words in given["cite"]),
    )


@dataclass(frozen=True)
class _Kept:
    line: Linear

    def save(self, path: Path) -> None:
        write_arrays(path, {"weights": self.line.weights, "intercepts": self.line.intercepts})


def _load(path: Path) -> _Kept:
    try:
        with np.load(path) as kept:
            return _Kept(Linear(kept["weights"], kept["intercepts"]))
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise LanguageError(f"{path.name} cannot be read.") from error
