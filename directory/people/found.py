"""What a search of the who's-who gives: people and teams, why they fit, and how to reach them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Facet = Literal["role", "agency", "area", "language", "need"]
"""What a list of people can be narrowed by."""
Counts = Mapping[Facet, Sequence[tuple[str, int]]]


@dataclass(frozen=True)
class Away:
    """That somebody is away, until when if it is known, and who stands in."""

    until: date | None
    deputy_id: str
    deputy: str

    def as_json(self) -> dict[str, Any]:
        """The same for machines."""
        until = self.until.isoformat() if self.until else None
        return {"until": until, "deputy": self.deputy, "deputy_id": self.deputy_id}


@dataclass(frozen=True)
class Found:
    """One person or team. `id` is its key in the file it came from, `key` its own, for addresses; `share` is
    how much of what was asked they answer to, 0 to 1; `stale` says that nobody signed the entry off for half
    a year.
    """

    id: str
    key: str
    kind: Literal["person", "team"]
    name: str
    role: str
    team: str
    agency: str
    phone: str
    email: str
    reach: str
    works: str
    covers: Mapping[str, tuple[str, ...]]
    public: bool = False
    signed_off_on: date | None = None
    away: Away | None = None
    stale: bool = False
    share: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The facts for machines."""
        told = {
            name: getattr(self, name)
            for name in ("id", "kind", "name", "role", "team", "agency", "phone", "email", "reach", "works")
        }
        return {
            **told,
            "away": self.away.as_json() if self.away else None,
            "stale": self.stale,
            "share": round(self.share, 3),
            "covers": {kind: list(values) for kind, values in self.covers.items()},
        }


@dataclass(frozen=True)
class PeopleFound:
    """People and teams, best first.

    `nobody` says that no person answers to all that was asked: then `instead` is the team to ask, if there
    is one, and `results` are the nearest. `total` counts all that were found, not only `results`; `counts`
    says how many of them each role, agency, area, language and need has.
    """

    results: Sequence[Found]
    nobody: bool
    instead: Found | None
    total: int = 0
    counts: Counts = field(default_factory=dict)
