"""Making sense of a query: its place and age, its spelling, its needs and its meanings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from directory.places import Place, Places
from directory.search.index import Index, Knowledge
from directory.search.meanings import FAINT, Weights
from directory.search.query import Query
from directory.search.wording import stem, telling, words
from language.ages import AgeRange, find_age
from language.encoder import Encoder, Vectors
from language.needs import NeedHearing
from language.normalising import normalise

PLACE_WEIGHT = 0.4
"""A place's name among the words looked for: services often carry it, but it says nothing of the need."""

MENDED_WEIGHT = 0.8
"""What a repaired word counts beside a typed one that may have been meant after all."""

UNDERSTOOD = 0.15
"""How clearly a need or a meaning must be heard in a text none of whose words any service uses."""

LONGEST = 600
"""Characters of a query that are read."""

_CUE_BEFORE = re.compile(r"\b(?:in|near|at|from|around|round|by|to|close to|outside)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """A query understood.

    `chances` of needs are in the order of the list; `meant` weighs meanings; `stems` are words to look for,
    with weights; `vector` stands for the text; `repairs` are of misspelt words; `forced` needs must be met;
    `understood` is False for a text that says nothing to us.
    """

    text: str
    near: Place | None
    age: AgeRange | None
    forced: tuple[str, ...]
    chances: Weights
    meant: Weights
    stems: Mapping[str, float]
    vector: Vectors
    repairs: Mapping[str, str]
    understood: bool

    @property
    def is_empty(self) -> bool:
        """True if neither words nor needs say what is looked for."""
        return not self.text and not self.forced


class Ear:
    """Understands queries. Safe to share between threads."""

    def __init__(self, places: Places, knowledge: Knowledge, hearing: NeedHearing, encoder: Encoder) -> None:
        self._places = places
        self._knowledge = knowledge
        self._hearing = hearing
        self._encoder = encoder
        self._keys = [need.key for need in knowledge.needs]

    def understand(self, query: Query, index: Index) -> Asked:
        """What the query looks for; places and ages it leaves out are heard in its text."""
        typed = query.text[:LONGEST]
        mention = self._places.mention(typed)
        place = mention.place if mention else None
        near = query.near or place
        rest, named = typed, ""
        if mention:
            before = _CUE_BEFORE.sub("", typed[: mention.start])
            rest, named = f"{before} {typed[mention.end :]}", typed[mention.start : mention.end]
        plain = normalise(rest)
        repairs = index.lexicon.mend(plain)
        mended = " ".join(repairs.get(word, word) for word in plain.split())
        text = " ".join(
            word if index.lexicon.is_english(word) else repairs.get(word, word) for word in plain.split()
        )
        chances = self._chances(text, query.needs)
        heard = {key: float(chance) for key, chance in zip(self._keys, chances, strict=True)}
        vector = self._encoder.encode([text])[0]
        forced = tuple(need for need in query.needs if need in heard)
        stems = self._stems(text, mended, named, index)
        doubt = 1.0 - float(index.words.share(stems).max(initial=0.0))
        meant = self._knowledge.meanings.weigh(text, vector, self._knowledge.phrases, heard, doubt)
        return Asked(
            text=text,
            near=near,
            age=query.age or find_age(typed),
            forced=forced,
            chances=chances,
            meant=meant,
            stems=stems,
            vector=vector,
            repairs=repairs,
            understood=bool(forced)
            or any(index.words.knows(each) for each in stems)
            or float(max(chances.max(initial=0.0), meant.max(initial=0.0))) >= UNDERSTOOD,
        )

    def _chances(self, text: str, forced: tuple[str, ...]) -> Weights:
        chances = np.zeros(len(self._keys))
        if text:
            heard = dict(zip(self._hearing.needs, self._hearing.chances([text])[0], strict=True))
            chances = np.array([float(heard.get(key, 0.0)) for key in self._keys])
            chances[chances < FAINT] = 0.0
        for at, key in enumerate(self._keys):
            if key in forced:
                chances[at] = 1.0
            elif forced:
                chances[at] *= 0.3
        return chances

    @staticmethod
    def _stems(text: str, mended: str, named: str, index: Index) -> dict[str, float]:
        typed = telling(text) if text else []
        wanted = {stem(word): 1.0 for word in typed}
        wanted |= {stem(word): MENDED_WEIGHT for word in telling(mended) if stem(word) not in wanted}
        wanted |= {stem(word): 1.0 for word in index.lexicon.joined(mended.split())}
        wanted |= {stem(word): PLACE_WEIGHT for word in words(named) if index.words.knows(stem(word))}
        return wanted
