"""One person, team, agency or school as it is read from a file, checked and plain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["person", "team", "agency", "school"]
CoverageKind = Literal["area", "school", "setting", "need", "specialism", "language", "role"]


@dataclass(frozen=True)
class Entry:
    """`values` are the columns of its table, `covers` what it covers or knows, by kind; `row` is where in its
    part of the file it stands, from 1."""

    kind: Kind
    source_id: str
    values: Mapping[str, str | bool | date | None]
    covers: Mapping[CoverageKind, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    row: int = 0

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.values["name"])


@dataclass(frozen=True)
class Unreadable:
    """A row that is not taken, and why; `source_id` is empty where it has no key of its own."""

    row: int
    kind: Kind
    source_id: str
    name: str
    problem: str
