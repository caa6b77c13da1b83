"""Memory of the three processes of a running site: `python -m benchmarks.memory` (Linux).

Resident is what each process holds; proportional counts shared pages once.
"""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table

PROCESSES = ("web", "bot", "actions")


def _kilobytes(process: Path, field: str) -> int:
    lines = (process / "smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{field}:"))


def measure() -> dict[str, tuple[float, float]]:
    """Resident and proportional megabytes by process."""
    found: dict[str, tuple[float, float]] = {}
    for process in Path("/proc").glob("[0-9]*"):
        words = (process / "cmdline").read_bytes().decode(errors="replace").split("\0")
        if "cli.main" in words and "serve" in words:
            name = words[words.index("serve") + 1]
            found[name] = (_kilobytes(process, "Rss") / 1024, _kilobytes(process, "Pss") / 1024)
    return found


def main() -> None:
    """Prints the table."""
    found = measure()
    table = Table("process", "resident MB", "proportional MB")
    for name in PROCESSES:
        resident, proportional = found.get(name, (0.0, 0.0))
        table.add_row(name, f"{resident:.0f}", f"{proportional:.0f}")
    table.add_row(
        "together", f"{sum(r for r, _ in found.values()):.0f}", f"{sum(p for _, p in found.values()):.0f}"
    )
    Console().print(table)


if __name__ == "__main__":
    main()
