from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
from dataclasses import replace

import aiohttp
import pytest

from core.settings import PROJECT, Settings
from web.serving import PortInUseError, serve_web

ONE_CTRL_C = """
import sys
from web.serving import serve_web
from core.settings import load_settings
serve_web(load_settings())
"""


def test_a_port_in_use_is_one_clear_sentence(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortInUseError, match=f"Port {port} is not free"):
            serve_web(replace(settings, public_port=port))


async def test_the_website_starts_answers_and_stops_when_told(settings: Settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = {
        **os.environ,
        "OPENDOOR_PUBLIC_PORT": str(port),
        "OPENDOOR_DATABASE_URL": settings.database,
        "OPENDOOR_SECRET_KEY": settings.secret_key,
    }
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", ONE_CTRL_C, cwd=PROJECT, env=environ)
    try:
        async with aiohttp.ClientSession() as http:
            for _ in range(700):
                try:
                    async with http.get(f"http://127.0.0.1:{port}/healthz") as response:
                        assert response.status == 200
                        break
                except aiohttp.ClientError:
                    await asyncio.sleep(0.2)
            else:
                raise AssertionError("The website did not start.")
        process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(process.wait(), 15) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_a_request_that_cannot_be_read_leaves_none_of_its_words_in_the_log(settings: Settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = {
        **os.environ,
        "OPENDOOR_PUBLIC_PORT": str(port),
        "OPENDOOR_DATABASE_URL": settings.database,
        "OPENDOOR_SECRET_KEY": settings.secret_key,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", ONE_CTRL_C, cwd=PROJECT, env=environ,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    try:
        for _ in range(700):
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                break
            except OSError:
                await asyncio.sleep(0.2)
        writer.write(b"GET /search?q=he+hit+me HTTP/1.1\r\nHost: localhost\r\nhe-hit-me\r\n\r\n")
        assert b" 400 " in await asyncio.wait_for(reader.readline(), 10)
        writer.close()
        process.send_signal(signal.SIGINT)
        said, _ = await asyncio.wait_for(process.communicate(), 15)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    lines = [json.loads(line) for line in said.decode().splitlines()]
    assert {line["process"] for line in lines} == {"web"}
    assert b"hit" not in said
