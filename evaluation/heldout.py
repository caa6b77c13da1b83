"""Messages kept apart from training, by set and by what they test."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import yaml

from core.errors import OpenDoorError

SetName = Literal["known", "watched", "unseen"]
Topic = Literal["intents", "needs", "details", "risk", "safe"]
SETS: tuple[SetName, ...] = ("known", "watched", "unseen")
"""From the one whose misses were read to the one whose scores alone were seen."""
TOPICS: Mapping[Topic, frozenset[str]] = {
    "intents": frozenset({"text", "intent"}),
    "needs": frozenset({"text", "needs"}),
    "details": frozenset({"text", "place", "postcode", "age", "who"}),
    "risk": frozenset({"text", "level", "kinds"}),
    "safe": frozenset({"text", "why"}),
}
Row = Mapping[str, Any]


class HeldOutError(OpenDoorError):
    """A held-out file cannot be read; the message names it."""


def read_set(folder: Path, name: SetName) -> dict[Topic, list[Row]]:
    """The rows of each topic of one set, `folder/<set>/<topic>.yml`; a topic without a file has none.

    Raises HeldOutError where a file is damaged or a row lacks a field.
    """
    return {topic: _read(folder / name / f"{topic}.yml", fields) for topic, fields in TOPICS.items()}


def _read(file: Path, fields: frozenset[str]) -> list[Row]:
    if not file.is_file():
        return []
    try:
        rows: list[Row] = yaml.safe_load(file.read_text(encoding="utf-8")) or []
        complete = all(fields <= row.keys() for row in rows)
    except (OSError, yaml.YAMLError, AttributeError, TypeError):
        complete = False
    if not complete:
        raise HeldOutError(f"Mend the held-out file {file.parent.name}/{file.name}: a row lacks a field.")
    return rows
