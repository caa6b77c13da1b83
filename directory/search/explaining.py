"""Why a service is shown, in one plain line made of facts."""

from __future__ import annotations

from collections.abc import Mapping

from directory.places import Place, distance_km
from directory.search.asking import Asked
from directory.search.documents import Document, Point
from directory.search.index import Index
from directory.search.wording import EMPTY, stem, words
from directory.wording import distance_in_words

SURE = 0.3
"""A need of the query or the service that is fainter than this is not named."""


def nearest(document: Document, near: Place | None) -> Point | None:
    """The closest place where a service happens; the first if no place was asked for."""
    if near is None or not near.is_point:
        return document.points[0] if document.points else None
    return min(
        document.points,
        key=lambda point: distance_km(near.latitude, near.longitude, point.latitude, point.longitude),
        default=None,
    )


def explain(
    row: int, asked: Asked, index: Index, keys: list[str], labels: Mapping[str, str], away: float | None
) -> str:
    """Such as "For money, bills and food. In Bridgwater, about a mile away. Free." """
    document = index.documents[row]
    parts = [
        _purpose(document, asked, keys, labels) or _words(row, asked, index),
        _where(document, asked.near, away),
        f"Ages {document.ages}" if asked.age and document.ages else "",
        "Free" if document.free else "",
        (document.alert or "").rstrip("."),
    ]
    said = [part for part in parts if part] or [f"Run by {document.organisation}"]
    return " ".join(f"{part}." for part in said)


def _purpose(document: Document, asked: Asked, keys: list[str], labels: Mapping[str, str]) -> str:
    shared = [
        (float(chance) * document.needs[key], labels[key])
        for key, chance in zip(keys, asked.chances, strict=True)
        if chance >= SURE and document.needs.get(key, 0.0) >= SURE
    ]
    named = [label[:1].lower() + label[1:] for _, label in sorted(shared, reverse=True)[:2]]
    return f"For {' and for '.join(named)}" if named else ""


def _words(row: int, asked: Asked, index: Index) -> str:
    wanted = [word for word in words(asked.text) if len(word) > 2 and word not in EMPTY]
    shared = list(dict.fromkeys(word for word in wanted if index.words.uses(row, stem(word))))[:3]
    if not shared:
        return ""
    quoted = [f"“{word}”" for word in shared]
    return f"It speaks of {quoted[0] if len(quoted) == 1 else ', '.join(quoted[:-1]) + ' and ' + quoted[-1]}"


def _where(document: Document, near: Place | None, away: float | None) -> str:
    point = nearest(document, near)
    distance = distance_in_words(away)
    if point is not None:
        return f"In {point.town}, {distance}".rstrip(", ") if point.town else distance.capitalize()
    return "Online or by phone" if document.online else ""
