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
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from core.clock import Clock, utc_now
from directory.people.areas import Areas
from directory.people.facets import Chosen
from directory.people.found import Away, Found, PeopleFound
from directory.people.importing import people_version
from directory.people.index import SKIPPED, Doc, Field, Floats, Index, Ranking, build_index, rank
from directory.people.model import Coverage, Person, School, Team
from directory.people.suggesting import Suggestion
from directory.people.synonyms import Synonyms, plain

LEAST_SHARE = 0.5
"""The least share of what was asked that somebody must answer to, so as to be named at all."""
STALE_DAYS = 183
NOTHING: Chosen = MappingProxyType({})

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

    def find(
        self,
        text: str,
        limit: int = 10,
        *,
        public_only: bool = False,
        chosen: Chosen = NOTHING,
        offset: int = 0,
    ) -> PeopleFound:
        """Whoever fits these words best and all that was `chosen`, at most `limit` from `offset` on.

        Without words, everybody who fits what was chosen. `public_only` is for whoever is not signed in.
        """
        index, words = self._newest(), self._asked(text)
        if not index.docs or not (words or chosen):
            return PeopleFound([], False, None)
        allowed = index.public if public_only else np.ones(len(index.docs), bool)
        fitting = allowed & index.facets.fitting(chosen)
        if words:
            ranking = rank(index, words, self._hear(text))
        else:
            ranking = Ranking(index.is_person + np.float32(1), fitting.astype(np.float32), fitting)
        order = np.argsort(-ranking.score, kind="stable")
        order = order[ranking.score[order] > 0]
        marked = fitting & (ranking.score > 0) & (ranking.share >= LEAST_SHARE)
        shown = order[marked[order]]
        nobody = not (marked & index.is_person & ranking.meets).any()
        teams = order[allowed[order] & ~index.is_person[order]] if words else []
        team = int(teams[0]) if len(teams) else None
        instead = self._found(index, team, ranking.share) if nobody and team is not None else None
        return PeopleFound(
            [self._found(index, int(at), ranking.share) for at in shown[offset : offset + limit]],
            nobody,
            instead,
            len(shown),
            index.facets.counts(marked),
        )

    def one(self, key: str, *, public_only: bool = False) -> Found | None:
        """The person or team of this key; None where there is none, or it is not for the public."""
        index = self._newest()
        at = index.at.get(key)
        if at is None or (public_only and not index.public[at]):
            return None
        return self._found(index, at, np.ones(len(index.docs), np.float32))

    def by_source(self, source_id: str, *, public_only: bool = False) -> Found | None:
        """The person whose key in the file this is, as `one` would give them."""
        index = self._newest()
        key = next((each.found.key for each in index.docs if each.found.id == source_id), "")
        return self.one(key, public_only=public_only)

    def called(self, name: str) -> list[Found]:
        """Everybody who has this name, or this e-mail address."""
        index, wanted = self._newest(), name.strip().lower()
        people = (each.found for each in index.docs if each.found.kind == "person")
        return [each for each in people if wanted in (each.name.lower(), each.email.lower())]

    def stale(self) -> list[Found]:
        """Everybody whose entry nobody signed off for half a year, the oldest first."""
        index, today = self._newest(), self._clock().date()
        people = [each.found for each in index.docs if each.found.kind == "person"]
        old = [each for each in people if is_stale(each.signed_off_on, today)]
        return sorted(old, key=lambda each: (each.signed_off_on or date.min, each.name))

    def complete(self, typed: str, limit: int = 8, *, public_only: bool = False) -> list[Suggestion]:
        """What somebody may be about to type."""
        index = self._newest()
        return (index.public_phrases if public_only else index.phrases).complete(typed, limit)

    def by_area(self, *, public_only: bool = False) -> Mapping[str, Sequence[tuple[str, int]]]:
        """For each district its towns, and how many people and teams cover each."""
        index = self._newest()
        allowed = index.public if public_only else np.ones(len(index.docs), bool)
        counted = dict(index.facets.counts(allowed)["area"]) if index.docs else {}
        return {
            district: [(town, counted.get(town, 0)) for town in towns]
            for district, towns in self._areas.districts.items()
        }

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
        return build_index(version, docs, fields, self._areas)

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
        return replace(
            doc.found,
            away=Away(ended, doc.deputy, index.names.get(doc.deputy, "")) if is_away else None,
            stale=doc.found.kind == "person" and is_stale(doc.found.signed_off_on, today),
            share=float(share[at]),
        )


def is_stale(signed_off_on: date | None, today: date) -> bool:
    """That nobody said for half a year that an entry is right."""
    return signed_off_on is None or (today - signed_off_on).days > STALE_DAYS


def _person(row: Person, covers: Covers) -> Doc:
    told = {kind: tuple(values) for kind, values in covers.items()}
    found = Found(
        row.source_id, row.id, "person", row.name, row.role, row.team, row.agency, row.phone, row.email,
        row.reach, row.works, told, row.public, row.signed_off_on,
    )  # fmt: skip
    return Doc(found, (row.absent_from, row.absent_to), row.deputy)


def _team(row: Team, covers: Covers) -> Doc:
    told = {kind: tuple(values) for kind, values in covers.items()}
    return Doc(
        Found(
            row.source_id, row.id, "team", row.name, "", row.name, row.agency, row.phone, row.email,
            row.reach, "", told, row.public,
        )
    )  # fmt: skip
