"""Trains and asks Open Door in a process of its own, with the folders that the environment names.

`python -m benchmarks.rasa_default.open_door train REPORT` trains as `opendoor train` does, from nothing.
`python -m benchmarks.rasa_default.open_door ask TEXTS REPORT` lets it hear the texts, a list in a JSON file.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.rasa_default import measuring
from core.settings import Settings, load_settings


def train(settings: Settings) -> dict[str, Any]:
    """`seconds` and `memory`."""
    from cli.train import train_if_needed

    print("Training Open Door" + (" without its adapter" if settings.encoder else ""), flush=True)
    begun = time.perf_counter()
    train_if_needed(settings, force=True)
    return {"seconds": {measuring.ALL: time.perf_counter() - begun}, "memory": measuring.memory()}


def main() -> None:
    """Does what the first word says and writes the report."""
    work, *files = sys.argv[1:]
    if work == "train":
        told = train(load_settings())
    else:
        from bot.parsing import Reader

        texts = json.loads(Path(files[0]).read_text(encoding="utf-8"))
        told = measuring.ask(Reader(load_settings()).understand, texts)
    Path(files[-1]).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()
