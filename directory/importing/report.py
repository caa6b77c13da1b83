"""What an import did, row by row."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Outcome = Literal["taken", "changed", "unchanged", "skipped", "removed"]


@dataclass(frozen=True)
class RowNote:
    """What became of one row. `row` counts from 1; a removed service has none. `notes` are sentences."""

    row: int | None
    source_id: str
    name: str
    outcome: Outcome
    notes: tuple[str, ...] = ()


@dataclass
class ImportReport:
    """Counts of services taken, changed, unchanged, skipped and removed, with a note for every row.

    `notes` speak of the whole feed; `unknown_fields` counts the rows in which a field that is not read said
    something; `version` is the directory's version afterwards.
    """

    source: str
    taken: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0
    removed: int = 0
    rows: list[RowNote] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unknown_fields: Counter[str] = field(default_factory=Counter)
    version: int = 0

    def add(self, note: RowNote) -> None:
        """Counts a row and keeps its note."""
        self.rows.append(note)
        setattr(self, note.outcome, getattr(self, note.outcome) + 1)

    @property
    def warnings(self) -> int:
        """How many notes there are on rows that were imported."""
        return sum(len(row.notes) for row in self.rows if row.outcome not in {"skipped", "removed"})

    def as_json(self) -> dict[str, Any]:
        """The report for machines; rows that were unchanged and gave no note are left out."""
        told = [asdict(row) for row in self.rows if row.outcome != "unchanged" or row.notes]
        counts = {
            name: getattr(self, name) for name in ("taken", "changed", "unchanged", "skipped", "removed")
        }
        return {
            "source": self.source,
            **counts,
            "version": self.version,
            "notes": self.notes,
            "unknown_fields": dict(self.unknown_fields.most_common()),
            "rows": told,
        }
