"""How long each kind of thing is kept, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal, get_args

from earlyhelp.checking import mend, whole, words
from earlyhelp.files import read

_LONGEST = 36_500

Kind = Literal["answers", "record", "tries", "deliveries"]


@dataclass(frozen=True)
class Kept:
    """One kind: what it is and why it is kept, in plain words, and for how long."""

    what: str
    why: str
    time: timedelta


Retention = Mapping[Kind, Kept]


@dataclass(frozen=True)
class Lasting:
    """What is never deleted: what it is, and why it stays, in plain words."""

    what: str
    why: str


def load_retention(folder: Path) -> Retention:
    """The times in this folder, one for each kind; raises EarlyHelpDataError."""
    found = read(folder / "retention.yml")
    try:
        return {kind: _kept(found["kinds"][kind]) for kind in get_args(Kind)}
    except (KeyError, TypeError, ValueError) as error:
        raise mend("retention.yml", error) from None


def load_lasting(folder: Path) -> Lasting:
    """What this folder says of the audit, which nothing can be cut out of; raises EarlyHelpDataError."""
    found = read(folder / "retention.yml")
    try:
        return Lasting(words(found["audit"]["what"]), words(found["audit"]["why"]))
    except (KeyError, TypeError, ValueError) as error:
        raise mend("retention.yml", error) from None


def _kept(written: Mapping[str, Any]) -> Kept:
    days = timedelta(days=whole(written["days"], 1, _LONGEST))
    return Kept(words(written["what"]), words(written["why"]), days)
