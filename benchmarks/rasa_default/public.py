"""Public sets of intents: our classifier, with and without the adapter, beside Rasa's default pipeline."""

from __future__ import annotations

import csv
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.rasa_default import measuring
from benchmarks.rasa_default.comparing import costs, figures
from benchmarks.rasa_default.contestants import Contestant, default_pipeline
from benchmarks.rasa_default.environment import BenchmarkError
from benchmarks.rasa_default.sampling import stratified
from core.settings import Settings
from evaluation.breakdown import Table
from evaluation.heldout import TOPICS, Row, Topic
from evaluation.targets import TARGETS
from language.encoder import PINNED, Encoder, adapter_of, load_encoder, packaged_folder
from language.hybrid import train_single
from language.normalising import normalise

LABELS = ("intent", "category")
ALONE = "Our classifier is asked by itself, Rasa's default through Rasa, which takes a few milliseconds more."
HOW_TO_READ = "In brackets the 95 % interval, Wilson's. Both sides learnt the same messages of each set."
RIGHT = [each for each in TARGETS if each.name == "intents right"]


def read_split(file: Path) -> list[tuple[str, str]]:
    """Texts with intents from a CSV file with `text` and `intent` or `category`; raises BenchmarkError."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
        label = next(each for each in LABELS if each in rows[0])
        # Rasa reads a slash in an intent as something else.
        return [(each["text"].strip(), each[label].strip().replace("/", "_")) for each in rows]
    except (OSError, UnicodeDecodeError, csv.Error, StopIteration, IndexError, KeyError, AttributeError):
        raise BenchmarkError(
            f"{file.parent.name}/{file.name} needs the columns text and intent (or category)."
        ) from None


def compare_public(
    folder: Path, settings: Settings, python: Path, workshop: Path, epochs: int, many: int | None
) -> list[Table]:
    """Two tables for each folder that holds a train.csv and a test.csv; raises BenchmarkError.

    Rasa's default reads the texts as they are written and gives its likeliest intent, as our classifier does.
    """
    sets = sorted(file.parent for file in folder.glob("*/train.csv"))
    if not sets:
        raise BenchmarkError(f"There is no set in {folder}: each is a folder with train.csv and test.csv.")
    encoders = {"Open Door's classifier": Encoder(packaged_folder(), PINNED)}
    if adapter_of(settings).is_file() and not settings.encoder:
        encoders["with the adapter"] = load_encoder(settings)
    tables = []
    for each in sets:
        taught, asked = read_split(each / "train.csv"), read_split(each / "test.csv")
        if many:
            taught = stratified(taught, lambda row: row[1], many)
        texts = list(dict.fromkeys(text for text, _ in asked))
        sides = [_classifier(name, encoder, taught, texts) for name, encoder in encoders.items()]
        lessons = {"intents": taught}
        sides.append(
            default_pipeline(
                python, lessons, texts, workshop / each.name, epochs, prepared=str, refuses=False
            )
        )
        rows: dict[Topic, Sequence[Row]] = {topic: [] for topic in TOPICS}
        rows["intents"] = [{"text": text, "intent": intent} for text, intent in asked]
        named = f"{each.name}: {len(taught)} messages learnt, {len({intent for _, intent in taught})} intents"
        tables += [figures(named, sides, rows, RIGHT), costs(f"{each.name}: cost", sides, ALONE)]
    return tables


def _classifier(
    name: str, encoder: Encoder, taught: Sequence[tuple[str, str]], texts: Sequence[str]
) -> Contestant:
    begun = time.perf_counter()
    hybrid = train_single([normalise(text) for text, _ in taught], [label for _, label in taught], encoder)
    seconds = time.perf_counter() - begun

    def understand(text: str) -> dict[str, Any]:
        plain = normalise(text)
        row = hybrid.probabilities([plain], encoder.encode([plain]))[0]
        best = int(row.argmax())
        return {"intent": {"name": hybrid.labels[best], "confidence": float(row[best])}}

    asked = measuring.ask(understand, texts)
    return Contestant(name, asked["answers"].__getitem__, {measuring.ALL: seconds}, asked["milliseconds"])
