"""What a turn costs as a conversation grows: `python -m benchmarks.turns` against a running site.

Baseline: the tenth turn of the same conversation (median of turns 6 to 15). Times are milliseconds over HTTP.
"""

from __future__ import annotations

import itertools
import statistics
import time

import requests
from rich.console import Console
from rich.table import Table

from core.settings import load_settings

TURNS = 200
SAID = (
    "im behind on the rent in bridgwater",
    "tell me more about the second one",
    "is there anything free",
    "who can see this",
    "my son wont go to school",
    "no, yeovil not bridgwater",
    "any more?",
    "how do i get my 3 year old to sleep",
    "thank you",
    "go back",
)


def measure(url: str) -> list[float]:
    """Milliseconds of each turn of one conversation."""
    browser, times = requests.Session(), []
    for said in itertools.islice(itertools.cycle(SAID), TURNS):
        began = time.perf_counter()
        answer = browser.post(f"{url}/api/chat", json={"message": said}, timeout=30)
        times.append((time.perf_counter() - began) * 1000)
        answer.raise_for_status()
    return times


def main() -> None:
    """Prints the table. Messages repeat in tens, so windows of ten turns compare like with like."""
    times = measure(load_settings().site)
    baseline = statistics.median(times[5:15])
    table = Table("turns", "median ms", "worst ms", "against turn 10")
    for begin in (5, 45, 95, 145, 190):
        window = times[begin : begin + 10]
        median = statistics.median(window)
        table.add_row(
            f"{begin + 1}-{begin + 10}", f"{median:.1f}", f"{max(window):.1f}", f"{median / baseline:.2f}"
        )
    Console().print(table)


if __name__ == "__main__":
    main()
