"""The parts of an assessment, as data/earlyhelp/assessment.yml lays them out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from earlyhelp.errors import EarlyHelpDataError
from earlyhelp.files import read

_MOST_ROWS = 20


@dataclass(frozen=True)
class Section:
    """One part: items that are filled in, prompts left empty, and a table of `columns` with empty rows."""

    title: str
    hint: str
    items: tuple[str, ...]
    prompts: tuple[str, ...]
    columns: tuple[str, ...]
    rows: int


@dataclass(frozen=True)
class Form:
    """One version of the assessment's layout."""

    version: int
    title: str
    intro: tuple[str, ...]
    sections: tuple[Section, ...]


def load_form(folder: Path, items: Collection[str]) -> Form:
    """The layout in this folder, whose items are among `items`; raises EarlyHelpDataError."""
    found = read(folder / "assessment.yml")
    try:
        form = Form(
            found["version"],
            _text(found["title"]),
            _texts(found, "intro"),
            tuple(_section(each) for each in found["sections"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise EarlyHelpDataError(
            "Mend assessment.yml in data/earlyhelp: a part of it is missing or is not words."
        ) from None
    unknown = {item for section in form.sections for item in section.items} - set(items)
    if unknown:
        raise EarlyHelpDataError(
            f"Take out of assessment.yml what consent.yml does not name: {', '.join(sorted(unknown))}."
        )
    return form


def _section(written: Mapping[str, Any]) -> Section:
    rows = written.get("rows", 0)
    if not isinstance(rows, int) or not 0 <= rows <= _MOST_ROWS:
        raise ValueError("rows")
    return Section(
        _text(written["title"]),
        _text(written.get("hint", "")),
        _texts(written, "items"),
        _texts(written, "prompts"),
        _texts(written, "columns"),
        rows,
    )


def _texts(written: Mapping[str, Any], key: str) -> tuple[str, ...]:
    found = written.get(key, [])
    if not isinstance(found, list):
        raise ValueError(key)
    return tuple(_text(each) for each in found)


def _text(written: object) -> str:
    if not isinstance(written, str):
        raise ValueError("words")
    return written.strip()
