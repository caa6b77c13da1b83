"""The route for a professional's worry about a child or a family: by level, never instead of their judgement.

Two hearings are joined so that either can raise: what was learnt from worries of each level, and the hearing
for danger that every message passes. Neither brings a route down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt
import yaml
from scipy.special import softmax

from core.settings import Settings
from directory.guidance.learning import Meanings
from directory.guidance.model import Guidance
from directory.guidance.routes import LEVELS, Level, Routes, Way, load_routes
from language.errors import LanguageError
from language.keeping import write_arrays
from language.learning import learn
from language.linear import Linear, fit_dense
from language.training import fingerprint_of
from safeguarding import Disclosure

STRENGTH = 30.0
"""C of the logistic regression."""
AT_LEAST: Mapping[Level, float] = {"emergency": 0.45, "social_care": 0.4, "early_help": 0.5}
"""How likely this level or a graver one must be, so as to be the route, the gravest first."""
PLAIN = 0.5
"""How likely an emergency is that stands by itself."""
UNCLEAR_FROM = 0.5
"""How likely it must be that nothing can be told from the words, so as to say so."""
SPECIAL = ("staff", "private_fostering", "neither")
"""Kinds of worries that no hearing for danger knows, and have a way of their own."""
SPECIAL_FROM = 0.35
PLAIN_FOSTERING = 0.7
"""How likely private fostering must be beside a danger that was heard: "cut abroad" is a little like it."""
EXPLOITATION = ("sexual_abuse_exploitation", "criminal_exploitation")
"""What a child who goes missing may be going to; it has steps of its own."""
MILD: Sequence[Level] = ("unclear", "universal", "early_help")
RAISES: Mapping[str, tuple[Level, Level, float]] = {
    "immediate": ("emergency", "social_care", 0.15),
    "harm": ("social_care", "early_help", 0.3),
}
"""By what the hearing for danger heard: the level it raises to where that, or a graver one, is this likely,
and the level it raises to in any case."""

Check = Callable[[str], Disclosure]
Chances = npt.NDArray[np.float32]


class Router:
    """Finds the way for a worry; built once, safe to share between threads."""

    def __init__(
        self, routes: Routes, levels: Linear, kinds: Linear, meanings: Meanings, check: Check
    ) -> None:
        self.routes = routes
        self._levels, self._kinds, self._meanings, self._check = levels, kinds, meanings, check

    def route(self, worry: str) -> Way:
        """The route by level, and the kinds that have steps of their own."""
        row, heard = self._meanings.of_one(worry)[None, :], self._check(worry)
        level = level_for(softmax(self._levels.scores(row)[0]), heard)
        special = dict(zip(SPECIAL, softmax(self._kinds.scores(row)[0]), strict=True))
        return self.routes.way(level, kinds_for(special, heard))


def kinds_for(special: Mapping[str, float], heard: Disclosure) -> list[str]:
    """The kinds for how likely each special one is, and the chief one that the hearing for danger named.

    What the first of them says of the parents counts, so exploitation comes before missing, and private
    fostering last.
    """
    named = heard.kinds if heard and heard.named else ()
    dangers = list(named[:1])
    if dangers == ["missing_child"]:
        dangers = [*[kind for kind in named if kind in EXPLOITATION][:1], *dangers]
    staff = ["staff"] if special["staff"] >= SPECIAL_FROM else []
    least = PLAIN_FOSTERING if named else SPECIAL_FROM
    fostering = ["private_fostering"] if special["private_fostering"] >= least else []
    return [*staff, *dangers, *fostering]


def level_for(chances: Chances, heard: Disclosure) -> Level:
    """The level for how likely each is, the mildest first, and for what the hearing for danger heard.

    An emergency that the hearing for danger does not hear as such must be plain, or the others decide.
    """
    if heard.level != "immediate" and chances[-1] < PLAIN:
        chances = chances[:-1] / max(float(chances[:-1].sum()), 1e-6)
        chances = np.append(chances, np.float32(0))
    graver = np.cumsum(chances[::-1])[::-1]
    found: Level = "unclear" if chances[0] > UNCLEAR_FROM else "universal"
    for level, least in AT_LEAST.items():
        if graver[LEVELS.index(level)] >= least:
            found = level
            break
    if heard.level in RAISES:
        high, low, least = RAISES[heard.level]
        raised = high if graver[LEVELS.index(high)] >= least else low
        found = max(found, raised, key=LEVELS.index)
    return found


def open_router(settings: Settings, guidance: Guidance, meanings: Meanings, check: Check) -> Router:
    """The router for data/guidance; learns its worries if these files changed. Raises OpenDoorError."""
    folder = settings.data / "guidance"
    worries, kinds_of = folder / "worries.yml", folder / "worry_kinds.yml"
    levels = _learnt(settings, meanings, "worries", [worries], _by_level(worries))
    kinds = _learnt(settings, meanings, "worry_kinds", [worries, kinds_of], _by_kind(kinds_of, worries))
    return Router(load_routes(folder / "routes.yml", guidance), levels, kinds, meanings, check)


def _by_level(worries: Path) -> Callable[[], list[tuple[str, int]]]:
    def read() -> list[tuple[str, int]]:
        given = yaml.safe_load(worries.read_text(encoding="utf-8"))
        return [(text, at) for at, level in enumerate(LEVELS) for text in given[level]]

    return read


def _by_kind(kinds: Path, worries: Path) -> Callable[[], list[tuple[str, int]]]:
    """Milder worries are of no special kind either; graver ones may be of one, and teach nothing here."""

    def read() -> list[tuple[str, int]]:
        given = yaml.safe_load(kinds.read_text(encoding="utf-8"))
        mild = yaml.safe_load(worries.read_text(encoding="utf-8"))
        told = [(text, at) for at, kind in enumerate(SPECIAL) for text in given[kind]]
        return told + [(text, len(SPECIAL) - 1) for level in MILD for text in mild[level]]

    return read


def _learnt(
    settings: Settings,
    meanings: Meanings,
    name: str,
    behind: Sequence[Path],
    read: Callable[[], list[tuple[str, int]]],
) -> Linear:
    """A line for each number that `read` gives with a text, learnt anew where one of the files changed."""

    def teach() -> _Kept:
        texts, owners = zip(*read(), strict=True)
        wanted = np.zeros((len(texts), max(owners) + 1), np.float32)
        wanted[np.arange(len(texts)), owners] = 1.0
        return _Kept(fit_dense(meanings.of(texts), wanted, False, STRENGTH, np.ones(len(texts), np.float32)))

    fingerprint = fingerprint_of([*behind, Path(__file__)])
    return learn(name, fingerprint, teach, _load, meanings.ours, settings.models)[0].line


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
