"""Opening the search of the who's-who: its words, its areas, and the ear for needs that nobody named."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sqlalchemy.orm import Session, sessionmaker

from core.clock import Clock, utc_now
from core.settings import Settings
from directory.people.areas import load_areas
from directory.people.search import PeopleSearch
from directory.people.synonyms import load_synonyms
from language.encoder import Encoder, load_encoder
from language.needs import NeedHearing, load_need_hearing, load_needs
from language.normalising import normalise

HEARD = 0.5
"""The least chance of a need that is looked for though it was not named."""


@lru_cache(maxsize=2)
def _ear(settings: Settings) -> tuple[NeedHearing, Encoder]:
    """What hears needs, loaded at the first search: looking for it anew reads the whole model's files."""
    return load_need_hearing(settings), load_encoder(settings)


def open_people_search(
    sessions: sessionmaker[Session], settings: Settings, clock: Clock = utc_now
) -> PeopleSearch:
    """The search over this database; raises OpenDoorError if its data is missing."""
    folder = settings.data / "people"

    def hear(text: str) -> Mapping[str, float]:
        hearing, encoder = _ear(settings)
        words = normalise(text)
        chances = hearing.chances([words], encoder.encode([words]))[0]
        found = zip(hearing.needs, map(float, chances), strict=True)
        return {need: chance for need, chance in found if chance >= HEARD}

    needs = {need.key: need.label for need in load_needs(settings.data / "needs.yml")}
    return PeopleSearch(sessions, load_synonyms(folder), load_areas(folder), needs, hear, clock)
