"""`opendoor search` refuses what it cannot use with one sentence and exit code 2."""

from __future__ import annotations

import pytest
import typer
from typer.testing import CliRunner

from cli.search import search


def _run(*arguments: str) -> tuple[int, str]:
    app = typer.Typer()
    app.command()(search)
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((" ",), "Say what you are looking for"),
        (("food bank", "--age", "400"), "--age must be a number from 0 to 120"),
        (("food bank", "--age", "nan"), "--age must be a number"),
        (("food bank", "--age", "old"), "--age must be a number"),
        (("food bank", "--limit", "0"), "--limit must be a number from 1 to 100"),
        (("food bank", "--limit", "many"), "--limit must be a number"),
        (("food bank", "--need", "bogus"), "There is no need called bogus"),
        (("food bank", "--near", "nowhereland"), "not a place that we know"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(arguments: tuple[str, ...], says: str) -> None:
    code, said = _run(*arguments)
    assert code == 2
    assert says in said
    assert said.count("\n") == 1
