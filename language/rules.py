"""Rules of wording kept as data: what is said, as regular expressions in YAML, and what it means."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

from language.errors import LanguageError

Rules = tuple[tuple[str, re.Pattern[str]], ...]


@lru_cache(maxsize=8)
def load_rules(name: str) -> Rules:
    """The rules of `<name>.yml` beside this file, in order, each with its meaning; raises LanguageError.

    `parts` are named alternatives; `<name>` in a pattern stands for one of them.
    """
    try:
        file = yaml.safe_load((Path(__file__).parent / f"{name}.yml").read_text(encoding="utf-8"))
        parts: dict[str, str] = {}
        for part, ways in (file.get("parts") or {}).items():
            parts[part] = _whole(ways, parts)
        return tuple((rule["means"], re.compile(_whole(rule["says"], parts))) for rule in file["rules"])
    except (OSError, yaml.YAMLError, KeyError, TypeError, re.error):
        raise LanguageError(f"The rules of wording {name}.yml are missing or damaged.") from None


def _whole(ways: list[str], parts: dict[str, str]) -> str:
    """The alternatives as one pattern, with parts put in."""
    put_in = [re.sub(r"(?<!\?P)<(\w+)>", lambda found: parts[found[1]], way) for way in ways]
    return f"(?:{'|'.join(put_in)})"
