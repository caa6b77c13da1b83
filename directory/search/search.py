"""The directory's search: opened once a process, follows every change of the directory by itself."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session, sessionmaker

import safeguarding
from core.clock import Clock, utc_now
from core.errors import DatabaseError
from core.settings import Settings
from directory.places import Places, load_places
from directory.search.asking import Asked, Ear
from directory.search.choosing import ENOUGH, choose, distances
from directory.search.documents import load_documents
from directory.search.explaining import explain
from directory.search.index import Index, Knowledge, Matrix, build_index, load_knowledge
from directory.search.query import Found, Query, Results
from directory.search.ranking import rank
from directory.search.vectors import VectorStore
from directory.version import current_version
from language.encoder import load_encoder
from language.needs import load_need_hearing
from safeguarding import Disclosure

LOOK_AGAIN = 1.0
"""Seconds for which the directory is taken to be unchanged."""

NO_WORDS = "We could not find a service for those words, so these are for families in general."
GENERAL = "family support and advice"


Check = Callable[[str], Disclosure]


@dataclass(frozen=True)
class _Built:
    version: int
    day: date
    index: Index


class Search:
    """Finds services. Safe to share between threads."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        store: VectorStore,
        knowledge: Knowledge,
        ear: Ear,
        check: Check = safeguarding.check,
        clock: Clock = utc_now,
    ) -> None:
        self._check = check
        self._sessions = sessions
        self._store = store
        self._knowledge = knowledge
        self._ear = ear
        self._clock = clock
        self._keys = [need.key for need in knowledge.needs]
        self._labels = {need.key: need.label for need in knowledge.needs}
        self._lock = threading.Lock()
        self._built: _Built | None = None
        self._looked = 0.0

    def refresh(self) -> Index:
        """The index of the directory as it is now, built again if it changed; raises DatabaseError.

        Prices and hours have an end, so that a new day counts as a change. While one thread builds, others
        go on with what there was.
        """
        built = self._built
        if built is not None and time.monotonic() - self._looked < LOOK_AGAIN:
            return built.index
        if not self._lock.acquire(blocking=built is None) and built is not None:
            return built.index
        try:
            self._built = self._newest()
            self._looked = time.monotonic()
            return self._built.index
        except (OperationalError, ProgrammingError) as error:
            raise DatabaseError(
                "The directory cannot be read: run `opendoor setup`, and check OPENDOOR_DATABASE_URL."
            ) from error
        finally:
            self._lock.release()

    def _newest(self) -> _Built:
        built, today = self._built, self._clock().date()
        with self._sessions() as session:
            version = current_version(session)
            if built is not None and (built.version, built.day) == (version, today):
                return built
            documents = load_documents(session, today)
            return _Built(version, today, build_index(documents, self._knowledge, self._store))

    def find(self, query: Query) -> Results:
        """The services that fit, best first; raises DatabaseError."""
        index = self.refresh()
        asked = self._ear.understand(query, index)
        away = distances(index, asked.near)
        least = min(ENOUGH, max(1, query.limit)) + query.offset
        rows: list[int] = []
        relaxed: list[str] = []
        if asked.understood or asked.is_empty:
            choice = choose(asked, query.filters, rank(asked, index), index, away, least)
            rows, relaxed = choice.rows, choice.relaxed
        if not rows and query.text and index.documents:
            general = self._ear.understand(
                Query(text=GENERAL, near=asked.near, age=asked.age, filters=query.filters), index
            )
            choice = choose(general, query.filters, rank(general, index), index, away, least)
            rows, relaxed = choice.rows, [NO_WORDS, *choice.relaxed]
        page = rows[query.offset : query.offset + query.limit]
        return Results(
            results=[self._found(row, asked, index, away) for row in page],
            relaxed=relaxed,
            total=len(rows),
            disclosure=self._check(query.text),
            needs=self._heard(asked),
            near=asked.near,
            age=asked.age,
        )

    def _heard(self, asked: Asked) -> tuple[str, ...]:
        pairs = zip(self._keys, asked.chances, strict=True)
        return tuple(key for key, chance in sorted(pairs, key=lambda pair: -pair[1]) if chance >= 0.5)

    def _found(self, row: int, asked: Asked, index: Index, away: Matrix) -> Found:
        document = index.documents[row]
        km = None if np.isnan(away[row]) else round(float(away[row]), 1)
        needs = sorted(document.needs, key=lambda need: -document.needs[need])
        return Found(
            id=document.id,
            source_id=document.source_id,
            name=document.name,
            organisation=document.organisation,
            summary=document.summary,
            needs=tuple(needs),
            distance_km=km,
            ages=document.ages,
            cost=document.cost,
            phone=document.phone,
            email=document.email,
            url=document.url,
            why=explain(row, asked, index, self._keys, self._labels, km),
        )


def open_search(
    sessions: sessionmaker[Session],
    settings: Settings,
    places: Places | None = None,
    check: Check = safeguarding.check,
    clock: Clock = utc_now,
) -> Search:
    """The search over these sessions. Nothing about services is read before the first search or `refresh`.

    `check` hears what a person's words may disclose: the signs alone unless the caller brings more.
    """
    encoder = load_encoder(settings)
    store = VectorStore(settings.home, encoder)
    knowledge = load_knowledge(settings, store)
    ear = Ear(places or load_places(settings), knowledge, load_need_hearing(settings), encoder)
    return Search(sessions, store, knowledge, ear, check, clock)
