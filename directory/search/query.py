"""What can be asked of the directory, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from directory.places import Place
from language.ages import AgeRange
from safeguarding import Disclosure


@dataclass(frozen=True)
class Filters:
    """Conditions that results must meet; giving one up is said. `excluded` service ids never come back.

    `within_km` asks for places no farther than that from `Query.near`; without a place it asks for nothing.
    """

    free: bool = False
    online: bool = False
    evenings: bool = False
    weekends: bool = False
    excluded: tuple[str, ...] = ()
    within_km: float | None = None


@dataclass(frozen=True)
class Query:
    """A search. A place and age not given are heard in `text`; `needs` given here must be met."""

    text: str = ""
    needs: tuple[str, ...] = ()
    near: Place | None = None
    age: AgeRange | None = None
    filters: Filters = field(default_factory=Filters)
    limit: int = 10
    offset: int = 0


@dataclass(frozen=True)
class Found:
    """One service that was found, with why it fits."""

    id: str
    source_id: str
    name: str
    organisation: str
    summary: str
    needs: tuple[str, ...]
    distance_km: float | None
    ages: str | None
    cost: str | None
    phone: str | None
    email: str | None
    url: str | None
    why: str

    def as_json(self) -> dict[str, Any]:
        """The facts as every interface gives them; what is not known is None."""
        return {
            "id": self.id,
            "source_id": self.source_id,
            "name": self.name,
            "organisation": self.organisation,
            "summary": self.summary,
            "needs": list(self.needs),
            "distance_km": self.distance_km,
            "ages": self.ages,
            "cost": self.cost,
            "phone": self.phone,
            "email": self.email,
            "url": self.url,
            "why": self.why,
        }


@dataclass(frozen=True)
class Results:
    """One page of results, best first.

    `relaxed` says in plain sentences which conditions were given up, `total` counts all pages, `near`, `age`
    and `needs` are what was searched for. `disclosure` is what safeguarding heard in the text: where its
    level is not "none", show the urgent lines above everything else.
    """

    results: list[Found]
    relaxed: list[str]
    total: int
    disclosure: Disclosure
    needs: tuple[str, ...] = ()
    near: Place | None = None
    age: AgeRange | None = None
