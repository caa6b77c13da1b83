"""The three real processes of a site of its own: started as the supervisor starts them, and killed."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path

import requests

from cli.processes import ProcessPlan, plan
from cli.supervisor import FEWER_ARENAS
from core.settings import PREFIX, PROJECT, Settings
from tests.conftest import free_port

START_SECONDS = 180.0
"""Longer than the supervisor waits, for a machine with other work to do."""

_UNLIMITED = 100_000


class NotWellError(Exception):
    """A process could not start; the message ends with the last of its log."""


@dataclass
class Server:
    """One process. A kill is SIGKILL to it alone, as when memory runs out."""

    plan: ProcessPlan
    environ: dict[str, str]
    log: Path
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it; it ends by itself when this process is gone."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.plan.command,
                cwd=PROJECT,
                env=self.environ,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait_until_well(self) -> None:
        """Until its health address answers 200; raises NotWellError."""
        ends = time.monotonic() + START_SECONDS
        while time.monotonic() < ends and self._process is not None and self._process.poll() is None:
            try:
                if requests.get(self.plan.health, timeout=4).ok:
                    return
            except requests.RequestException:
                pass
            time.sleep(0.1)
        last = self.log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise NotWellError(f"{self.plan.name} did not start:\n{last}")

    def kill(self) -> None:
        """At once, without a word."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            assert self._process.stdin is not None
            self._process.stdin.close()


def on_free_ports(settings: Settings) -> Settings:
    """The same with ports of its own, and with no limits that a test could meet."""
    return replace(
        settings,
        public_port=free_port(),
        bot_port=free_port(),
        actions_port=free_port(),
        messages_a_minute=_UNLIMITED,
        requests_a_minute=_UNLIMITED,
    )


@contextmanager
def running_site(settings: Settings, folder: Path) -> Iterator[list[Server]]:
    """Web, bot and actions, all well; their logs are kept in `folder`."""
    environ = _environment(settings)
    servers = [Server(each, environ, folder / f"{each.name}.log") for each in plan(settings)]
    try:
        for each in servers:
            each.start()
        for each in servers:
            each.wait_until_well()
        yield servers
    finally:
        for each in servers:
            each.kill()


def _environment(settings: Settings) -> dict[str, str]:
    """These settings and no others."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    ours = {each.name: getattr(settings, each.name) for each in fields(Settings)}
    usual = {each.name: each.default for each in fields(Settings)}
    changed = {f"{PREFIX}{name.upper()}": str(ours[name]) for name in ours if ours[name] != usual[name]}
    return others | FEWER_ARENAS | changed
