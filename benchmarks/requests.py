"""`python -m benchmarks.requests`: submissions a second, and what is left after 1,000 kills."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.help_requests import page
from benchmarks.help_requests.killing import Killed, kill
from benchmarks.help_requests.speed import Speed, measure
from benchmarks.help_requests.stores import DATABASES
from tests.core.postgresql import NoClusterError


def main(
    kills: Annotated[int, typer.Option(min=0, help="Processes to kill, on each database.")] = 1000,
    many: Annotated[int, typer.Option(min=20, help="Submissions to measure, on each database.")] = 500,
    seed: Annotated[int, typer.Option(help="Where the moments of the kills begin.")] = 4,
    write: Annotated[Path | None, typer.Option(help="Where the tables are written as Markdown.")] = None,
) -> None:
    """Print the tables; end with 1 and a line for each thing that was lost or came twice."""
    speeds: dict[str, list[Speed]] = {}
    killed: dict[str, Killed] = {}
    for database in DATABASES:
        try:
            if kills:
                killed[database] = kill(database, kills, seed)
            speeds[database] = measure(database, many)
        except NoClusterError as reason:
            print(f"Without {database}: {reason}.")
    tables = [page.speeds(speeds), *([page.kills(killed)] if killed else [])]
    page.show(tables, Console())
    if write:
        write.write_text(page.as_markdown(tables), encoding="utf-8")
        print(f"Written to {write}.")
    problems = [f"{name}: {each}" for name, found in killed.items() for each in found.found.problems]
    if problems:
        sys.exit("\n".join(problems))


if __name__ == "__main__":
    typer.run(main)
