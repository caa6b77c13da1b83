"""A feed's object read field by field, noting what could not be used and what nobody asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from directory.importing.text import plain, shorten

T = TypeVar("T")
MANY = 200
"""At most this many parts of one kind are read of one object."""


def is_blank(value: Any) -> bool:
    """True for what exports write when there is nothing to say."""
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], {})


@dataclass
class Notes:
    """What is said about one row: warnings about fields, and the names of unknown fields."""

    warnings: list[str] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)

    def warn(self, sentence: str) -> None:
        """Adds a warning once."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)


class Fields:
    """One object of a feed at `path` (empty for the service itself)."""

    def __init__(self, raw: Mapping[Any, Any], notes: Notes, path: str = "") -> None:
        self._raw = {str(key): value for key, value in raw.items()}
        self._used: set[str] = set()
        self.notes = notes
        self.path = path

    def raw(self, *names: str) -> Any:
        """The first of these fields that says something, or None; all of them count as known."""
        self._used.update(names)
        return next((self._raw[name] for name in names if not is_blank(self._raw.get(name))), None)

    def text(self, *names: str, limit: int = 2000) -> str | None:
        """One line of plain text."""
        return plain(self.raw(*names), limit)

    def read(self, how: Callable[[Any], T | None], *names: str) -> T | None:
        """A value read with `how`; a value that says something `how` cannot use is warned about."""
        value = self.raw(*names)
        if value is None:
            return None
        found = how(value)
        if found is None and plain(value) is not None:
            self.notes.warn(f"{self.path}{names[0]} could not be used: {shorten(plain(value) or '', 60)}")
        return found

    def one(self, *names: str) -> Fields | None:
        """An object inside this one; the first of a list counts."""
        value = self.raw(*names)
        value = value[0] if isinstance(value, list) and value else value
        return Fields(value, self.notes, f"{self.path}{names[0]}.") if isinstance(value, dict) else None

    def many(self, *names: str) -> list[Fields]:
        """Every object in all of these lists; one object alone counts as a list."""
        self._used.update(names)
        found: list[Fields] = []
        for name in names:
            value = self._raw.get(name)
            listed = value if isinstance(value, list) else [value]
            if len(listed) > MANY:
                self.notes.warn(f"{self.path}{name} has {len(listed)} entries: {MANY} were read")
            path = f"{self.path}{name}."
            found += [Fields(each, self.notes, path) for each in listed[:MANY] if isinstance(each, dict)]
        return found

    def ignore(self, *names: str) -> None:
        """Counts these fields as known though nothing is kept of them."""
        self._used.update(names)

    def finish(self) -> None:
        """Notes every field that says something and was never asked for."""
        for name, value in self._raw.items():
            if name not in self._used and not is_blank(value):
                self.notes.unknown[f"{self.path}{name}"[:100]] += 1
