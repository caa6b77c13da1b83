"""Classifiers that hear meaning and spelling together: a sentence vector and n-grams, each with its own line.

For one label of many: 0.7 log p(vector) + 0.3 log p(n-grams), made to sum to one. For several labels at once:
the same mixture of log-odds.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from scipy.special import expit, log_softmax, softmax

from language import ngrams
from language.encoder import Encoder
from language.errors import LanguageError
from language.keeping import write_arrays
from language.linear import Floats, Linear, fit_dense, fit_sparse
from language.noise import roughened_copies

MEANING, SPELLING = 0.7, 0.3
ONE_STRENGTH, SEVERAL_STRENGTH, NGRAM_STRENGTH = 20.0, 5.0, 5.0
EVENNESS = 0.75
"""How far rare labels are made to count as much as common ones: 0 not at all, 1 wholly."""
ROUGH_WORDS = 4
"""Texts of fewer words are taken as they are: a slip in one would often be another word."""
_FORMAT = 2


@dataclass(frozen=True)
class Hybrid:
    """A trained classifier; with `several`, a text may have any number of labels."""

    labels: tuple[str, ...]
    several: bool
    grams: ngrams.NGrams
    meaning: Linear
    spelling: Linear

    def probabilities(self, texts: Sequence[str], vectors: Floats) -> Floats:
        """One row a text and one column a label, in the order of `labels`."""
        if len(texts) == 0:
            return np.zeros((0, len(self.labels)), np.float32)
        by_vector = self.meaning.scores(vectors)
        by_ngram = self.spelling.scores(self.grams.weigh(texts))
        if self.several:
            together: Floats = expit(MEANING * by_vector + SPELLING * by_ngram)
        else:
            mixed = MEANING * log_softmax(by_vector, axis=1) + SPELLING * log_softmax(by_ngram, axis=1)
            together = softmax(mixed, axis=1)
        return together

    def save(self, file: Path) -> None:
        """Writes it as arrays and JSON; nothing in it can run when it is read."""
        terms, weights = self.grams.keep()
        about = {"format": _FORMAT, "labels": self.labels, "several": self.several, "terms": terms}
        write_arrays(
            file,
            {
                "about": np.frombuffer(json.dumps(about).encode(), np.uint8),
                "meaning": self.meaning.weights,
                "meaning_intercepts": self.meaning.intercepts,
                "spelling": self.spelling.weights,
                "spelling_intercepts": self.spelling.intercepts,
                "idf_words": weights[0],
                "idf_characters": weights[1],
            },
        )


def load(file: Path) -> Hybrid:
    """What `Hybrid.save` wrote; raises LanguageError if it is missing, damaged or of another version."""
    try:
        with np.load(file, allow_pickle=False) as kept:
            about = json.loads(kept["about"].tobytes())
            if about["format"] != _FORMAT:
                raise ValueError
            return Hybrid(
                labels=tuple(about["labels"]),
                several=about["several"],
                grams=ngrams.recall((about["terms"], [kept["idf_words"], kept["idf_characters"]])),
                meaning=Linear(kept["meaning"], kept["meaning_intercepts"]),
                spelling=Linear(kept["spelling"], kept["spelling_intercepts"]),
            )
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        raise LanguageError("A trained classifier is missing or damaged: train again.") from None


def _wanted(labels: Sequence[str], given: Sequence[Collection[str]]) -> Floats:
    rows = np.zeros((len(given), len(labels)), np.float32)
    column = {each: at for at, each in enumerate(labels)}
    for row, several in enumerate(given):
        for each in several:
            rows[row, column[each]] = 1
    return rows


def _learn(
    labels: tuple[str, ...], several: bool, texts: list[str], vectors: Floats, wanted: Floats
) -> Hybrid:
    grams = ngrams.learn(texts)
    counts = np.ones(len(texts), np.float32) if several else _even(wanted)
    return Hybrid(
        labels,
        several,
        grams,
        fit_dense(vectors, wanted, several, SEVERAL_STRENGTH if several else ONE_STRENGTH, counts),
        fit_sparse(grams.weigh(texts), wanted, NGRAM_STRENGTH, counts),
    )


def _even(wanted: Floats) -> Floats:
    many = wanted.sum(axis=0)
    result: Floats = (wanted @ (many.mean() / many) ** EVENNESS).astype(np.float32)
    return result


def train_single(
    texts: Sequence[str], labels: Sequence[str], encoder: Encoder, vectors: Floats | None = None
) -> Hybrid:
    """Learns one label a text, from texts and a rough copy of each; `vectors` are the texts', if at hand."""
    names = tuple(sorted(set(labels)))
    rough = roughened_copies(texts)
    wanted = _wanted(names, [[each] for each in labels])
    rows = np.vstack(
        [encoder.encode_to_learn(texts) if vectors is None else vectors, encoder.encode_to_learn(rough)]
    )
    return _learn(names, False, [*texts, *rough], rows, np.vstack([wanted, wanted]))


def train_several(
    texts: Sequence[str],
    labels: Sequence[Collection[str]],
    names: Sequence[str],
    encoder: Encoder,
) -> Hybrid:
    """Learns any number of labels a text; texts of ROUGH_WORDS words or more also as a rough copy."""
    wanted = _wanted(names, labels)
    long = np.array([at for at, each in enumerate(texts) if len(each.split()) >= ROUGH_WORDS], np.intp)
    rough = roughened_copies([texts[at] for at in long])
    rows = np.vstack([encoder.encode_to_learn(texts), encoder.encode_to_learn(rough)])
    return _learn(tuple(names), True, [*texts, *rough], rows, np.vstack([wanted, wanted[long]]))
