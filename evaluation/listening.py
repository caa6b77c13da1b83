"""What an ear makes of the messages of one set."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.heldout import Row, Topic

Understood = Mapping[str, Any]
"""What `opendoor understand` prints for a message; an ear that cannot hear a field leaves it out."""
Ear = Callable[[str], Understood]

REFUSED = frozenset({"out_of_scope", "nlu_fallback"})


@dataclass(frozen=True)
class Listened:
    """A held-out row and what was understood of it."""

    row: Row
    understood: Understood

    @property
    def intent(self) -> str:
        """The intent that was heard; every refusal counts as out of scope."""
        name = str(self.understood["intent"]["name"])
        return "out_of_scope" if name in REFUSED else name

    @property
    def needs(self) -> frozenset[str]:
        """The needs that were heard."""
        return frozenset(each["need"] for each in self.understood["needs"])

    @property
    def level(self) -> str:
        """The level of danger that was heard."""
        return str(self.understood["risk"]["level"])

    @property
    def alarmed(self) -> bool:
        """True if any danger was heard."""
        return self.level != "none"


Set = Mapping[Topic, Sequence[Listened]]


def listen(ear: Ear, rows: Mapping[Topic, Sequence[Row]]) -> dict[Topic, list[Listened]]:
    """Lets an ear hear every row of a set."""
    return {topic: [Listened(row, ear(row["text"])) for row in some] for topic, some in rows.items()}


def has(field: str, heard: Set) -> bool:
    """True if the ear gives this field at all."""
    return any(field in each.understood for some in heard.values() for each in some)
