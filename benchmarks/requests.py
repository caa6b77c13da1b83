"""`python -m benchmarks.requests`: submissions a second, and what is left after 1,000 kills.

Everything is done on each database. `--servers` needs a trained model; with 0 a part is left out.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.help_requests import page
from benchmarks.help_requests.killing import Killed, kill
from benchmarks.help_requests.killing_servers import kill_servers
from benchmarks.help_requests.speed import Speed, measure
from benchmarks.help_requests.stores import DATABASES
from tests.core.postgresql import NoClusterError


def main(
    kills: Annotated[int, typer.Option(min=0, help="Stand-ins of processes to kill.")] = 1000,
    servers: Annotated[int, typer.Option(min=0, help="Real processes of a site to kill.")] = 50,
    many: Annotated[int, typer.Option(min=0, help="Submissions to measure.")] = 500,
    seed: Annotated[int, typer.Option(help="Where the moments of the kills begin.")] = 4,
    write: Annotated[Path | None, typer.Option(help="Where the tables are written as Markdown.")] = None,
) -> None:
    """Print the tables; end with 1 and a line for each thing that was lost or came twice."""
    speeds: dict[str, list[Speed]] = {}
    killed: dict[str, Killed] = {}
    servers_killed: dict[str, Killed] = {}
    for database in DATABASES:
        try:
            if kills:
                killed[database] = kill(database, kills, seed)
            if servers:
                servers_killed[database] = kill_servers(database, servers, seed)
            if many:
                speeds[database] = measure(database, many)
        except NoClusterError as reason:
            print(f"Without {database}: {reason}.")
    tables = [
        *([page.speeds(speeds)] if speeds else []),
        *([page.kills(killed)] if killed else []),
        *([page.server_kills(servers_killed)] if servers_killed else []),
    ]
    page.show(tables, Console())
    if write:
        before = write.read_text(encoding="utf-8") if write.is_file() else ""
        write.write_text(page.as_markdown(tables, before), encoding="utf-8")
        print(f"Written to {write}.")
    problems = [
        f"{name}: {each}"
        for by_database in (killed, servers_killed)
        for name, found in by_database.items()
        for each in found.found.problems
    ]
    if problems:
        sys.exit("\n".join(problems))


if __name__ == "__main__":
    typer.run(main)
