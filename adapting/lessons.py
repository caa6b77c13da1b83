"""Every training message with all that is known of it, for learning: `python -m adapting.lessons FILE`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from core.settings import Settings, load_settings
from language.messages import read_messages
from language.needs import lessons as need_lessons
from language.needs import load_needs
from language.noise import roughened_copies
from language.normalising import normalise
from safeguarding.hearing import LABELS
from safeguarding.learning import lessons as danger_lessons


def gather(settings: Settings) -> dict[str, Any]:
    """`labels` by task, and `messages`: text, a rough copy, and the labels of each task that knows it."""
    needs = load_needs(settings.data / "needs.yml")
    said = read_messages(settings.data / "nlu")
    known: dict[str, dict[str, Any]] = {}
    for message in said:
        known.setdefault(normalise(message.text), {})["intent"] = [message.intent]
    for text, keys in need_lessons(needs, said).items():
        known.setdefault(text, {})["needs"] = sorted(keys)
    for text, labels in danger_lessons(settings).items():
        known.setdefault(text, {})["danger"] = sorted(labels)
    rough = roughened_copies(list(known))
    return {
        "labels": {
            "intent": sorted({message.intent for message in said}),
            "needs": [each.key for each in needs],
            "danger": list(LABELS),
        },
        "messages": [
            {"text": text, "rough": copy, **tasks}
            for (text, tasks), copy in zip(known.items(), rough, strict=True)
        ],
    }


def main() -> None:
    """Writes the lessons as JSON to the file that is named."""
    Path(sys.argv[1]).write_text(json.dumps(gather(load_settings())), encoding="utf-8")


if __name__ == "__main__":
    main()
