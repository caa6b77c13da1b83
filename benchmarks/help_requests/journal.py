"""What a process says that it is about to do and has done, kept by the kernel when the process is killed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


class Journal:
    """Lines of JSON in one file of one process; each is one write, so a kill never leaves half of one."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write(self, what: str, **more: Any) -> None:
        """Adds a line at once."""
        os.write(self._file, (json.dumps({"what": what, **more}) + "\n").encode())


def read_journal(path: Path) -> list[dict[str, Any]]:
    """What was written, in order; nothing if the process never began."""
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
