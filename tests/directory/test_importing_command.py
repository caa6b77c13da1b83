from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.directory import app
from core.settings import PROJECT

RUN = CliRunner()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OPENDOOR_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.mark.parametrize("content", [b"", b"<html></html>", b'{"contents": [{"id"', b"\x00\x01\x02"])
def test_a_bad_file_ends_with_code_2_and_one_sentence(home: Path, content: bytes) -> None:
    file = home / "feed.json"
    file.write_bytes(content)
    done = RUN.invoke(app, ["import", str(file)])
    assert done.exit_code == 2
    assert done.output.startswith("opendoor: The feed") and done.output.count("\n") == 1


def test_a_missing_file_ends_with_code_2(home: Path) -> None:
    assert RUN.invoke(app, ["import", str(home / "none.json")]).exit_code == 2


@pytest.mark.model
def test_an_import_tells_what_it_did_and_status_counts_it(home: Path, version_1: bytes) -> None:
    trained = PROJECT / "var" / "models"
    trained.mkdir(parents=True, exist_ok=True)
    (home / "home").mkdir()
    (home / "home" / "models").symlink_to(trained)
    file = home / "feed.json"
    file.write_bytes(version_1)
    done = RUN.invoke(app, ["import", str(file), "--source", "Sample council", "--json"])
    assert done.exit_code == 0, done.output
    report = json.loads(done.output)
    assert (report["source"], report["taken"], report["skipped"]) == ("Sample council", 5, 4)
    assert report["listened_to"] == 5
    again = RUN.invoke(app, ["import", str(file), "--source", "Sample council"])
    assert "0 taken, 0 changed, 5 unchanged, 4 skipped, 0 removed" in again.output
    counted = json.loads(RUN.invoke(app, ["status", "--json"]).output)
    assert counted["feeds"][0]["shown"] == 5
    assert "parenting" not in counted["needs_without_services"]
