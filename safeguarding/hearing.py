"""A second hearing of danger: a classifier that votes beside the reviewed signs and can only add to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from core.settings import Settings
from language import hybrid, kernel
from language.encoder import Encoder, Vectors, load_encoder
from language.hybrid import Hybrid, train_several
from language.kernel import Machines, train_machines
from language.learning import learn
from language.messages import read_messages
from language.normalising import normalise
from language.training import fingerprint_of
from safeguarding.checking import check
from safeguarding.disclosures import KINDS, LEVELS, Disclosure, Heard, Level
from safeguarding.files import SafeguardingDataError, read

DANGER, NOW = "danger", "now"
"""Labels beside the kinds: any disclosure at all, and one of danger this minute."""
LABELS = (*KINDS, DANGER, NOW)
MAY_HOLD_DANGER = frozenset({"domestic_abuse", "exploitation", "missing_from_home"})
"""Needs whose messages may disclose danger: they teach neither that it is there nor that it is not."""
SURE = 0.4
"""The chance of danger from which the classifier votes: below it ordinary troubles begin to sound alike."""
CONCERN = 0.25
"""The chance from which a gentle line about safety is added to an answer that otherwise goes on."""
CONTRADICTS, FLATLY_CONTRADICTS = 0.1, 0.04
"""The chances below which the classifier contradicts a doubted sign of harm, and one of danger now."""
SURE_OF_NOW = 0.35
SURE_OF_KIND = 0.25


LEARNT_FROM = (
    "safeguarding/messages/*.yml", "safeguarding/signs/*.yml", "safeguarding/words.yml",
    "safeguarding/contexts.yml", "safeguarding/spellings.yml", "nlu/**/*.yml",
)  # fmt: skip
"""The files that lessons are made from."""
LEVELS_TAUGHT = frozenset({"immediate", "harm", "harmless"})


class DangerHearing:
    """Votes on what a message may disclose."""

    def __init__(self, kinds: Hybrid, alarms: Machines, encoder: Encoder) -> None:
        self._kinds = kinds
        self._alarms = alarms
        self._encoder = encoder

    def chances(self, text: str, vectors: Vectors | None = None) -> Mapping[str, float]:
        """How likely each kind, `danger` and `now` are, 0 to 1; `vectors` (1, width) if at hand.

        Marks and emoji alone say too little for it: nothing is likely.
        """
        if not any(map(str.isalnum, text)):
            return dict.fromkeys(LABELS, 0.0)
        plain = [normalise(text)]
        rows = self._encoder.encode(plain) if vectors is None else vectors
        row = self._kinds.probabilities(plain, rows)[0]
        chances = dict(zip(self._kinds.labels, map(float, row), strict=True))
        for name, machine in self._alarms.by_name.items():
            chances[name] = float(machine.chances(rows)[0])
        return chances

    def votes(self, text: str, vectors: Vectors | None = None) -> tuple[Heard, ...]:
        """One vote for each kind that is likely; none for a message without danger."""
        return self._votes(self.chances(text, vectors))

    def _votes(self, chances: Mapping[str, float]) -> tuple[Heard, ...]:
        if chances[DANGER] < SURE:
            return ()
        level: Level = "immediate" if chances[NOW] >= SURE_OF_NOW else "harm"
        likeliest = max(KINDS, key=lambda kind: chances[kind])
        kinds = [kind for kind in KINDS if kind == likeliest or chances[kind] >= SURE_OF_KIND]
        return tuple(Heard(kind, level) for kind in kinds)

    def is_concerning(self, text: str, vectors: Vectors | None = None) -> bool:
        """True for a message that may hold danger, though too faintly to speak of nothing else."""
        return self.chances(text, vectors)[DANGER] >= CONCERN

    def check(self, text: str, before: Sequence[str] = (), vectors: Vectors | None = None) -> Disclosure:
        """What a message discloses by the signs and by this hearing together.

        `before` are the messages of the turns before it. A message that discloses nothing by itself is heard
        once more as the end of what was said: "my uncle comes in" / "at night". What was disclosed before
        this message is not raised again, unless it has become more urgent and this message says so. Who
        speaks may show in what was said before.
        """
        alone = self._check(text, vectors)
        if not before or not any(map(str.isalnum, text)):
            return alone
        together = self._check(". ".join([*before, text]))
        if alone:
            return replace(alone, speaker=together.speaker) if alone.speaker == "unknown" else alone
        earlier = self._check(". ".join(before))
        if earlier and not self.is_concerning(text):
            return alone
        return together if LEVELS.index(together.level) > LEVELS.index(earlier.level) else alone

    def _check(self, text: str, vectors: Vectors | None = None) -> Disclosure:
        chances = self.chances(text, vectors)
        contradicted: Level = "none"
        if chances[DANGER] < CONTRADICTS:
            contradicted = "immediate" if chances[DANGER] < FLATLY_CONTRADICTS else "harm"
        return check(text, self._votes(chances), contradicted)


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
        if not MAY_HOLD_DANGER & set(message.needs or ()) and check(message.text).level == "none":
            learnt.setdefault(normalise(message.text), set())
    return learnt


def _messages(path: Path) -> list[tuple[str, set[str]]]:
    given = read(path)
    if isinstance(given, list):
        return [(str(text), set()) for text in given]
    if path.stem not in KINDS or not isinstance(given, dict) or given.keys() - LEVELS_TAUGHT:
        raise SafeguardingDataError(
            f"messages/{path.name} must be a kind with `immediate`, `harm` and `harmless`."
        )
    return [_message(each, path.stem, level) for level, several in given.items() for each in several]


def _message(given: Any, kind: str, level: str) -> tuple[str, set[str]]:
    if level == "harmless":
        return str(given), set()
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


def train_danger_hearing(settings: Settings, encoder: Encoder) -> DangerHearing:
    """The hearing for the data as it is now: read from the files that keep it, or trained."""
    files = [file for part in LEARNT_FROM for file in settings.data.glob(part)]
    learnt_from = fingerprint_of([*files, Path(__file__)])
    given = cache(lambda: lessons(settings))
    texts = cache(lambda: list(given()))
    kinds, _ = learn(
        "danger",
        learnt_from,
        lambda: train_several(
            texts(), [set(labels) & set(KINDS) for labels in given().values()], KINDS, encoder
        ),
        hybrid.load,
        encoder,
        settings.models,
    )
    alarms, _ = learn(
        "alarm",
        learnt_from,
        lambda: train_machines(
            texts(), {name: [name in given()[text] for text in texts()] for name in (DANGER, NOW)}, encoder
        ),
        kernel.load,
        encoder,
        settings.models,
    )
    return DangerHearing(kinds, alarms, encoder)


@lru_cache(maxsize=2)
def load_danger_hearing(settings: Settings) -> DangerHearing:
    """The hearing, loaded once a process; trains in seconds if the data changed."""
    return train_danger_hearing(settings, load_encoder(settings))
