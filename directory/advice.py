"""Short advice on each need: Markdown files with front matter, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from core.errors import OpenDoorError

_MARK = "---"
_REQUIRED = ("title", "need", "heard", "summary", "next_step", "updated", "sources")


class AdviceError(OpenDoorError):
    """An advice file is not in the form that docs/advice.md describes."""


@dataclass(frozen=True)
class Source:
    """Where an article's facts come from."""

    name: str
    checked: date
    url: str | None = None


@dataclass(frozen=True)
class Article:
    """One article: `heard` is said when a person tells of the need, `next_step` is one thing to do first."""

    slug: str
    title: str
    need: str
    heard: str
    summary: str
    next_step: str
    updated: date
    sources: tuple[Source, ...]
    body: str


def load_advice(folder: Path) -> Mapping[str, Article]:
    """Every article by its slug (the file's name), in alphabetical order; raises AdviceError."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.md")) if path.stem != "README"}


def advice_for(articles: Mapping[str, Article], need: str | None) -> Article | None:
    """The first article about a need."""
    return next((article for article in articles.values() if article.need == need), None)


def _read(path: Path) -> Article:
    text = path.read_text(encoding="utf-8")
    if not text.startswith(_MARK + "\n") or text.count(f"\n{_MARK}\n") < 1:
        raise AdviceError(f"{path.name} must begin with front matter between two lines of ---.")
    _, front, body = text.split(_MARK + "\n", 2)
    try:
        values = yaml.safe_load(front)
    except yaml.YAMLError:
        raise AdviceError(f"The front matter of {path.name} is not valid YAML.") from None
    missing = [key for key in _REQUIRED if not (isinstance(values, dict) and values.get(key))]
    if missing:
        raise AdviceError(f"{path.name} has no {' or '.join(missing)} in its front matter.")
    if not isinstance(values["updated"], date):
        raise AdviceError(f"{path.name} must say `updated` as a date such as 2026-11-21.")
    kept = {key: values[key] for key in _REQUIRED if key != "sources"}
    return Article(slug=path.stem, sources=_sources(path, values["sources"]), body=body.strip(), **kept)


def _sources(path: Path, given: Any) -> tuple[Source, ...]:
    sources = given if isinstance(given, list) else [given]
    if not all(
        isinstance(each, dict) and each.get("name") and isinstance(each.get("checked"), date)
        for each in sources
    ):
        raise AdviceError(f"Every source in {path.name} needs a name and the date it was checked.")
    return tuple(Source(each["name"], each["checked"], each.get("url")) for each in sources)
