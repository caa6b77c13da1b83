"""Logs as structured lines. Nothing that a person wrote may reach them."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, MutableMapping
from typing import Any

import structlog

KNOWN = frozenset(
    {"event", "level", "timestamp", "process", "logger", "line", "error", "action", "method", "route", "task"}
)
"""Fields whose words are ours. Of any other field only numbers are kept, for a word may be a person's."""


def without_personal_data(
    _logger: Any, _method: str, line: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Leaves out every word that could be a person's."""
    for key in line.keys() - KNOWN:
        if not isinstance(line[key], int | float | None):
            line[key] = "(left out)"
    return line


def _naming(process: str) -> Callable[..., MutableMapping[str, Any]]:
    """Puts the name of the process into every line that lacks one."""

    def name(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        line.setdefault("process", process)
        return line

    return name


class _Structured(logging.Handler):
    """Hands the standard library's lines to structlog: where it was said, never what."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._log = structlog.get_logger(process=process)

    def emit(self, record: logging.LogRecord) -> None:
        fields = {"logger": record.name, "line": f"{record.module}:{record.lineno}"}
        if record.exc_info and record.exc_info[0]:
            fields["error"] = record.exc_info[0].__name__
        self._log.log(record.levelno, "library message", **fields)


def start_logging(process: str, level: str = "INFO") -> None:
    """Sends every log line of this process to standard error as JSON: time, level, process, event, fields."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _naming(process),
            without_personal_data,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    root.handlers[:] = [_Structured(process)]
    root.setLevel(max(logging.getLevelName(level), logging.WARNING))
