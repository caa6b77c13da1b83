"""What the default pipeline learns from: one small Rasa project a task."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from safeguarding.hearing import DANGER, NOW

CONFIG = Path(__file__).with_name("config.yml")
TASKS = ("intents", "needs", "danger")
JOINT, NOTHING = "+", "none"
"""Rasa's way to give a message several intents, and ours to give it none."""
Taught = Sequence[tuple[str, str]]
"""Texts, each with its label."""


def level_of(labels: Collection[str]) -> str:
    """The level of danger behind the labels of a lesson."""
    if NOW in labels:
        return "immediate"
    return "harm" if DANGER in labels else "none"


def taught(messages: Iterable[Mapping[str, Any]]) -> dict[str, Taught]:
    """The lessons of `adapting.lessons.gather` as one label a text, by task."""
    rows = list(messages)
    return {
        "intents": [(each["text"], each["intent"][0]) for each in rows if "intent" in each],
        "needs": [(each["text"], JOINT.join(each["needs"]) or NOTHING) for each in rows if "needs" in each],
        "danger": [(each["text"], level_of(each["danger"])) for each in rows if "danger" in each],
    }


def write_project(folder: Path, lessons: Taught, epochs: int, joined: bool = False) -> Path:
    """Writes `config.yml` and `nlu.yml`; `joined` labels hold several intents."""
    config = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    for part in config["pipeline"]:
        if "epochs" in part:
            part["epochs"] = epochs
        if joined and part["name"] == "WhitespaceTokenizer":
            part |= {"intent_tokenization_flag": True, "intent_split_symbol": JOINT}
    examples: defaultdict[str, list[str]] = defaultdict(list)
    for text, label in lessons:
        examples[label].append(f"- {' '.join(text.split())}\n")
    nlu = [{"intent": label, "examples": "".join(lines)} for label, lines in sorted(examples.items())]
    folder.mkdir(parents=True)
    _write(folder / "config.yml", config)
    _write(folder / "nlu.yml", {"version": "3.1", "nlu": nlu})
    return folder


def _write(file: Path, content: Any) -> None:
    file.write_text(yaml.safe_dump(content, allow_unicode=True, width=10_000), encoding="utf-8")
