"""The real site for tests: three processes, a sample directory and the trained model, in a folder of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"


@dataclass(frozen=True)
class Site:
    """A running Open Door: its address, its settings as an environment, and its supervisor."""

    url: str
    environ: dict[str, str]
    process: subprocess.Popen[bytes]


def free_port() -> int:
    """A port of the loopback address that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def site_environment(home: Path, **more: str) -> dict[str, str]:
    """Settings of a site of its own: a fresh home, free ports, limits that a test can outrun."""
    return {
        **os.environ,
        "OPENDOOR_HOME": str(home),
        "OPENDOOR_PUBLIC_PORT": str(free_port()),
        "OPENDOOR_BOT_PORT": str(free_port()),
        "OPENDOOR_ACTIONS_PORT": str(free_port()),
        "OPENDOOR_MESSAGES_A_MINUTE": "100000",
        "OPENDOOR_REQUESTS_A_MINUTE": "100000",
        **more,
    }


def opendoor(*command: str, environ: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Runs the command `opendoor` to its end."""
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "cli.main", *command],
        cwd=PROJECT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=300,
    )


def start_site(home: Path, **more: str) -> Site:
    """Sets up and starts a site, and waits until it is ready."""
    environ = site_environment(home, **more)
    done = opendoor("setup", environ=environ)
    assert done.returncode == 0, done.stderr
    log = (home / "site.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "cli.main", "run"],
        cwd=PROJECT,
        env=environ,
        stdout=log,
        stderr=log,
    )
    url = f"http://localhost:{environ['OPENDOOR_PUBLIC_PORT']}"
    for _ in range(240):
        assert process.poll() is None, (home / "site.log").read_text()
        try:
            if requests.get(f"{url}/readyz", timeout=2).status_code == 200:
                return Site(url, environ, process)
        except requests.RequestException:
            pass
        time.sleep(0.5)
    process.kill()
    raise AssertionError("The site was not ready within two minutes:\n" + (home / "site.log").read_text())


def stop_site(site: Site) -> None:
    """One Ctrl-C stops everything."""
    site.process.send_signal(signal.SIGINT)
    site.process.wait(timeout=30)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One running site for every test that talks to it."""
    running = start_site(tmp_path_factory.mktemp("site"))
    yield running
    stop_site(running)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real feeds and schemas beside the project; tests that want them are skipped without."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real feeds and schemas is not beside the project")
    return SHARED
