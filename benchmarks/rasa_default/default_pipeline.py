"""Trains and asks Rasa's default pipeline; run with the Python of its own environment.

`default_pipeline.py train REPORT PROJECT...` trains the `config.yml` and `nlu.yml` of each folder.
`default_pipeline.py ask TEXTS REPORT PROJECT...` lets each hear the texts, a list in a JSON file.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import time
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import measuring

FALLBACK = "nlu_fallback"
MODEL = "model"


def train(folders: Sequence[Path]) -> dict[str, Any]:
    """`seconds` by project, and `memory`."""
    from rasa.model_training import train_nlu

    seconds = {}
    for folder in folders:
        print(f"Training Rasa's default pipeline: {folder.name}", flush=True)
        begun = time.perf_counter()
        train_nlu(
            config=str(folder / "config.yml"),
            nlu_data=str(folder / "nlu.yml"),
            output=str(folder),
            fixed_model_name=MODEL,
        )
        seconds[folder.name] = time.perf_counter() - begun
    return {"seconds": seconds, "memory": measuring.memory()}


def ask(texts: Sequence[str], folders: Sequence[Path]) -> dict[str, Any]:
    """What each project hears in each text, as `measuring.ask` gives it."""
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage

    agents = {folder.name: Agent.load(str(folder / f"{MODEL}.tar.gz")) for folder in folders}

    def understand(text: str) -> dict[str, Any]:
        # Rasa takes what begins with a slash for a button.
        message = UserMessage(text.lstrip("/ "))
        return {
            name: heard(asyncio.run(agent.processor.parse_message(message))) for name, agent in agents.items()
        }

    told: dict[str, Any] = measuring.ask(understand, texts)
    return told


def heard(parsed: dict[str, Any]) -> dict[str, Any]:
    """The intent, its confidence, and the `likeliest` one where the fallback spoke."""
    intent = parsed["intent"]
    name = intent.get("name") or FALLBACK
    others = [each["name"] for each in parsed.get("intent_ranking") or [] if each["name"] != FALLBACK]
    return {
        "name": name,
        "confidence": float(intent.get("confidence") or 0.0),
        "likeliest": others[0] if others else name,
    }


def be_quiet() -> None:
    """No telemetry, and no line that could hold a message; must run before Rasa is imported."""
    os.environ |= {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "LOG_LEVEL": "ERROR"}
    # Some packages set the filters anew when they are imported, and a warning may quote a message.
    warnings.showwarning = lambda *_, **__: None
    logging.disable(logging.CRITICAL)
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


def main() -> None:
    """Does what the first word says and writes the report."""
    be_quiet()
    work, *files = sys.argv[1:]
    if work == "train":
        report, *folders = map(Path, files)
        told = train(folders)
    else:
        texts, report, *folders = map(Path, files)
        told = ask(json.loads(texts.read_text(encoding="utf-8")), folders)
    report.write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()
