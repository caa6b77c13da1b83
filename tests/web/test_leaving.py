from __future__ import annotations

import asyncio

from sqlalchemy import text

from tests.web.conftest import Visiting, Visitor
from web.door import DOOR
from web.identity import COOKIE
from web.pages.leaving import ELSEWHERE


async def erasure_at(visitor: Visitor, count: int = 1) -> None:
    for _ in range(60):
        if len(visitor.bot.erased) >= count:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("The assistant was not asked to erase the conversation.")


async def test_exit_clears_the_chat_and_goes_elsewhere(visitor: Visitor) -> None:
    await visitor.send("secret words")
    cookie = visitor.client.session.cookie_jar.filter_cookies(visitor.client.make_url("/"))[COOKIE].value
    response = await visitor.client.get("/exit", allow_redirects=False)
    assert (response.status, response.headers["Location"]) == (303, ELSEWHERE)
    assert response.cookies[COOKIE].value == ""
    assert response.headers["Cache-Control"] == "no-store"
    assert "secret words" not in await visitor.look()
    replayed = await visitor.client.get("/api/chat", headers={"Cookie": f"{COOKIE}={cookie}"})
    assert (await replayed.json())["messages"] == []
    await erasure_at(visitor)
    assert visitor.bot.erased == [visitor.bot.asked[0]["conversation_id"]]


async def test_a_link_on_another_site_cannot_clear_a_chat(visitor: Visitor) -> None:
    await visitor.send("my words")
    await visitor.client.get("/exit", headers={"Sec-Fetch-Site": "cross-site"}, allow_redirects=False)
    assert "my words" in await visitor.look()


async def test_exit_without_a_chat_works(visitor: Visitor) -> None:
    assert (await visitor.client.get("/exit", allow_redirects=False)).status == 303


async def test_deleting_is_asked_first_and_then_done(visitor: Visitor) -> None:
    await visitor.send("my words")
    assert "Delete your chat?" in await visitor.look("/chat/delete")
    assert "my words" in await visitor.look()
    response = await visitor.submit("/chat/delete")
    assert (response.status, response.headers["Location"]) == (303, "/chat/deleted")
    assert "my words" not in await visitor.look()
    await erasure_at(visitor)


async def test_deleting_needs_our_own_form(visitor: Visitor) -> None:
    await visitor.send("my words")
    assert (await visitor.client.post("/chat/delete", data={"form_token": "x"})).status == 403
    assert "my words" in await visitor.look()


async def test_an_assistant_that_was_away_is_asked_again(visitor: Visitor) -> None:
    await visitor.send("my words")
    visitor.bot.refuses_to_erase = True
    await visitor.submit("/chat/delete")
    await asyncio.sleep(0.2)
    assert visitor.bot.erased == []
    visitor.bot.refuses_to_erase = False
    await visitor.send("a new chat")
    await visitor.submit("/chat/delete")
    await erasure_at(visitor, 2)


async def test_exit_leaves_even_without_a_database_and_however_often_it_is_pressed(
    visiting: Visiting,
) -> None:
    visitor = await visiting(requests_a_minute=3)
    await visitor.send("my words")
    with visitor.client.app[DOOR].sessions.begin() as db:
        db.execute(text("ALTER TABLE chat_session RENAME TO away"))
    for _ in range(5):
        response = await visitor.client.get("/exit", allow_redirects=False)
        assert (response.status, response.headers["Location"]) == (303, ELSEWHERE)
        assert response.cookies[COOKIE].value == ""
