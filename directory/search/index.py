"""Everything about the services that can be worked out before anyone asks."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.settings import Settings
from directory.search.bm25 import WordIndex
from directory.search.documents import Document
from directory.search.meanings import Meanings, load_meanings
from directory.search.spelling import Lexicon
from directory.search.vectors import VectorStore
from directory.search.wording import stem, words
from language.encoder import Vectors, packaged_folder
from language.needs import Need, load_needs
from language.pieces import in_pieces

PIECES = 6
"""Pieces of one description that are encoded; what comes later is opening hours and addresses."""

NEED_WORD = 3
"""A word of the list of needs counts as if so many services used it, when spelling is mended."""

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Knowledge:
    """What does not depend on the services: needs, meanings, families' and English words."""

    needs: tuple[Need, ...]
    meanings: Meanings
    phrases: Vectors
    means: Vectors
    used: tuple[str, ...]
    english: frozenset[str]


@dataclass(frozen=True)
class Index:
    """The services and their matrices; a row a service, in the order of `documents`."""

    documents: tuple[Document, ...]
    words: WordIndex
    heads: Vectors
    pieces: Vectors
    owners: npt.NDArray[np.int64]
    needs: Matrix
    meant_words: Matrix
    meant_vectors: Matrix
    lexicon: Lexicon


def standard(scores: npt.NDArray[Any]) -> Matrix:
    """Scores in standard deviations from their mean, column by column."""
    if not len(scores):
        return np.zeros(scores.shape)
    spread = scores.std(axis=0)
    result: Matrix = (scores - scores.mean(axis=0)) / np.where(spread > 1e-9, spread, 1.0)
    return result


def load_knowledge(settings: Settings, store: VectorStore) -> Knowledge:
    """Reads the data files; raises SynonymsError or LanguageError."""
    needs = load_needs(settings.data / "needs.yml")
    meanings = Meanings(load_meanings(settings.data / "search" / "synonyms.yml"))
    texts = [text for need in needs for text in (need.label, need.description, *need.words)]
    texts += [phrase for each in meanings.meanings for phrase in (*each.heard, *each.means)]
    texts += [file.read_text(encoding="utf-8") for file in sorted((settings.data / "nlu").rglob("*.yml"))]
    return Knowledge(
        needs=needs,
        meanings=meanings,
        phrases=store.encode(meanings.phrases),
        means=store.encode([each.told for each in meanings.meanings]),
        used=tuple(texts),
        english=_english(Path(settings.encoder) if settings.encoder else packaged_folder()),
    )


def _english(folder: Path) -> frozenset[str]:
    """Whole words of the encoder's own vocabulary."""
    pieces = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    listed = pieces if isinstance(pieces, dict) else [piece[0] for piece in pieces]
    return frozenset(piece for piece in listed if len(piece) > 2 and piece.isascii() and piece.isalpha())


def build_index(documents: Sequence[Document], knowledge: Knowledge, store: VectorStore) -> Index:
    """The index of these services; a new description takes some ten milliseconds, a known one almost none."""
    parts = [
        (at, f"{each.name}: {piece}")
        for at, each in enumerate(documents)
        for piece in in_pieces(each.description or each.name)[:PIECES]
    ]
    heads = store.encode([each.head for each in documents])
    pieces = store.encode([text for _, text in parts])
    owners = np.array([at for at, _ in parts], np.int64)
    index_of_words = WordIndex(documents)
    return Index(
        documents=tuple(documents),
        words=index_of_words,
        heads=heads,
        pieces=pieces,
        owners=owners,
        needs=np.array(
            [[each.needs.get(need.key, 0.0) for need in knowledge.needs] for each in documents], float
        ).reshape(len(documents), len(knowledge.needs)),
        meant_words=_meant_words(index_of_words, knowledge.meanings),
        meant_vectors=_meant_vectors(heads, pieces, owners, knowledge.means),
        lexicon=_lexicon(documents, knowledge),
    )


def best_piece(likeness: npt.NDArray[Any], owners: npt.NDArray[np.int64], size: int) -> Matrix:
    """For each service, the score of its best piece; `likeness` has a row a piece."""
    best = np.full((size, *likeness.shape[1:]), -1.0)
    np.maximum.at(best, owners, likeness)
    return best


def _meant_words(index: WordIndex, meanings: Meanings) -> Matrix:
    columns = np.zeros((index.size, len(meanings.meanings)))
    for at, each in enumerate(meanings.meanings):
        scores = index.score({stem(word): 1.0 for phrase in each.means for word in words(phrase)})
        columns[:, at] = scores / (scores.max(initial=0.0) or 1.0)
    return columns


def _meant_vectors(heads: Vectors, pieces: Vectors, owners: npt.NDArray[np.int64], means: Vectors) -> Matrix:
    if not len(heads):
        return np.zeros((0, len(means)))
    both = standard(heads @ means.T) + standard(best_piece(pieces @ means.T, owners, len(heads)))
    result: Matrix = both / 2
    return result


def _lexicon(documents: Sequence[Document], knowledge: Knowledge) -> Lexicon:
    likely: Counter[str] = Counter()
    for each in documents:
        likely.update(set(words(f"{each.name} {each.description} {each.organisation} {each.terms}")))
    for need in knowledge.needs:
        for text in (need.label, need.description, *need.words):
            likely.update(dict.fromkeys(words(text), NEED_WORD))
    return Lexicon(knowledge.used, knowledge.english, likely)
