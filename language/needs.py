"""The needs that families have, as one list of data, and hearing them in what people write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import yaml

from core.settings import PROJECT, Settings
from language import hybrid
from language.encoder import Encoder, Vectors, load_encoder
from language.errors import LanguageError
from language.hybrid import Hybrid, train_several
from language.learning import learn
from language.messages import TrainingMessage, read_messages
from language.normalising import normalise
from language.pieces import in_pieces
from language.training import data_fingerprint

HOLD_NO_NEED = frozenset(
    {
        "greet", "goodbye", "thank", "affirm", "deny", "ask_what_can_you_do", "ask_are_you_human",
        "ask_who_sees_this", "ask_what_is_early_help", "refine_results", "more_results", "service_details",
        "start_blue_sky", "start_plan_review", "give_scale", "start_request", "ask_request_status",
        "withdraw_consent", "see_my_data", "delete_my_data", "speak_to_human", "go_back", "stop",
        "start_again", "repeat", "decline_answer", "ask_why", "feedback_good", "feedback_bad", "inform",
        "out_of_scope",
    }
)  # fmt: skip
"""Intents whose messages teach what holds no need, unless their metadata names one."""
HEARD = 0.25
"""The chance from which a need counts as heard; chosen on the held-out sets `known` and `watched`."""
SAID_OUTRIGHT = 0.5
"""How sure a need is, at the least, when one of its own words stands in a text."""
UNLIKELY = 0.05
"""A word of a need does not count where the classifier is this sure that the need is not there."""


@dataclass(frozen=True)
class Need:
    """One need: `label` and `words` are families' own; `source` says which document names it."""

    key: str
    label: str
    description: str
    source: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class HeardNeed:
    """A need heard in a text, and how sure that is, 0 to 1."""

    need: str
    confidence: float


@lru_cache(maxsize=4)
def load_needs(path: Path | None = None) -> tuple[Need, ...]:
    """The needs in the order of the file (`data/needs.yml` if none is named); raises LanguageError."""
    file = path or PROJECT / "data" / "needs.yml"
    try:
        rows = yaml.safe_load(file.read_text(encoding="utf-8"))
        return tuple(
            Need(
                row["key"],
                row["label"],
                row["description"],
                row["source"],
                tuple(str(w) for w in row["words"]),
            )
            for row in rows
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError):
        raise LanguageError(f"The list of needs {file.name} is missing or damaged.") from None


class NeedHearing:
    """Hears which needs a text holds, several at once."""

    def __init__(self, classifier: Hybrid, encoder: Encoder, needs: Sequence[Need]) -> None:
        self._classifier = classifier
        self._encoder = encoder
        self.needs = classifier.labels
        words = {each.key: each.words for each in needs}
        self._said = [_any_of(words.get(key, ())) for key in self.needs]

    def chances(self, texts: Sequence[str], vectors: Vectors | None = None) -> Vectors:
        """How likely each text holds each need, shape (texts, needs); a long text counts its likeliest piece.

        `vectors` are the encoder's rows for the normalised texts, if the caller has them.
        """
        plain = [normalise(each) for each in texts]
        rows = self._encoder.encode(plain) if vectors is None else vectors
        heard = self._classifier.probabilities(plain, rows)
        for at, text in enumerate(texts):
            pieces = [normalise(each) for each in in_pieces(text)]
            if len(pieces) > 1:
                each = self._classifier.probabilities(pieces, self._encoder.encode(pieces))
                heard[at] = np.maximum(heard[at], each.max(axis=0))
            said = np.array([bool(words.search(plain[at])) for words in self._said])
            floor = np.where(said & (heard[at] > UNLIKELY), SAID_OUTRIGHT, 0.0)
            heard[at] = np.maximum(heard[at], floor)
        return heard

    def hear(self, texts: Sequence[str], vectors: Vectors | None = None) -> list[list[HeardNeed]]:
        """The needs of each text, the surest first; none for a text that names no need."""
        return [self._chosen(row) for row in self.chances(texts, vectors)]

    def hear_and_guess(self, text: str, vectors: Vectors) -> tuple[list[HeardNeed], list[HeardNeed]]:
        """The needs of one text as `hear` gives them, and all needs by likelihood, for a question back."""
        row = self.chances([text], vectors)[0]
        order = np.argsort(-row)
        return self._chosen(row), [HeardNeed(self.needs[at], round(float(row[at]), 4)) for at in order]

    def save(self, file: Path) -> None:
        """Writes the classifier, which is all that was learnt."""
        self._classifier.save(file)

    def _chosen(self, row: Vectors) -> list[HeardNeed]:
        heard = [
            HeardNeed(need, round(float(chance), 4))
            for need, chance in zip(self.needs, row, strict=True)
            if chance >= HEARD
        ]
        return sorted(heard, key=lambda each: -each.confidence)


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """Finds any of a need's words and phrases, whole, in a normalised text; nothing if there are none."""
    phrases = sorted((re.escape(normalise(each)) for each in words), key=len, reverse=True)
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(phrases) or '(?!)'})(?![a-z0-9])")


def lessons(needs: Sequence[Need], messages: Sequence[TrainingMessage]) -> dict[str, set[str]]:
    """What hearing learns from: each text with its needs, from messages and the needs' own words."""
    keys = {each.key for each in needs}
    learnt: dict[str, set[str]] = {}
    for need in needs:
        for text in (need.label, need.description, *need.words):
            learnt.setdefault(normalise(text), set()).add(need.key)
    for message in messages:
        if message.needs is not None:
            unknown = set(message.needs) - keys
            if unknown:
                raise LanguageError(f"Training messages name an unknown need: {', '.join(sorted(unknown))}.")
            learnt.setdefault(normalise(message.text), set()).update(message.needs)
        elif message.intent in HOLD_NO_NEED:
            learnt.setdefault(normalise(message.text), set())
    return learnt


def train_need_hearing(settings: Settings, encoder: Encoder) -> tuple[NeedHearing, Path]:
    """Need hearing for the data as it is now and the file that keeps it: read if it is there, or trained."""
    needs = load_needs(settings.data / "needs.yml")

    def teach() -> Hybrid:
        given = lessons(needs, read_messages(settings.data / "nlu"))
        return train_several(list(given), list(given.values()), [each.key for each in needs], encoder)

    classifier, kept = learn(
        "needs", data_fingerprint(settings), teach, hybrid.load, encoder, settings.models
    )
    return NeedHearing(classifier, encoder, needs), kept


@lru_cache(maxsize=2)
def load_need_hearing(settings: Settings) -> NeedHearing:
    """Need hearing, loaded once a process; trains in seconds if the data changed; raises LanguageError."""
    return train_need_hearing(settings, load_encoder(settings))[0]
