"""Logs are structured lines without anything that a person wrote."""

import json
import logging

import pytest
import structlog

from core.logs import start_logging


@pytest.fixture(autouse=True)
def _restored() -> object:
    root, handlers = logging.getLogger(), logging.getLogger().handlers[:]
    yield
    root.handlers[:] = handlers
    structlog.reset_defaults()


def test_a_line_is_json_and_leaves_out_what_was_written(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging("web")
    structlog.get_logger().info("answered", status=200, text="my son is ill")
    line = json.loads(capsys.readouterr().err)
    assert line["event"] == "answered" and line["status"] == 200
    assert "ill" not in str(line)


def test_an_exception_leaves_only_its_class(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging("bot")
    try:
        raise ValueError("my son is ill")
    except ValueError:
        logging.getLogger("somewhere").exception("could not read %s", "my son is ill")
    line = json.loads(capsys.readouterr().err)
    assert line["error"] == "ValueError"
    assert "ill" not in str(line)


def test_values_of_a_standard_line_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging("bot")
    logging.getLogger("somewhere").warning("cannot understand %s", "my son is ill")
    assert "ill" not in capsys.readouterr().err


def test_every_line_names_its_process(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging("actions")
    structlog.get_logger().info("answered")
    structlog.get_logger(process="bot").info("answered")
    first, second = (json.loads(line)["process"] for line in capsys.readouterr().err.splitlines())
    assert (first, second) == ("actions", "bot")
