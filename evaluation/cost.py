"""What it costs to understand a message: time and memory of this process."""

from __future__ import annotations

import resource
import time
from collections.abc import Sequence

import numpy as np

from evaluation.breakdown import Table
from evaluation.listening import Ear

WARM_UP = 5
TIMED = 400


def cost(ear: Ear, texts: Sequence[str], load_seconds: float) -> Table:
    """Milliseconds a message, one after the other, and the memory that the process came to at most."""
    for text in texts[:WARM_UP]:
        ear(text)
    taken, before = [], _memory()
    for text in texts[:TIMED]:
        begun = time.perf_counter()
        ear(text)
        taken.append((time.perf_counter() - begun) * 1000)
    median, most = np.percentile(taken, (50, 95))
    memory = _memory()
    return Table(
        "Cost on this machine",
        ("what", "measured", "wanted"),
        [
            ("one message, median", f"{median:.1f} ms", "at most 25 ms"),
            ("one message, 95th of 100", f"{most:.1f} ms", ""),
            ("loading the model", f"{load_seconds:.1f} s", "under 20 s"),
            ("memory of the process, at most", f"{memory / 1024:.0f} MB", ""),
            ("memory that a message adds", f"{(memory - before) / len(taken):.1f} KB", ""),
        ],
        f"{len(taken)} different messages, one process, one message at a time.",
    )


def _memory() -> int:
    """The most that the process has held so far, in KB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
