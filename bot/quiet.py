"""Keeps what people wrote out of every log, and Rasa from calling home.

Rasa logs message texts, tracker events and the locals of every frame when something fails, and puts texts in
warnings. Of a structured line only those fields are kept that cannot hold anybody's words; of a warning, its
kind.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, TextIO

import structlog

from core.logs import start_logging

_SAFE_FIELDS = frozenset(
    {
        "level",
        "timestamp",
        "event",
        "process",
        "logger",
        "line",
        "error",
        "component",
        "port",
        "status",
        "seconds",
    }
)


def without_telemetry() -> None:
    """Must run before Rasa is imported: its telemetry is on unless the environment says otherwise."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"


def start_quiet_logging(process: str, level: str) -> None:
    """Logs of this process as `core.logs` writes them, with nothing of Rasa's that could hold a message."""
    start_logging(process, level)
    processors = structlog.get_config()["processors"]
    structlog.configure(processors=[*processors[:-1], _only_safe_fields, processors[-1]])
    warnings.showwarning = _warn_only_where
    take_over("rasa", "sanic.root", "sanic.error", "sanic.access", "apscheduler", "asyncio", "py.warnings")


def take_over(*names: str) -> None:
    """Sends these loggers' lines through ours alone; Sanic brings handlers of its own when an app is made."""
    for name in names:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True


def _only_safe_fields(_log: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for field in line.keys() - _SAFE_FIELDS:
        if not isinstance(line[field], int | float | bool):
            del line[field]
    return line


def _warn_only_where(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    place = f"{Path(filename).stem}:{lineno}"
    structlog.get_logger().info("warning", error=category.__name__, line=place)


def where(error: BaseException) -> str:
    """The innermost place of an error, such as `store:91`, and nothing of its values."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).stem}:{trace.tb_lineno}" if trace else ""
