"""What a professional with a worry is told: by its level, and by what kind of worry it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from directory.guidance.model import Citation, Guidance, Passage
from directory.guidance.reading import GuidanceError, read_citation

Level = Literal["unclear", "universal", "early_help", "social_care", "emergency"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""From what tells nothing to the gravest."""


@dataclass(frozen=True)
class Advice:
    """Steps in their order; `parents` says whether they are told first, empty where that does not arise;
    `lines` are keys of helplines."""

    title: str
    steps: Sequence[str]
    parents: str
    lines: Sequence[str]
    read: Sequence[Passage]
    citations: Sequence[Citation]


@dataclass(frozen=True)
class Route(Advice):
    """What to do about a worry of one level, and why that."""

    level: Level
    why: str


@dataclass(frozen=True)
class KindAdvice(Advice):
    """What one kind of worry adds; `least` is the level that such a worry has at least."""

    kind: str
    least: Level


@dataclass(frozen=True)
class Way:
    """What to do about one worry: the route by its level, and what its kinds add, the chief one first."""

    route: Route
    kinds: Sequence[KindAdvice]

    @property
    def parents(self) -> str:
        """Whether to tell the parents first: what a kind says of it comes before what the level says."""
        return next((each.parents for each in self.kinds if each.parents), self.route.parents)

    @property
    def lines(self) -> Sequence[str]:
        """Keys of the helplines to show, each once."""
        return list(dict.fromkeys([*self.route.lines, *(key for each in self.kinds for key in each.lines)]))

    @property
    def read(self) -> Sequence[Passage]:
        """Passages that say more, those of its kinds first, each once."""
        own = [passage for each in self.kinds for passage in each.read]
        return list({each.key: each for each in [*own, *self.route.read]}.values())

    @property
    def citations(self) -> Sequence[Citation]:
        """What it stands on, each once."""
        told = [cited for each in self.kinds for cited in each.citations] + list(self.route.citations)
        return list({each.words: each for each in told}.values())


@dataclass(frozen=True)
class Routes:
    """Every route by its level, and every kind of worry that has steps of its own."""

    by_level: Mapping[Level, Route]
    by_kind: Mapping[str, KindAdvice]

    def way(self, level: Level, kinds: Sequence[str]) -> Way:
        """The route of the gravest of this level and of what these kinds have at least."""
        found = [self.by_kind[kind] for kind in dict.fromkeys(kinds) if kind in self.by_kind]
        gravest = max([level, *(each.least for each in found)], key=LEVELS.index)
        return Way(self.by_level[gravest], found)


def load_routes(path: Path, guidance: Guidance) -> Routes:
    """Every route of this file; raises GuidanceError."""
    try:
        given = yaml.safe_load(path.read_text(encoding="utf-8"))
        levels = {
            level: Route(*_advice(given[level], guidance), level, given[level]["why"]) for level in LEVELS
        }
        kinds = {
            kind: KindAdvice(*_advice(each, guidance), kind, _level(each.get("least", LEVELS[0])))
            for kind, each in given["kinds"].items()
        }
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise GuidanceError(f"Mend {path.name} in data/guidance: {error}.") from None
    return Routes(levels, kinds)


def _advice(
    given: Mapping[str, Any], guidance: Guidance
) -> tuple[str, Sequence[str], str, Sequence[str], Sequence[Passage], Sequence[Citation]]:
    """The fields of Advice, in their order."""
    return (
        given["title"],
        tuple(given["steps"]),
        given.get("parents", ""),
        tuple(given.get("lines", ())),
        tuple(guidance.passages[key] for key in given["read"]),
        tuple(read_citation(words, guidance.sources) for words in given["cite"]),
    )


def _level(said: str) -> Level:
    found = next((level for level in LEVELS if level == said), None)
    if found is None:
        raise ValueError(f"{said!r} is no level")
    return found
