"""Searching the who's-who in one box: names, roles, schools, places, languages, needs, however typed.

Every word is looked for in every field of every person and team: as it stands, as the beginning of a word, or
misspelt. A rare word counts more than a common one, and whoever answers to all that was asked comes before
whoever answers to a part of it.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from core.clock import Clock, day_of, utc_now
from directory.people.areas import Areas
from directory.people.days import working_days
from directory.people.facets import EVERYWHERE, Chosen
from directory.people.found import Away, Found, PeopleFound
from directory.people.importing import people_version
from directory.people.index import SKIPPED, Field, Floats, Index, build_index
from directory.people.model import Coverage, Person, School, Team
from directory.people.ranking import Ranking, asks_for_team, parted, rank
from directory.people.suggesting import Suggestion
from directory.people.synonyms import Asked, Synonyms, plain

LEAST_SHARE = 0.5
"""The least share of what was asked that somebody must answer to, so as to be named at all."""
NEARLY = 0.8
"""Where somebody answers to all that was asked: how near to them others must come, so as to be named too."""
STALE_DAYS = 183
_AT_ONCE = 500
"""Entries that one question to the database is about."""
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
        self._built: _Built | None = None

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

        Without words, everybody who fits what was chosen. `public_only` is for whoever is not signed in: to
        them a team that covers all of it is an answer, for few people are public.
        """
        index = self._newest(public_only=public_only)
        asked = self._asked(index, text)
        if not index.docs or not (asked or chosen):
            return PeopleFound([], False, None)
        fitting = index.facets.fitting(chosen)
        if asked:
            ranking = rank(index, asked, self._hear(text))
        else:
            ones = np.ones(len(index.docs), bool)
            ranking = Ranking(index.is_person + np.float32(1), fitting.astype(np.float32), fitting, ones)
        order = np.argsort(-ranking.score, kind="stable")
        order = order[ranking.score[order] > 0]
        marked = fitting & (ranking.score > 0) & (ranking.share >= LEAST_SHARE)
        whole = marked & ranking.meets & (index.is_person | asks_for_team(asked) | public_only)
        nobody = not whole.any()
        if asked and not nobody:
            marked &= ranking.meets & (ranking.share >= NEARLY * ranking.share[whole].max())
        shown = order[marked[order]]
        teams = order[fitting[order] & ~index.is_person[order] & ranking.placed[order]] if asked else []
        ats = [int(at) for at in shown[offset : offset + limit]]
        results = self._found(index, ats, ranking.share)
        instead = self._found(index, [int(teams[0])], ranking.share)[0] if nobody and len(teams) else None
        return PeopleFound(results, nobody, instead, len(shown), index.facets.counts(marked))

    def one(self, key: str, *, public_only: bool = False) -> Found | None:
        """The person or team of this key; None where there is none, or it is not for the public."""
        index = self._newest(public_only=public_only)
        at = index.at.get(key)
        return None if at is None else self._found(index, [at], np.ones(len(index.docs), np.float32))[0]

    def by_source(self, source_id: str, *, public_only: bool = False) -> Found | None:
        """The person whose key in the file this is, as `one` would give them."""
        people = (each for each in self._newest(public_only=public_only).docs if each.kind == "person")
        key = next((each.key for each in people if each.id == source_id), "")
        return self.one(key, public_only=public_only)

    def called(self, name: str) -> list[Found]:
        """Everybody who has this name, or this e-mail address."""
        wanted = name.strip().lower()
        people = (each for each in self._newest().docs if each.kind == "person")
        return [each for each in people if wanted in (each.name.lower(), each.email.lower())]

    def stale(self) -> list[Found]:
        """Everybody whose entry nobody signed off for half a year, the oldest first."""
        index = self._newest()
        people = [at for at, each in enumerate(index.docs) if each.kind == "person"]
        found = self._found(index, people, np.ones(len(index.docs), np.float32))
        old = [each for each in found if each.stale]
        return sorted(old, key=lambda each: (each.signed_off_on or date.min, each.name))

    def complete(self, typed: str, limit: int = 8, *, public_only: bool = False) -> list[Suggestion]:
        """What somebody may be about to type."""
        return self._newest(public_only=public_only).phrases.complete(typed, limit)

    def by_area(self, *, public_only: bool = False) -> Mapping[str, Sequence[tuple[str, int]]]:
        """For each district its towns, and how many people and teams cover each."""
        index = self._newest(public_only=public_only)
        every = np.ones(len(index.docs), bool)
        counted = dict(index.facets.counts(every)["area"]) if index.docs else {}
        return {
            district: [(town, counted.get(town, 0)) for town in towns]
            for district, towns in self._areas.districts.items()
        }

    def _asked(self, index: Index, text: str) -> list[Asked]:
        """Each thing that was asked for; a word that means nothing by itself is left out, and one that is two
        words typed as one is parted."""
        known = self._synonyms.things_in(text)
        apart = " ".join(
            " ".join(each.typed if each.ways else parted(index, each.typed[0])) for each in known
        )
        asked = [
            Asked(_telling(each.typed), tuple(filter(None, map(_telling, each.ways))))
            for each in self._synonyms.things_in(apart)
        ]
        return [each for each in dict.fromkeys(asked) if each.typed]

    def _newest(self, *, public_only: bool = False) -> Index:
        with self._sessions() as session:
            version = people_version(session)
            built = self._built
            if built is None or built.version < version:
                with self._lock:
                    if self._built is None or self._built.version < version:
                        self._built = self._build(session, version)
                    built = self._built
        return built.public if public_only else built.everybody

    def _build(self, session: Session, version: int) -> _Built:
        covers: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for each in session.scalars(select(Coverage)):
            covers[each.holder][each.kind].append(each.value)
        towns = {plain(each.name): each.town for each in session.scalars(select(School))}
        docs: list[Found] = []
        fields: list[Mapping[Field, str]] = []
        for row in session.scalars(select(Person).order_by(Person.source_id)):
            docs.append(_person(row, covers[row.id]))
            fields.append({"name": row.name, "role": row.role, **self._fields(row, covers[row.id], towns)})
        for team in session.scalars(select(Team).order_by(Team.source_id)):
            docs.append(_team(team, covers[team.id]))
            roles = " ".join(covers[team.id].get("role", ()))
            fields.append({"name": team.name, "role": roles, **self._fields(team, covers[team.id], towns)})
        named = (*towns, *towns.values(), *self._areas.around, *self._areas.towns)
        places = frozenset(word for name in named for word in plain(name).split())
        public = [at for at, each in enumerate(docs) if each.public]
        return _Built(
            version,
            build_index(version, docs, fields, self._areas, places),
            build_index(
                version, [docs[at] for at in public], [fields[at] for at in public], self._areas, places
            ),
        )

    def _fields(self, row: Any, covers: Covers, towns: Mapping[str, str]) -> dict[Field, str]:
        areas, schools = covers.get("area", ()), covers.get("school", ())
        everywhere = EVERYWHERE in areas or not (areas or schools)
        near = [*self._areas.districts, *self._areas.towns] if everywhere else []
        near += [each for area in areas for each in self._areas.near(area)]
        near += [towns[plain(school)] for school in schools if plain(school) in towns]
        works = getattr(row, "works", "")
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
            "reach": " ".join((row.phone, row.phone.replace(" ", ""), row.email, works)),
            "day": " ".join(working_days(works)),
        }

    def _found(self, index: Index, ats: Sequence[int], share: Floats) -> list[Found]:
        """These documents, with what changes from day to day as it is now: who is away, when signed off."""
        docs, today = [index.docs[at] for at in ats], day_of(self._clock())
        columns = (Person.id, Person.absent_from, Person.absent_to, Person.deputy, Person.signed_off_on)
        with self._sessions() as session:
            asked = [each.key for each in docs if each.kind == "person"]
            now = {
                row.id: row
                for at in range(0, len(asked), _AT_ONCE)
                for row in session.execute(select(*columns).where(Person.id.in_(asked[at : at + _AT_ONCE])))
            }
        found = []
        for at, doc in zip(ats, docs, strict=True):
            row, fits = now.get(doc.key), float(share[at])
            if row is None:
                found.append(replace(doc, share=fits))
                continue
            is_away = row.absent_from is not None and row.absent_from <= today
            is_away &= row.absent_to is None or today <= row.absent_to
            deputy = row.deputy if row.deputy in index.names else ""
            away = Away(row.absent_to, deputy, index.names.get(deputy, "")) if is_away else None
            stale = is_stale(row.signed_off_on, today)
            found.append(replace(doc, away=away, stale=stale, signed_off_on=row.signed_off_on, share=fits))
        return found


@dataclass(frozen=True)
class _Built:
    """What was built of one version: nothing of who is not public is in the index for the public, so that
    neither what is found, nor how often, tells of them."""

    version: int
    everybody: Index
    public: Index


def is_stale(signed_off_on: date | None, today: date) -> bool:
    """That nobody said for half a year that an entry is right."""
    return signed_off_on is None or (today - signed_off_on).days > STALE_DAYS


def _telling(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in SKIPPED)


def _person(row: Person, covers: Covers) -> Found:
    told = {kind: tuple(values) for kind, values in covers.items()}
    return Found(
        row.source_id, row.id, "person", row.name, row.role, row.team, row.agency, row.phone, row.email,
        row.reach, row.works, told, row.public, row.signed_off_on,
    )  # fmt: skip


def _team(team: Team, covers: Covers) -> Found:
    told = {kind: tuple(values) for kind, values in covers.items()}
    return Found(
        team.source_id, team.id, "team", team.name, "", team.name, team.agency, team.phone, team.email,
        team.reach, "", told, team.public,
    )  # fmt: skip
