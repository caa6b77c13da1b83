"""What both sides measure in the same way, each in a process of its own; needs nothing but Python."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

WARM_UP = 5
ALL = "all"
"""The name of a training that has no parts."""


def memory() -> float:
    """The most memory that this process came to, in megabytes."""
    status = Path("/proc/self/status")
    if status.is_file():
        # On Linux getrusage would count what the process that started this one came to.
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)


def ask(understand: Callable[[str], Any], texts: Sequence[str]) -> dict[str, Any]:
    """`answers` by text, `milliseconds` a message one after the other (none for the first), and `memory`."""
    answers, taken = {}, []
    for text in dict.fromkeys(texts):
        begun = time.perf_counter()
        answers[text] = understand(text)
        taken.append((time.perf_counter() - begun) * 1000)
    return {"answers": answers, "milliseconds": taken[WARM_UP:], "memory": memory()}
