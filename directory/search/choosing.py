"""From scores to a list: conditions, distance, variety, and giving conditions up when too few are left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from directory.places import Place, distance_km
from directory.search.asking import Asked
from directory.search.documents import Document
from directory.search.index import Index, Matrix
from directory.search.query import Filters
from directory.search.ranking import Ranking
from directory.wording import KILOMETRES_A_MILE
from language.ages import AgeRange

FARTHEST_KM = 32.0
"""How far a service may be, at first, from a place that was named."""

ENOUGH = 3
"""With fewer results than this, conditions are given up."""

AGE_EDGE = 1.0
"""Years by which an age range may be missed when that condition is given up."""

UNKNOWN_AGE = 0.15
PLACELESS_KM = 8.0
"""A service without a place (online, by phone, county-wide) stands as far away as this."""

FADE = 0.25
"""The share of the best score that each doubling of distance takes off."""

SAME_WORDS = 0.985
ALIKE = 0.96
REPEATED = 0.3
"""What a third near-copy from one organisation loses of its score, a fourth twice that, and so on."""

FIT = 0.3
"""The share of the best score that a result must have."""

CLOSE_FIT = 0.5
"""The share it must have where a condition shuts out everything better."""


Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Conditions:
    """What every result must meet."""

    filters: Filters
    near: Place | None
    age: AgeRange | None
    needs: tuple[str, ...]
    farthest: float | None = FARTHEST_KM
    age_edge: float = 0.0


@dataclass(frozen=True)
class Choice:
    """Rows in order, best first, and the sentences that say what was given up."""

    rows: list[int]
    relaxed: list[str]


def distances(index: Index, near: Place | None) -> Matrix:
    """Kilometres from `near` to each service's closest place; nan where there is none."""
    result = np.full(len(index.documents), np.nan)
    if near is not None and near.is_point:
        for at, each in enumerate(index.documents):
            if each.points:
                result[at] = min(
                    distance_km(near.latitude, near.longitude, point.latitude, point.longitude)
                    for point in each.points
                )
    return result


def choose(
    asked: Asked, filters: Filters, ranking: Ranking, index: Index, away: Matrix, least: int
) -> Choice:
    """At least `least` rows, if giving up conditions one after another can bring so many."""
    scores = _scores(asked, ranking, index, away)
    fitting = _fitting(asked, ranking)
    best = float(ranking.total[fitting].max(initial=0.0))

    def meeting(conditions: Conditions) -> list[int]:
        rows = _ordered(_meeting(conditions, index, away) & fitting, scores, index)
        shut_out = best > 0 and all(ranking.total[row] < CLOSE_FIT * best for row in rows)
        if filters.within_km is not None:
            rows.sort(key=lambda row: float(np.nan_to_num(away[row], nan=np.inf)))
        return [] if shut_out else rows

    if asked.near is None or not asked.near.is_point:
        filters = replace(filters, within_km=None)
    conditions = Conditions(filters, asked.near, asked.age, asked.forced, filters.within_km or FARTHEST_KM)
    rows = meeting(conditions)
    relaxed: list[str] = []
    for gentler, sentence in _gentler(conditions):
        if len(rows) >= least:
            break
        new = [row for row in meeting(gentler) if row not in set(rows)]
        if new:
            rows += new
            relaxed += [sentence] if sentence not in relaxed else []
    return Choice(rows, relaxed)


def _scores(asked: Asked, ranking: Ranking, index: Index, away: Matrix) -> Matrix:
    scores = ranking.total.copy()
    if asked.age is not None:
        unknown = [each.minimum_age is None and each.maximum_age is None for each in index.documents]
        scores -= UNKNOWN_AGE * np.array(unknown, float)
    if asked.near is not None and asked.near.is_point:
        km = np.where(np.isnan(away), PLACELESS_KM, away)
        scores -= FADE * max(1.0, float(scores.max(initial=0.0))) * np.log2(1 + km / 2)
    return scores


def _fitting(asked: Asked, ranking: Ranking) -> Flags:
    """Services that the words, needs or meanings of the query reach; all of them if it has none."""
    total = ranking.total
    if asked.is_empty or not len(total):
        return np.ones(len(total), bool)
    evidence = (
        (ranking.words > 0) | (ranking.needs > 0.05) | (ranking.meant > 0.05) | (ranking.likeness > 3.0)
    )
    best = float(total[evidence].max(initial=0.0))
    fits: Flags = evidence & (total >= FIT * best)
    return fits


def _meeting(conditions: Conditions, index: Index, away: Matrix) -> Flags:
    farthest = conditions.farthest
    kept = [_meets(each, conditions) for each in index.documents]
    near_enough = np.ones(len(kept), bool)
    if farthest is not None:
        placeless = np.isnan(away) & (conditions.filters.within_km is None)
        near_enough = placeless | (away <= farthest)
    both: Flags = np.array(kept, bool) & near_enough
    return both


def _meets(document: Document, conditions: Conditions) -> bool:
    filters = conditions.filters
    return (
        document.id not in filters.excluded
        and (not filters.free or document.free is True)
        and (not filters.online or document.online)
        and (not filters.evenings or document.evenings)
        and (not filters.weekends or document.weekends)
        and (not conditions.needs or any(need in document.needs for need in conditions.needs))
        and (conditions.age is None or overlaps(document, conditions.age, conditions.age_edge))
    )


def overlaps(document: Document, age: AgeRange, edge: float = 0.0) -> bool:
    """Whether a service takes some of these ages; one that names no ages takes all.

    A top age of 11 covers the whole year up to the twelfth birthday.
    """
    low = document.minimum_age if document.minimum_age is not None else 0.0
    high = document.maximum_age if document.maximum_age is not None else 200.0
    if high == int(high):
        high += 0.99
    return low - edge <= age.to and age.from_ <= high + edge


def _without(filters: Filters, name: str) -> Filters:
    changed: dict[str, Any] = {name: False}
    return replace(filters, **changed)


def _gentler(start: Conditions) -> Iterator[tuple[Conditions, str]]:
    """Conditions given up one after another, each with what to say of it."""
    now = start
    if now.near is not None and now.near.is_point:
        miles = max(1, round((now.farthest or FARTHEST_KM) / KILOMETRES_A_MILE))
        sentence = f"There was too little within {miles} mile{'s'[: miles - 1]}, so we looked further away."
        if now.filters.within_km is not None:
            now = replace(now, farthest=FARTHEST_KM, filters=replace(now.filters, within_km=None))
            yield now, sentence
        now = replace(now, farthest=None)
        yield now, sentence
    for name, sentence in _FILTERS:
        if getattr(now.filters, name):
            now = replace(now, filters=_without(now.filters, name))
            yield now, sentence
    if now.age is not None:
        now = replace(now, age_edge=AGE_EDGE)
        yield now, "There was too little for that exact age, so we added some for a year older or younger."
        now = replace(now, age=None)
        yield now, "There was too little for that age, so we added some for other ages."
    if now.needs:
        now = replace(now, needs=())
        yield now, "There was too little for exactly that need, so we added some that are close to it."


_FILTERS: tuple[tuple[str, str], ...] = (
    ("weekends", "There was too little that we know opens at weekends, so we added other days."),
    ("evenings", "There was too little that we know opens in the evening, so we added other times."),
    ("free", "There was too little that we know is free, so we added some that cost money or do not say."),
    ("online", "There was too little by phone or online, so we added some to go to."),
)


def _ordered(kept: Flags, scores: Matrix, index: Index) -> list[int]:
    order = [int(row) for row in np.argsort(-scores, kind="stable") if kept[row]]
    return _varied(_collapsed(order, index), scores, index)


def _collapsed(order: Sequence[int], index: Index) -> list[int]:
    """Without services that say the same under the same name; the best placed stays."""
    first: dict[str, list[int]] = {}
    result = []
    for row in order:
        alike = first.setdefault(index.documents[row].name.casefold(), [])
        if not any(float(index.heads[row] @ index.heads[other]) >= SAME_WORDS for other in alike):
            alike.append(row)
            result.append(row)
    return result


def _varied(order: list[int], scores: Matrix, index: Index) -> list[int]:
    """Third and later near-copies of one organisation go down the list, among the first results only."""
    seen: dict[str, list[int]] = {}
    floor = float(scores[order].min()) if order else 0.0

    def lowered(row: int) -> float:
        others = seen.setdefault(index.documents[row].organisation, [])
        copies = sum(float(index.heads[row] @ index.heads[other]) >= ALIKE for other in others)
        others.append(row)
        return (float(scores[row]) - floor) * (1 - REPEATED * max(0, copies - 1)) + floor

    head, tail = order[:60], order[60:]
    worth = {row: lowered(row) for row in head}
    return sorted(head, key=lambda row: -worth[row]) + tail
