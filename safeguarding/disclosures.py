"""What a message may disclose: the kinds, the levels, and the answer of a check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

Level = Literal["immediate", "harm", "none"]
Speaker = Literal[
    "child",
    "adult",
    "about_child",
    "about_adult",
    "professional",
    "unknown",
    "hurt_by_child",
    "may_hurt",
    "child_of_ill_mum",
    "child_of_ill_dad",
]
Kind = Literal[
    "medical_emergency",
    "suicide_self_harm",
    "missing_child",
    "harm_to_others",
    "sexual_abuse_exploitation",
    "physical_abuse",
    "domestic_abuse",
    "harmful_practices",
    "criminal_exploitation",
    "adult_at_risk",
    "neglect",
    "radicalisation",
    "emotional_abuse",
]

KINDS: tuple[Kind, ...] = get_args(Kind)
LEVELS: tuple[Level, ...] = ("none", "harm", "immediate")


@dataclass(frozen=True)
class Heard:
    """One kind heard in a message by one hearer; `confidence` runs from 0 to 1."""

    kind: Kind
    level: Level
    confidence: float = 1.0


@dataclass(frozen=True)
class Disclosure:
    """What a message discloses; `kinds` run from the chief one to the least.

    `age` is in years when said: the writer's own, or in a worry about someone else that person's. `named` is
    False where the first kind is only a guess. `concern` is True where nothing is disclosed, yet a hearer was
    not easy: a gentle line about safety is due.
    """

    level: Level
    kinds: tuple[Kind, ...] = ()
    speaker: Speaker = "unknown"
    age: int | None = None
    named: bool = True
    concern: bool = False

    def __bool__(self) -> bool:
        return self.level != "none"


def join(heard: Iterable[Heard]) -> tuple[Level, tuple[Kind, ...]]:
    """The highest level, and the kinds: by level, then the surest first, then in the order of `KINDS`."""
    highest: dict[Kind, tuple[int, float]] = {}
    for one in heard:
        rank = LEVELS.index(one.level)
        if rank > 0:
            highest[one.kind] = max((rank, one.confidence), highest.get(one.kind, (0, 0.0)))
    kinds = sorted(highest, key=lambda kind: (*(-each for each in highest[kind]), KINDS.index(kind)))
    return LEVELS[max((rank for rank, _ in highest.values()), default=0)], tuple(kinds)
