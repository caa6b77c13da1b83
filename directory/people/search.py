"""Searching the who's-who in one box: names, roles, schools, places, languages, needs, however typed.

Every word is looked for in every field of every person and team: as it stands, as the beginning of a word, or
misspelt. A rare word counts more than a common one, and whoever answers to all that was asked comes before
whoever answers to a part of it.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from core.clock import Clock, utc_now
from directory.people.areas import Areas
from directory.people.found import Away, Found, PeopleFound
from directory.people.importing import people_version
from directory.people.index import SKIPPED, Doc, Field, Floats, Index, build_index, rank
from directory.people.model import Coverage, Person, School, Team
from directory.people.synonyms import Synonyms, plain

LEAST_SHARE = 0.5
"""The least share of what was asked that somebody must answer to, so as to be named at all."""
STALE_DAYS = 183

Hear = Callable[[str], Mapping[str, float]]
"""Gives how likely each need is in a text, 0 to 1, those that are likely at all."""
Covers = Mapping[str, Sequence[str]]


class PeopleSearch:
    """Finds people and teams; safe to share between threads, follows every change by itself."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        synonyms: Synonyms,
        areas: Areas,
        needs: Mapping[str, str],
        hear: Hear,
        clock: Clock = utc_now,
    ) -> None:
        """`needs` are the words by which each need is known, by its key."""
        self._sessions, self._synonyms, self._areas = sessions, synonyms, areas
        self._needs, self._hear, self._clock = needs, hear, clock
        self._lock = threading.Lock()
        self._built: Index | None = None

    def find(self, text: str, limit: int = 10, *, public_only: bool = False) -> PeopleFound:
        """Whoever fits these words best, at most `limit`; `public_only` for whoever is not signed in."""
        index, words = self._newest(), self._asked(text)
        if not words or not index.docs:
            return PeopleFound([], False, None)
        ranking = rank(index, words, self._hear(text))
        allowed = index.public if public_only else np.ones(len(index.docs), bool)
        score = np.where(allowed, ranking.score, 0.0)
        order = [int(at) for at in np.argsort(-score, kind="stable") if score[at] > 0]
        shown = [at for at in order if ranking.share[at] >= LEAST_SHARE]
        nobody = not any(index.is_person[at] and ranking.meets[at] for at in shown)
        team = next((at for at in order if not index.is_person[at]), None)
        instead = self._found(index, team, ranking.share) if nobody and team is not None else None
        return PeopleFound([self._found(index, at, ranking.share) for at in shown[:limit]], nobody, instead)

    def _asked(self, text: str) -> list[str]:
        """Each word that was typed, or what it means; a word that means nothing by itself is left out."""
        meant = self._synonyms.in_words_of_roles(plain(text)).split()
        return [word for word in dict.fromkeys(meant) if word not in SKIPPED]

    def _newest(self) -> Index:
        with self._sessions() as session:
            version = people_version(session)
            built = self._built
            if built is not None and built.version == version:
                return built
            with self._lock:
                if self._built is None or self._built.version != version:
                    self._built = self._build(session, version)
                return self._built

    def _build(self, session: Session, version: int) -> Index:
        covers: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for each in session.scalars(select(Coverage)):
            covers[each.holder][each.kind].append(each.value)
        towns = {plain(each.name): each.town for each in session.scalars(select(School))}
        docs: list[Doc] = []
        fields: list[Mapping[Field, str]] = []
        for row in session.scalars(select(Person).order_by(Person.source_id)):
            docs.append(_person(row, covers[row.id]))
            fields.append({"name": row.name, "role": row.role, **self._fields(row, covers[row.id], towns)})
        for team in session.scalars(select(Team).order_by(Team.source_id)):
            docs.append(_team(team, covers[team.id]))
            roles = " ".join(covers[team.id].get("role", ()))
            fields.append({"name": team.name, "role": roles, **self._fields(team, covers[team.id], towns)})
        return build_index(version, docs, fields)

    def _fields(self, row: Any, covers: Covers, towns: Mapping[str, str]) -> dict[Field, str]:
        areas, schools = covers.get("area", ()), covers.get("school", ())
        near = [each for area in areas for each in self._areas.near(area)]
        near += [towns[plain(school)] for school in schools if plain(school) in towns]
        return {
            "team": getattr(row, "team", ""),
            "agency": row.agency,
            "area": " ".join(areas),
            "near": " ".join(dict.fromkeys(near)),
            "school": " ".join(schools),
            "setting": " ".join(covers.get("setting", ())),
            "need": " ".join(self._needs.get(need, need) for need in covers.get("need", ())),
            "specialism": " ".join(covers.get("specialism", ())),
            "language": " ".join(covers.get("language", ())),
            "reach": " ".join((row.phone, row.phone.replace(" ", ""), row.email, getattr(row, "works", ""))),
        }

    def _found(self, index: Index, at: int, share: Floats) -> Found:
        doc, today = index.docs[at], self._clock().date()
        begun, ended = doc.absent
        is_away = begun is not None and begun <= today and (ended is None or today <= ended)
        stands_in = next((each.found.name for each in index.docs if each.found.id == doc.deputy), "")
        return replace(
            doc.found,
            away=Away(ended, doc.deputy, stands_in) if is_away else None,
            stale=doc.found.kind == "person" and _is_stale(doc, today.toordinal()),
            share=float(share[at]),
        )


def _is_stale(doc: Doc, today: int) -> bool:
    return doc.signed_off_on is None or today - doc.signed_off_on.toordinal() > STALE_DAYS


def _person(row: Person, covers: Covers) -> Doc:
    told = {kind: tuple(values) for kind, values in covers.items()}
    found = Found(
        row.source_id, "person", row.name, row.role, row.team, row.agency, row.phone, row.email, row.reach,
        row.works, told,
    )  # fmt: skip
    return Doc(found, row.public, (row.absent_from, row.absent_to), row.deputy, row.signed_off_on)


def _team(row: Team, covers: Covers) -> Doc:
    told = {kind: tuple(values) for kind, values in covers.items()}
    found = Found(
        row.source_id, "team", row.name, "", row.name, row.agency, row.phone, row.email, row.reach, "", told
    )  # fmt: skip
    return Doc(found, row.public)
