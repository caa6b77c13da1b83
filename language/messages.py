"""Training messages, read from Rasa's YAML without Rasa."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from language.errors import LanguageError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class TrainingMessage:
    """One message, its intent and the needs it holds. `needs` is None where nobody has said."""

    text: str
    intent: str
    needs: tuple[str, ...] | None


def read_messages(folder: Path) -> list[TrainingMessage]:
    """Every message of every file under `folder`, in the order of the files' names; raises LanguageError."""
    return [message for file in sorted(folder.rglob("*.yml")) for message in _read_file(file)]


def _read_file(file: Path) -> list[TrainingMessage]:
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader) or {}
        return [
            message
            for entry in content.get("nlu", [])
            if "intent" in entry
            for message in _read_entry(entry["intent"], entry)
        ]
    except (yaml.YAMLError, KeyError, AttributeError, TypeError, UnicodeDecodeError):
        raise LanguageError(f"The training file {file.name} is not in Rasa's NLU form.") from None


def _read_entry(intent: str, entry: dict[str, Any]) -> list[TrainingMessage]:
    """The examples of one entry: lines that share their needs, or a list in which each has its own."""
    examples = entry["examples"]
    if isinstance(examples, list):
        return [TrainingMessage(each["text"].strip(), intent, _needs_of(each)) for each in examples]
    return [
        TrainingMessage(line[2:].strip(), intent, _needs_of(entry))
        for line in examples.splitlines()
        if line.startswith("- ") and line[2:].strip()
    ]


def _needs_of(entry: dict[str, Any]) -> tuple[str, ...] | None:
    needs = (entry.get("metadata") or {}).get("needs")
    return None if needs is None else tuple(needs)
