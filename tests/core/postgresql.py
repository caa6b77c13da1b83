"""A PostgreSQL cluster of one's own, on a socket in a folder of its own, where Debian's packages are installed."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import text

from core.database import open_engine


class NoClusterError(Exception):
    """There can be no cluster on this machine; the message says why."""


@contextmanager
def running_cluster(*options: str) -> Iterator[str]:
    """The folder of a running cluster, gone at the end; `options` are the server's. Raises NoClusterError."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not found:
        raise NoClusterError("PostgreSQL is not installed")
    user = "postgres" if os.geteuid() == 0 else None
    if user and user not in {each.pw_name for each in pwd.getpwall()}:
        raise NoClusterError("PostgreSQL does not run as root, and there is no user postgres")
    folder = Path(mkdtemp(prefix="pg-"))
    if user:
        shutil.chown(folder, user)
    data = str(folder / "data")

    def run(program: str, *more: str) -> None:
        command = [str(found[-1] / program), "-D", data, *more]
        subprocess.run(command, check=True, capture_output=True, user=user, cwd=folder)

    try:
        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        here = f"-c listen_addresses='' -c unix_socket_directories={folder}"
        run("pg_ctl", "start", "-w", "-s", "-l", str(folder / "log"), "-o", " ".join((here, *options)))
        try:
            yield str(folder)
        finally:
            run("pg_ctl", "stop", "-m", "immediate", "-s")
    finally:
        shutil.rmtree(folder)


def address(folder: str, name: str) -> str:
    """The address of one database of a cluster."""
    return f"postgresql+psycopg://postgres@/{name}?host={folder}"


def create_database(folder: str, what: str) -> None:
    """Makes a database: `what` is its name, and perhaps ` TEMPLATE another`."""
    engine = open_engine(address(folder, "postgres")).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {what}"))
    engine.dispose()
