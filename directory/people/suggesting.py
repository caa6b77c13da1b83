"""Completing what somebody begins to type: roles, places, schools, languages, teams and names."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from directory.people.found import Found
from directory.people.synonyms import plain

PhraseKind = Literal["role", "place", "school", "language", "specialism", "team", "agency", "name"]
_ORDER: Sequence[PhraseKind] = (
    "role", "place", "school", "name", "language", "team", "specialism", "agency",
)  # fmt: skip
FEWEST_LETTERS = 2
_LOOKED_AT = 300
"""Phrases that are weighed for one beginning."""


@dataclass(frozen=True)
class Suggestion:
    """What to look for instead of what was typed so far, and what kind of thing it ends with."""

    words: str
    kind: PhraseKind


@dataclass(frozen=True)
class Phrases:
    """Every phrase of the who's-who, by what it begins with at each of its words, sorted."""

    begins: Sequence[tuple[str, str, PhraseKind]]
    often: Counter[tuple[str, PhraseKind]]

    def complete(self, typed: str, limit: int) -> list[Suggestion]:
        """The phrases that go on from the whole of what was typed, or else from its last words."""
        words = typed.split()
        found: dict[str, Suggestion] = {}
        for kept in range(len(words)):
            beginning = plain(" ".join(words[kept:]))
            if len(beginning) < FEWEST_LETTERS:
                break
            before = f"{' '.join(words[:kept])} " if kept else ""
            for phrase, kind in self._going_on(beginning):
                found.setdefault(f"{before}{phrase}".lower(), Suggestion(f"{before}{phrase}", kind))
            if found:
                break
        return list(found.values())[:limit]

    def _going_on(self, beginning: str) -> list[tuple[str, PhraseKind]]:
        at = bisect.bisect_left(self.begins, (beginning,))
        alike: dict[tuple[str, PhraseKind], bool] = {}
        for begins, phrase, kind in self.begins[at : at + _LOOKED_AT]:
            if not begins.startswith(beginning):
                break
            whole = plain(phrase).startswith(beginning)
            alike[phrase, kind] = alike.get((phrase, kind), False) or whole
        return sorted(
            alike, key=lambda each: (not alike[each], _ORDER.index(each[1]), -self.often[each], each[0])
        )


def build_phrases(docs: Iterable[Found]) -> Phrases:
    """The phrases of these people and teams."""
    often: Counter[tuple[str, PhraseKind]] = Counter()
    for each in docs:
        often.update(set(_phrases(each)))
    begins = {
        (" ".join(words[at:]), phrase, kind)
        for phrase, kind in often
        for words in [plain(phrase).split()]
        for at in range(len(words))
    }
    return Phrases(sorted(begins), often)


def _phrases(found: Found) -> Iterable[tuple[str, PhraseKind]]:
    covers = found.covers
    told: list[tuple[PhraseKind, Sequence[str]]] = [
        ("name", (found.name,) if found.kind == "person" else ()),
        ("role", (found.role,) if found.kind == "person" else covers.get("role", ())),
        ("team", (found.team,)),
        ("agency", (found.agency,)),
        ("place", covers.get("area", ())),
        ("school", (*covers.get("school", ()), *covers.get("setting", ()))),
        ("language", covers.get("language", ())),
        ("specialism", covers.get("specialism", ())),
    ]
    return ((phrase, kind) for kind, phrases in told for phrase in phrases if phrase)
