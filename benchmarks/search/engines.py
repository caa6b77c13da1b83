"""The engines that are compared. Each takes a query and gives source ids, best first."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence

import numpy as np

from directory.search import Query, Search
from directory.search.documents import Document
from directory.search.index import Index, best_piece
from language.encoder import Encoder

Engine = Callable[[str], list[str]]
DEPTH = 10
RANK_CONSTANT = 60


def _text(document: Document) -> str:
    return f"{document.name} {document.description} {document.organisation}".lower()


def _best(documents: Sequence[Document], scores: Sequence[float], depth: int = DEPTH) -> list[str]:
    order = sorted((row for row, score in enumerate(scores) if score > 0), key=lambda row: -scores[row])
    return [documents[row].source_id for row in order[:depth]]


def substring(documents: Sequence[Document]) -> Engine:
    """The whole query somewhere in the text."""
    texts = [_text(each) for each in documents]
    return lambda query: _best(documents, [float(query.lower() in text) for text in texts])


def any_word(documents: Sequence[Document]) -> Engine:
    """How many words of the query are somewhere in the text."""
    texts = [_text(each) for each in documents]

    def find(query: str) -> list[str]:
        wanted = re.findall(r"\w+", query.lower())
        return _best(documents, [float(sum(word in text for word in wanted)) for text in texts])

    return find


def full_text(documents: Sequence[Document], depth: int = DEPTH) -> Engine:
    """SQLite FTS5, porter stemming, bm25 with weighted columns."""
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE service USING fts5(name, description, organisation, tokenize='porter')"
    )
    rows = [(at + 1, each.name, each.description, each.organisation) for at, each in enumerate(documents)]
    database.executemany(
        "INSERT INTO service(rowid, name, description, organisation) VALUES (?, ?, ?, ?)", rows
    )

    def find(query: str) -> list[str]:
        wanted = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query.lower()))
        sql = "SELECT rowid FROM service WHERE service MATCH ? ORDER BY bm25(service, 5, 1, 2) LIMIT ?"
        return [documents[row - 1].source_id for (row,) in database.execute(sql, (wanted, depth))]

    return find


def vectors(index: Index, encoder: Encoder, depth: int = DEPTH) -> Engine:
    """Cosine of bge-small: the best of the head and the pieces of each service."""

    def find(query: str) -> list[str]:
        vector = encoder.encode([query])[0]
        pieces = best_piece(index.pieces @ vector, index.owners, len(index.documents))
        scores = np.maximum(index.heads @ vector, pieces)
        return [index.documents[row].source_id for row in np.argsort(-scores, kind="stable")[:depth]]

    return find


def reciprocal_rank(engines: Sequence[Engine]) -> Engine:
    """Engines fused by the reciprocal of their ranks."""

    def find(query: str) -> list[str]:
        scores: dict[str, float] = {}
        for engine in engines:
            for rank, each in enumerate(engine(query)):
                scores[each] = scores.get(each, 0.0) + 1 / (RANK_CONSTANT + rank + 1)
        return sorted(scores, key=lambda each: -scores[each])[:DEPTH]

    return find


def ours(search: Search) -> Engine:
    """The directory's own search."""
    return lambda query: [each.source_id for each in search.find(Query(text=query, limit=DEPTH)).results]
