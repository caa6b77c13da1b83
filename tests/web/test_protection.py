from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from tests.web.conftest import Visiting, Visitor, words_of
from web.door import DOOR


async def test_every_answer_carries_the_headers_that_protect_it(visitor: Visitor) -> None:
    for path in ("/", "/chat", "/nothing-here", "/healthz", "/api/chat", "/exit"):
        headers = (await visitor.client.get(path, allow_redirects=False)).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "aiohttp" not in headers["Server"]


async def test_a_nonce_is_new_with_every_page(visitor: Visitor) -> None:
    policies = {(await visitor.client.get("/")).headers["Content-Security-Policy"] for _ in range(5)}
    assert len(policies) == 5


@pytest.mark.parametrize(
    "host", ["", "evil.example/x", "a b", "x" * 300, "user@localhost", "[::1", "localhost:99999999"]
)
async def test_a_host_that_makes_no_sense_is_refused(visitor: Visitor, host: str) -> None:
    response = await visitor.client.get("/", headers={"Host": host})
    assert response.status == 400


async def test_a_site_with_a_name_answers_to_that_name(visiting: Visiting) -> None:
    visitor = await visiting(public_url="https://help.example.org")
    assert (await visitor.client.get("/", headers={"Host": "help.example.org"})).status == 200
    assert (await visitor.client.get("/", headers={"Host": "evil.example"})).status == 400
    assert (await visitor.client.get("/healthz")).status == 200


async def test_an_address_that_asks_too_often_waits_but_health_is_still_answered(visiting: Visiting) -> None:
    visitor = await visiting(requests_a_minute=3)
    assert [(await visitor.client.get("/about")).status for _ in range(4)] == [200, 200, 200, 429]
    response = await visitor.client.get("/about")
    assert "Please wait a minute" in words_of(await response.text())
    assert "If you need help now" in await response.text()
    assert int(response.headers["Retry-After"]) > 0
    assert (await visitor.client.get("/healthz")).status == 200


@pytest.mark.parametrize(
    "path", ["/nothing", "/services/nothing", "/advice/nothing", "/advice/..%2f..%2fREADME", "/%00"]
)
async def test_a_page_that_is_not_there_says_so_in_plain_words(visitor: Visitor, path: str) -> None:
    response = await visitor.client.get(path)
    assert response.status == 404
    words = words_of(await response.text())
    assert "We can't find that page" in words
    assert "If you need help now" in words


async def test_a_broken_database_is_told_with_the_urgent_lines(visitor: Visitor) -> None:
    app = visitor.client.app
    assert app is not None
    with app[DOOR].sessions() as db:
        db.execute(text("DROP TABLE chat_button"))
        db.execute(text("DROP TABLE chat_message"))
        db.commit()
    await visitor.look("/about")
    response = await visitor.client.post("/api/chat", json={"message": "hello"})
    assert response.status == 503
    assert "999" in (await response.json())["messages"][-1]["text"]
    page = await visitor.client.get("/chat", headers={"Cookie": ""})
    assert page.status in {200, 503}


async def test_logs_say_which_route_and_never_what_was_said(
    visitor: Visitor, logs: list[dict[str, Any]], caplog: pytest.LogCaptureFixture
) -> None:
    await visitor.look("/search?q=ethelquery&near=ethelplace")
    await visitor.send("ethelmessage")
    await visitor.submit(message="ethelform")
    await visitor.look("/services/ethelid")
    visitor.bot.broken = "ethelbroken"
    await visitor.send("ethelagain")
    lines = [line for line in logs if line["event"] == "request"]
    assert all({"method", "route", "status", "ms"} <= set(line) for line in lines)
    assert {line["route"] for line in lines} >= {"/search", "/api/chat", "/chat", "/services/{id}"}
    assert "ethel" not in str(logs) + caplog.text


async def test_readiness_names_what_does_not_answer(visitor: Visitor) -> None:
    response = await visitor.client.get("/readyz")
    assert response.status == 200
    assert await response.json() == {"status": "ready", "database": "ok", "bot": "ok", "actions": "ok"}
    await visitor.bot.stop()
    response = await visitor.client.get("/readyz")
    assert response.status == 503
    assert (await response.json())["bot"] == "not answering"
    assert (await response.json())["database"] == "ok"
