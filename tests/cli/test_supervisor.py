"""`opendoor run` on real processes: one sentence when it cannot start, restarts, and one Ctrl-C for all."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from cli.processes import plan
from core.migrating import migrate
from core.settings import load_settings
from tests.conftest import Site, free_port, opendoor, site_environment, start_site


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[Site]:
    site = start_site(tmp_path)
    yield site
    if site.process.poll() is None:
        site.process.kill()


def _listens(port: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(port))) == 0


def _child(port: str) -> int:
    """The process of our own that was started with this port in its environment, by its name."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
            ours = f"OPENDOOR_ACTIONS_PORT={port}".encode() in (process / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if ours and b"serve" in words and b"actions" in words:
            return int(process.name)
    raise AssertionError("the action server was not found")


def test_a_process_that_dies_is_started_again_and_one_ctrl_c_stops_all(own_site: Site) -> None:
    port = own_site.environ["OPENDOOR_ACTIONS_PORT"]
    died = _child(port)
    os.kill(died, signal.SIGKILL)
    for _ in range(120):
        time.sleep(0.5)
        if _listens(port) and _child(port) != died:
            break
    answer = requests.post(f"{own_site.url}/api/chat", json={"message": "debt advice in yeovil"}, timeout=30)
    assert answer.status_code == 200
    assert any(message["cards"] for message in answer.json()["messages"])

    own_site.process.send_signal(signal.SIGINT)
    assert own_site.process.wait(timeout=30) == 0
    for name in ("PUBLIC", "BOT", "ACTIONS"):
        assert not _listens(own_site.environ[f"OPENDOOR_{name}_PORT"])


@pytest.mark.parametrize("name", ["PUBLIC", "BOT", "ACTIONS"])
def test_a_port_in_use_is_one_sentence(tmp_path: Path, name: str) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        taken = str(holder.getsockname()[1])
        done = opendoor("run", environ=site_environment(tmp_path, **{f"OPENDOOR_{name}_PORT": taken}))
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith(f"opendoor: Port {taken} is in use") and f"OPENDOOR_{name}_PORT" in last


def test_a_missing_database_is_one_sentence(tmp_path: Path) -> None:
    done = opendoor("run", environ=site_environment(tmp_path))
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith("opendoor: ")
    assert "Traceback" not in done.stderr


def test_a_broken_model_is_one_sentence(tmp_path: Path) -> None:
    models = tmp_path / "models"
    models.mkdir()
    (models / "open-door-broken.tar.gz").write_bytes(b"not a model")
    environ = site_environment(tmp_path)
    migrate(load_settings(environ).database)
    done = opendoor("serve", "bot", environ=environ | {"OPENDOOR_MODELS": str(models)})
    assert done.returncode == 1
    assert "opendoor train --force" in done.stderr.strip().splitlines()[-1]


def test_each_process_has_its_own_port() -> None:
    ports = [str(free_port()) for _ in range(3)]
    names = ("OPENDOOR_PUBLIC_PORT", "OPENDOOR_BOT_PORT", "OPENDOOR_ACTIONS_PORT")
    plans = plan(load_settings(dict(zip(names, ports, strict=True))))
    assert {each.name: str(each.port) for each in plans} == dict(
        zip(("web", "bot", "actions"), ports, strict=True)
    )
