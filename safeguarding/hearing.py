"""A second hearing of danger: a classifier that votes beside the reviewed signs and can only add to them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.settings import Settings
from language.encoder import Encoder, Vectors, load_encoder
from language.hybrid import Hybrid
from language.learning import learn
from language.messages import read_messages
from language.normalising import normalise
from language.training import fingerprint_of
from safeguarding.checking import check
from safeguarding.disclosures import KINDS, Disclosure, Heard, Level
from safeguarding.files import SafeguardingDataError, read

DANGER, NOW = "danger", "now"
"""Labels beside the kinds: any disclosure at all, and one of danger this minute."""
SURE = 0.6
"""The chance of danger from which the classifier votes: below it ordinary troubles begin to sound alike."""
CONCERN = 0.3
"""The chance from which a gentle line about safety is added to an answer that otherwise goes on."""
SURE_OF_NOW = 0.3
SURE_OF_KIND = 0.25


class DangerHearing:
    """Votes on what a message may disclose."""

    def __init__(self, classifier: Hybrid, encoder: Encoder) -> None:
        self._classifier = classifier
        self._encoder = encoder

    def chances(self, text: str, vectors: Vectors | None = None) -> Mapping[str, float]:
        """How likely each kind, `danger` and `now` are, 0 to 1; `vectors` (1, width) if at hand.

        Marks and emoji alone say too little for it: nothing is likely.
        """
        if not any(map(str.isalnum, text)):
            return dict.fromkeys(self._classifier.labels, 0.0)
        plain = [normalise(text)]
        rows = self._encoder.encode(plain) if vectors is None else vectors
        row = self._classifier.probabilities(plain, rows)[0]
        return dict(zip(self._classifier.labels, map(float, row), strict=True))

    def votes(self, text: str, vectors: Vectors | None = None) -> tuple[Heard, ...]:
        """One vote for each kind that is likely; none for a message without danger."""
        chances = self.chances(text, vectors)
        if chances[DANGER] < SURE:
            return ()
        level: Level = "immediate" if chances[NOW] >= SURE_OF_NOW else "harm"
        likeliest = max(KINDS, key=lambda kind: chances[kind])
        kinds = [kind for kind in KINDS if kind == likeliest or chances[kind] >= SURE_OF_KIND]
        return tuple(Heard(kind, level) for kind in kinds)

    def is_concerning(self, text: str, vectors: Vectors | None = None) -> bool:
        """True for a message that may hold danger, though too faintly to speak of nothing else."""
        return self.chances(text, vectors)[DANGER] >= CONCERN

    def check(self, text: str, vectors: Vectors | None = None) -> Disclosure:
        """What a message discloses by the signs and by this hearing together."""
        return check(text, self.votes(text, vectors))


def lessons(settings: Settings) -> dict[str, set[str]]:
    """What the classifier learns from: disclosures, harmless messages that sound alike, and ordinary ones.

    Ordinary messages are the assistant's own training messages, without those in which a sign is found.
    Raises SafeguardingDataError.
    """
    learnt: dict[str, set[str]] = {}
    folder = settings.data / "safeguarding" / "messages"
    for path in sorted(folder.glob("*.yml")):
        for text, labels in _messages(path):
            learnt.setdefault(normalise(text), set()).update(labels)
    for message in read_messages(settings.data / "nlu"):
        if check(message.text).level == "none":
            learnt.setdefault(normalise(message.text), set())
    return learnt


def _messages(path: Path) -> list[tuple[str, set[str]]]:
    given = read(path)
    if isinstance(given, list):
        return [(str(text), set()) for text in given]
    if path.stem not in KINDS or not isinstance(given, dict) or given.keys() - {"immediate", "harm"}:
        raise SafeguardingDataError(f"messages/{path.name} must be a kind with `immediate` and `harm`.")
    return [_message(each, path.stem, level) for level, several in given.items() for each in several]


def _message(given: Any, kind: str, level: str) -> tuple[str, set[str]]:
    if isinstance(given, dict) and given.keys() != {"text", "kinds"}:
        raise SafeguardingDataError(
            f"messages/{kind}.yml has a message with a colon that needs quotation marks."
        )
    text, kinds = (given["text"], given["kinds"]) if isinstance(given, dict) else (str(given), [kind])
    unknown = set(kinds) - set(KINDS)
    if unknown:
        raise SafeguardingDataError(
            f"messages/{kind}.yml names an unknown kind: {', '.join(sorted(unknown))}."
        )
    return text, {*kinds, DANGER, *([NOW] if level == "immediate" else [])}


def train_danger_hearing(settings: Settings, encoder: Encoder) -> tuple[DangerHearing, Path]:
    """The hearing for the data as it is now and the file that keeps it: read if it is there, or trained."""
    classifier, kept = learn(
        "danger",
        fingerprint_of([*settings.data.glob("safeguarding/**/*.yml"), *settings.data.glob("nlu/**/*.yml")]),
        lambda: lessons(settings),
        [*KINDS, DANGER, NOW],
        encoder,
        settings.models,
    )
    return DangerHearing(classifier, encoder), kept


@lru_cache(maxsize=2)
def load_danger_hearing(settings: Settings) -> DangerHearing:
    """The hearing, loaded once a process; trains in seconds if the data changed."""
    return train_danger_hearing(settings, load_encoder(settings))[0]
