"""`opendoor run` and `opendoor serve`: the three processes, together or one by one."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from enum import StrEnum
from typing import Annotated

import typer

from core.errors import OpenDoorError
from core.settings import load_settings


class ProcessName(StrEnum):
    """The processes that can be served alone."""

    web = "web"
    bot = "bot"
    actions = "actions"


def run() -> None:
    """Start the website, the assistant and the action server, and keep them running."""
    from cli.processes import check_ports, plan
    from cli.supervisor import supervise
    from core.logs import start_logging
    from core.migrating import check_version

    settings = load_settings()
    start_logging("run", settings.log_level)
    plans = plan(settings)
    check_ports(plans)
    check_version(settings.database)
    try:
        asyncio.run(supervise(plans, f"\nOpen Door is ready: {settings.site}  (Ctrl-C stops it)\n"))
    except* OpenDoorError as errors:
        raise errors.exceptions[0] from None


def serve(
    process: Annotated[ProcessName, typer.Argument(help="Which process to serve.")],
    supervised: Annotated[bool, typer.Option(hidden=True)] = False,
) -> None:
    """Serve one process alone, as in production."""
    settings = load_settings()
    if supervised:
        threading.Thread(target=_end_with_supervisor, daemon=True).start()
    if process is ProcessName.web:
        from web.serving import serve_web

        serve_web(settings)
    elif process is ProcessName.bot:
        from bot.serving import serve_bot

        serve_bot(settings)
    else:
        from actions.serving import serve_actions

        serve_actions(settings)


def _end_with_supervisor() -> None:
    """The supervisor holds the other end of standard input; when it is gone, so is this process."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
