"""`opendoor understand`: what the trained assistant hears in a message, as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from core.errors import OpenDoorError
from core.settings import load_settings


def understand(
    text: Annotated[str | None, typer.Argument(help="The message, in a family's words.")] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help='Read messages from standard input: text or {"text": ...} a line.')
    ] = False,
) -> None:
    """Print what is understood: intent, needs, place, age, who and risk, one JSON object a line."""
    if (text is None) == (not jsonl):
        raise OpenDoorError("Give one message, or --jsonl and messages on standard input.")
    from bot.parsing import Reader

    settings = load_settings()
    reader = Reader(settings)
    for message in _lines() if jsonl else [text or ""]:
        print(json.dumps(reader.understand(message), ensure_ascii=False), flush=True)


def _lines() -> Iterator[str]:
    for raw in sys.stdin.buffer:
        line = raw.decode(errors="replace").rstrip("\r\n")
        try:
            read = json.loads(line)
        except ValueError:
            read = None
        yield read["text"] if isinstance(read, dict) and isinstance(read.get("text"), str) else line
