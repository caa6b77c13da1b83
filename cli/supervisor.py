"""Starts the three processes, watches them, restarts one that dies, and stops all of them together."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from asyncio.subprocess import PIPE, Process

import aiohttp
import structlog

from cli.processes import ProcessPlan
from core.errors import OpenDoorError

log = structlog.get_logger(process="run")

START_SECONDS = 120.0
CHECK_SECONDS = 5.0
FAILED_CHECKS = 3
LONGEST_WAIT = 30.0
STEADY_SECONDS = 60.0
STOP_SECONDS = 8.0
FEWER_ARENAS = {"MALLOC_ARENA_MAX": "2"}
"""An arena for every thread, as glibc likes, costs each process tens of megabytes and gains nothing here."""


class Supervised:
    """One process under watch."""

    def __init__(self, plan: ProcessPlan) -> None:
        self.plan = plan
        self._process: Process | None = None

    async def start(self, http: aiohttp.ClientSession) -> None:
        """Starts it and waits until it is well; raises OpenDoorError if it ends or stays silent."""
        self._process = await asyncio.create_subprocess_exec(
            *self.plan.command, stdin=PIPE, start_new_session=True, env=os.environ | FEWER_ARENAS
        )
        began = time.monotonic()
        while time.monotonic() - began < START_SECONDS:
            if self._process.returncode is not None:
                raise OpenDoorError(f"{self.plan.name} could not start; the reason stands above.")
            if await self.is_well(http):
                log.info("process is well", task=self.plan.name, seconds=round(time.monotonic() - began, 1))
                return
            await asyncio.sleep(0.25)
        raise OpenDoorError(f"{self.plan.name} did not answer within {START_SECONDS:.0f} seconds.")

    async def is_well(self, http: aiohttp.ClientSession) -> bool:
        """True if its health address answers 200."""
        try:
            async with http.get(self.plan.health) as answer:
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def watch(self, http: aiohttp.ClientSession) -> None:
        """Keeps it running for ever: restarts it with growing waits when it dies or stops answering."""
        wait, began = 1.0, time.monotonic()
        while True:
            await self._until_unwell(http)
            if time.monotonic() - began > STEADY_SECONDS:
                wait = 1.0
            log.warning("process is restarted", task=self.plan.name, wait_seconds=wait)
            await self.stop()
            await asyncio.sleep(wait)
            wait, began = min(wait * 2, LONGEST_WAIT), time.monotonic()
            with contextlib.suppress(OpenDoorError):
                await self.start(http)

    async def stop(self) -> None:
        """Asks it to end, and ends it if it does not."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()

    async def _until_unwell(self, http: aiohttp.ClientSession) -> None:
        failed = 0
        while failed < FAILED_CHECKS:
            assert self._process is not None
            try:
                await asyncio.wait_for(self._process.wait(), CHECK_SECONDS)
                return
            except TimeoutError:
                failed = 0 if await self.is_well(http) else failed + 1


async def supervise(plans: tuple[ProcessPlan, ...], ready: str) -> None:
    """Runs until told to stop (Ctrl-C or SIGTERM); raises OpenDoorError if the first start fails."""
    processes = [Supervised(plan) for plan in plans]
    told_to_stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, told_to_stop.set)
    timeout = aiohttp.ClientTimeout(total=4)
    async with aiohttp.ClientSession(timeout=timeout) as http:
        watching = asyncio.ensure_future(_run(processes, http, ready))
        stopping = asyncio.ensure_future(told_to_stop.wait())
        try:
            await asyncio.wait({watching, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if watching.done():
                watching.result()
        finally:
            for task in (watching, stopping):
                task.cancel()
            await asyncio.gather(watching, stopping, return_exceptions=True)
            await asyncio.gather(*(each.stop() for each in processes))
            log.info("all processes have stopped")


async def _run(processes: list[Supervised], http: aiohttp.ClientSession, ready: str) -> None:
    async with asyncio.TaskGroup() as starting:
        for each in processes:
            starting.create_task(each.start(http))
    print(ready, flush=True)
    async with asyncio.TaskGroup() as watching:
        for each in processes:
            watching.create_task(each.watch(http))
