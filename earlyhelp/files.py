"""How the files of data/earlyhelp and data/plans are read."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from earlyhelp.errors import EarlyHelpDataError

_KEY = re.compile(r"[a-z][a-z0-9_]*")


def checked_key(key: str, longest: int) -> str:
    """The same key; raises ValueError unless it is 1 to `longest` small letters, digits and `_`."""
    if not _KEY.fullmatch(key) or len(key) > longest:
        raise ValueError(f"the key {key!r} has other than small letters, digits and _, or is too long")
    return key


def check_gaps(sentence: str, gaps: Collection[str]) -> str:
    """The same sentence, stripped; raises ValueError if it has a gap that nobody would fill."""
    found = [
        (name, form or turned) for _, name, form, turned in Formatter().parse(sentence) if name is not None
    ]
    unknown = {name for name, _ in found} - set(gaps)
    if unknown:
        raise ValueError(f"the gaps {sorted(unknown)} are not known")
    if any(more for _, more in found):
        raise ValueError("write a gap as its name alone, as in {name}")
    return sentence.strip()


def read(path: Path) -> dict[str, Any]:
    """The mapping in one YAML file, which says its `version`; raises EarlyHelpDataError."""
    where = f"{path.name} in data/{path.parent.name}"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except (OSError, yaml.YAMLError):
        raise EarlyHelpDataError(f"Mend {where}: it cannot be read as YAML.") from None
    except ValueError as error:
        raise EarlyHelpDataError(f"Mend {where}: a day or letter in it is none ({error}).") from None
    if not isinstance(found, dict) or type(found.get("version")) is not int:
        raise EarlyHelpDataError(f"Give {where} a version, as a whole number.")
    return found
