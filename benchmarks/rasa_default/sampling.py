"""A part of the training messages, the same for both sides, for a quick try."""

from __future__ import annotations

import random
import shutil
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml

from adapting.lessons import gather
from benchmarks.rasa_default.projects import level_of
from core.settings import Settings
from language.needs import load_needs
from language.normalising import normalise

LEAST = 2
"""Messages of a sort that are always taken, so that every intent can be learnt."""
SEED = 7
Row = TypeVar("Row")


def stratified(rows: Sequence[Row], sort: Callable[[Row], object], many: int) -> list[Row]:
    """About `many` rows, of each sort its share and LEAST at the least, in their order."""
    sorts: defaultdict[object, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        sorts[sort(row)].append(at)
    chance, chosen = random.Random(SEED), set()
    for each in sorts.values():
        share = max(LEAST, round(many * len(each) / len(rows)))
        chosen.update(chance.sample(each, min(share, len(each))))
    return [rows[at] for at in sorted(chosen)]


def sampled_data(settings: Settings, many: int, target: Path) -> None:
    """Copies the data folder to `target` with about `many` messages, and all words of the list of needs.

    Held-out messages are left behind.
    """
    words = {
        normalise(text)
        for need in load_needs(settings.data / "needs.yml")
        for text in (need.label, need.description, *need.words)
    }
    rows = [each for each in gather(settings)["messages"] if each["text"] not in words]
    kept = words | {each["text"] for each in stratified(rows, _sort, many)}
    shutil.copytree(settings.data, target, ignore=shutil.ignore_patterns("heldout"))
    for file in (target / "nlu").rglob("*.yml"):
        _rewrite(file, lambda content: _fewer_examples(content, kept))
    for file in (target / "safeguarding" / "messages").glob("*.yml"):
        _rewrite(file, lambda content: _fewer_disclosures(content, kept))


def _sort(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row.get("intent", ())), level_of(row["danger"]) if "danger" in row else None


def _rewrite(file: Path, change: Callable[[Any], Any]) -> None:
    content = change(yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    file.write_text(yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True), encoding="utf-8")


def _fewer_examples(content: dict[str, Any], kept: Collection[str]) -> dict[str, Any]:
    fewer = []
    for entry in content.get("nlu", []):
        examples = entry.get("examples")
        if "intent" not in entry:
            left = examples
        elif isinstance(examples, list):
            left = [each for each in examples if normalise(each["text"].strip()) in kept]
        else:
            lines = [line for line in examples.splitlines() if normalise(line[2:].strip()) in kept]
            left = "".join(f"{line}\n" for line in lines)
        if left:
            fewer.append(entry | {"examples": left})
    return content | {"nlu": fewer}


def _fewer_disclosures(content: Any, kept: Collection[str]) -> Any:
    if isinstance(content, dict):
        return {level: _fewer_disclosures(several, kept) for level, several in content.items()}
    return [
        each
        for each in content or []
        if normalise(str(each["text"] if isinstance(each, dict) else each)) in kept
    ]
