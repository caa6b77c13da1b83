"""`opendoor people`: importing says what it did, searching answers in words and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.people import app
from tests.directory.people.conftest import SAMPLE


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("OPENDOOR_HOME", str(tmp_path))
    return CliRunner()


def test_the_sample_is_taken_in_and_searched(run: CliRunner) -> None:
    first = run.invoke(app, ["import", str(SAMPLE)])
    assert first.exit_code == 0 and "0 skipped" in first.output and " taken" in first.output
    again = json.loads(run.invoke(app, ["import", str(SAMPLE), "--json"]).output)
    assert (again["taken"], again["changed"], again["rows"]) == (0, 0, [])
    found = json.loads(run.invoke(app, ["search", "pfsa for hillcrest primary", "--json"]).output)
    assert found["results"][0]["name"] == "Claire Dunmore" and not found["nobody"]
    told = run.invoke(app, ["search", "jo hartly"])
    assert told.output.startswith("1. Jo Hartley, Parent and family support adviser")


def test_what_cannot_be_used_gets_a_sentence(run: CliRunner, tmp_path: Path) -> None:
    none = run.invoke(app, ["import", str(tmp_path / "none.csv")])
    assert none.exit_code == 2 and "cannot be read" in none.output
    run.invoke(app, ["import", str(SAMPLE)])
    empty = run.invoke(app, ["search", " "])
    assert empty.exit_code == 2 and "Say whom you look for" in empty.output


def test_a_wrong_row_is_named(run: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("id,name,public\n1,Jo,perhaps\n2,Kim,yes\n", encoding="utf-8")
    told = run.invoke(app, ["import", str(file)])
    assert "skipped: row 1, Jo: Mend it: public is yes or no." in told.output
    assert "Who's-who: 1 taken" in told.output
