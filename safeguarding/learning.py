"""What the trained hearing of danger learns from, and the learning."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from core.settings import Settings
from language import hybrid, kernel
from language.encoder import Encoder, load_encoder
from language.hybrid import train_several
from language.kernel import train_machines
from language.learning import learn
from language.messages import read_messages
from language.needs import train_need_hearing
from language.normalising import normalise
from language.training import fingerprint_of
from safeguarding.checking import check
from safeguarding.disclosures import KINDS
from safeguarding.files import SafeguardingDataError, read
from safeguarding.hearing import DANGER, NOW, DangerHearing

MAY_HOLD_DANGER = frozenset({"domestic_abuse", "exploitation", "missing_from_home"})
AFTER_A_DISCLOSURE = frozenset({"ask_about_confronting", "ask_about_fault", "ask_about_telling"})
"""Needs whose messages may disclose danger, and intents that speak of one already told: they teach neither
that it is there nor that it is not."""
LEARNT_FROM = (
    "safeguarding/messages/*.yml", "safeguarding/signs/*.yml", "safeguarding/words.yml",
    "safeguarding/contexts.yml", "safeguarding/spellings.yml", "nlu/**/*.yml",
)  # fmt: skip
"""The files that lessons are made from."""
MODULES_PASSED = ("learning", "checking", "signs", "phrases", "normalising")
"""The modules of this package that every lesson goes through."""
LEVELS_TAUGHT = frozenset({"immediate", "harm", "harmless"})


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
        unclear = message.intent in AFTER_A_DISCLOSURE or MAY_HOLD_DANGER & set(message.needs or ())
        if not unclear and check(message.text).level == "none":
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
    learnt_from = fingerprint_of(
        [*files, *(Path(__file__).with_name(f"{each}.py") for each in MODULES_PASSED)]
    )
    reading, read_once = Lock(), cache(lambda: _with_vectors(settings, encoder))

    def given() -> dict[str, set[str]]:
        """The lessons, their vectors at hand; whoever comes second waits for whoever reads them."""
        with reading:
            return read_once()

    def teach_kinds() -> hybrid.Hybrid:
        told = given()
        labels = [set(each) & set(KINDS) for each in told.values()]
        return train_several(list(told), labels, KINDS, encoder)

    def teach_alarms() -> kernel.Machines:
        told = given()
        answers = {name: [name in each for each in told.values()] for name in (DANGER, NOW)}
        return train_machines(list(told), answers, encoder)

    with encoder.sharing(), ThreadPoolExecutor(2) as pool:
        kinds = pool.submit(learn, "danger", learnt_from, teach_kinds, hybrid.load, encoder, settings.models)
        alarms = pool.submit(learn, "alarm", learnt_from, teach_alarms, kernel.load, encoder, settings.models)
        needs, _ = train_need_hearing(settings, encoder)
        return DangerHearing(kinds.result()[0], alarms.result()[0], needs, encoder)


def _with_vectors(settings: Settings, encoder: Encoder) -> dict[str, set[str]]:
    """The lessons, once their vectors are among those that are shared."""
    told = lessons(settings)
    encoder.encode_to_learn(list(told))
    return told


@lru_cache(maxsize=2)
def load_danger_hearing(settings: Settings) -> DangerHearing:
    """The hearing, loaded once a process; trains in seconds if the data changed."""
    return train_danger_hearing(settings, load_encoder(settings))
