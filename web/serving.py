"""Serving the front door until the process is told to stop."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress

import structlog
from aiohttp import web

from core.errors import DatabaseError, OpenDoorError
from core.logs import start_logging
from core.settings import Settings
from web.app import build_app
from web.door import DOOR
from web.urgent import load_ahead

log = structlog.get_logger()

_LONGEST_LINE = 8190
_SECONDS_TO_FINISH = 10.0


class PortInUseError(OpenDoorError):
    """Another program listens where the website should."""


def serve_web(settings: Settings) -> None:
    """Serves the website on its public address; raises OpenDoorError if it cannot."""
    start_logging("web", settings.log_level)
    asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    stop = _stop_signal()
    load_ahead(settings)
    app = await asyncio.to_thread(build_app, settings)
    runner = web.AppRunner(
        app,
        access_log=None,
        handle_signals=False,
        shutdown_timeout=_SECONDS_TO_FINISH,
        max_line_size=_LONGEST_LINE,
        max_field_size=_LONGEST_LINE,
    )
    await runner.setup()
    try:
        await _listen(runner, settings)
        with suppress(DatabaseError):
            await asyncio.to_thread(app[DOOR].search.refresh)
        log.info("website ready", port=settings.public_port)
        reading = asyncio.create_task(_read_guidance(app))
        await stop.wait()
        reading.cancel()
    finally:
        await runner.cleanup()


async def _read_guidance(app: web.Application) -> None:
    """Reads what was learnt of the guidance before somebody asks, so that nobody waits for it."""
    try:
        await asyncio.to_thread(app[DOOR].guidance.open)
    except OpenDoorError as error:
        log.warning("guidance was not read ahead", error=type(error).__name__)


async def _listen(runner: web.AppRunner, settings: Settings) -> None:
    try:
        await web.TCPSite(runner, settings.public_host, settings.public_port).start()
    except OSError:
        raise PortInUseError(
            f"Port {settings.public_port} is not free: stop what uses it, or set OPENDOOR_PUBLIC_PORT."
        ) from None


def _stop_signal() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    return stop
