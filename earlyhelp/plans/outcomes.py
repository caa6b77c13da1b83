"""What families want to be different, and what of Somerset's and Southwark's aims each belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from earlyhelp.checking import mend, parts, several, whole, words
from earlyhelp.files import checked_key, read

FILE = "outcomes.yml"
OTHER = "other"
"""How the keys of outcomes begin that a family names itself."""
LEAST, MOST = 1, 5
"""How much something touches a family, as the template's scale has it."""
_LONGEST_KEY = 40


@dataclass(frozen=True)
class Outcome:
    """One of them: in plain words, as the template has it, and what it works towards."""

    key: str
    label: str
    template: str
    somerset: tuple[str, ...]
    southwark: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Outcomes:
    """One version of the list. `effects` says in words what each number from 1 to 5 means."""

    version: int
    effects: Mapping[int, str]
    somerset: Mapping[str, str]
    southwark: Mapping[str, str]
    by_key: Mapping[str, Outcome]

    def label(self, key: str, said: str = "") -> str:
        """What the outcome is called; one of the family's own by what they said."""
        return said if is_own(key) else self.by_key[key].label


def is_own(key: str) -> bool:
    """Whether this is the key of an outcome that a family named itself, such as `other-3f9a`."""
    return key == OTHER or key.startswith(f"{OTHER}-")


def load_outcomes(folder: Path, needs: frozenset[str]) -> Outcomes:
    """The outcomes in this folder, each found under some of these `needs`; raises EarlyHelpDataError."""
    found = read(folder / FILE)
    try:
        somerset, southwark = (_labels(found[name]) for name in ("somerset", "southwark"))
        outcomes = [_outcome(each, somerset, southwark, needs) for each in found["outcomes"]]
        effects = {number: words(found["effects"][number]) for number in range(LEAST, MOST + 1)}
        keys = {each.key for each in outcomes}
        if len(keys) < len(outcomes) or any(is_own(key) for key in keys):
            raise ValueError(f"a key is there twice, or is {OTHER!r}")
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise mend(FILE, error, "plans") from None
    version = whole(found["version"], 1, 10_000)
    return Outcomes(version, effects, somerset, southwark, {each.key: each for each in outcomes})


def _labels(written: object) -> dict[str, str]:
    return {checked_key(key, _LONGEST_KEY): words(label) for key, label in parts(written).items()}


def _outcome(
    written: Mapping[str, Any],
    somerset: Mapping[str, str],
    southwark: Mapping[str, str],
    needs: frozenset[str],
) -> Outcome:
    key = checked_key(written["key"], _LONGEST_KEY)
    aims, theme, found_under = (
        several(written["somerset"]),
        words(written["southwark"]),
        several(written["needs"]),
    )
    unknown = (set(aims) - somerset.keys()) | ({theme} - southwark.keys()) | (set(found_under) - needs)
    if unknown:
        raise ValueError(f"{', '.join(sorted(unknown))} of {key!r} is not known")
    return Outcome(key, words(written["label"]), words(written["template"]), aims, theme, found_under)
