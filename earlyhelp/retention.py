"""How long each kind of thing is kept, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal, get_args

from earlyhelp.errors import EarlyHelpDataError
from earlyhelp.files import read

Kind = Literal["answers", "record", "tries", "deliveries"]


@dataclass(frozen=True)
class Kept:
    """One kind: what it is and why it is kept, in plain words, and for how long."""

    what: str
    why: str
    time: timedelta


Retention = Mapping[Kind, Kept]


def load_retention(folder: Path) -> Retention:
    """The times in this folder, one for each kind; raises EarlyHelpDataError."""
    found = read(folder / "retention.yml")
    try:
        kinds = found["kinds"]
        return {
            kind: Kept(kinds[kind]["what"], kinds[kind]["why"], timedelta(days=int(kinds[kind]["days"])))
            for kind in get_args(Kind)
        }
    except (KeyError, TypeError, ValueError):
        raise EarlyHelpDataError("Mend retention.yml in data/earlyhelp: a kind is missing.") from None
