"""The one place where the action server is put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy.orm import Session, sessionmaker

from core.database import open_database
from core.settings import load_settings
from directory.advice import Article, load_advice
from directory.places import Places, load_places
from directory.search import Search, open_search
from language.needs import Need, load_needs


@dataclass(frozen=True)
class Parts:
    """What actions work with."""

    sessions: sessionmaker[Session]
    search: Search
    places: Places
    needs: Mapping[str, Need]
    advice: Mapping[str, Article]


@lru_cache(maxsize=1)
def parts() -> Parts:
    """The parts of this process, made at first use."""
    settings = load_settings()
    sessions = open_database(settings.database)
    places = load_places(settings)
    return Parts(
        sessions=sessions,
        search=open_search(sessions, settings, places),
        places=places,
        needs={need.key: need for need in load_needs(settings.data / "needs.yml")},
        advice=load_advice(settings.data / "advice"),
    )
