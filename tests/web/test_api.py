from __future__ import annotations

import asyncio
from time import monotonic

import pytest

from tests.web.conftest import Visiting, Visitor
from tests.web.fake_bot import reply
from web.identity import COOKIE


async def test_a_first_message_without_a_cookie_is_answered_and_sets_one(visitor: Visitor) -> None:
    response = await visitor.client.post("/api/chat", json={"message": "hello"})
    assert response.status == 200
    cookie = response.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert not cookie["secure"] and not cookie["max-age"]
    (message,) = (await response.json())["messages"]
    assert message["text"] == "I heard: hello"
    assert message["buttons"] == [] and message["cards"] == []


async def test_the_cookie_is_secure_where_the_site_is(visiting: Visiting) -> None:
    visitor = await visiting(public_url="https://localhost")
    response = await visitor.client.post("/api/chat", json={"message": "hello"})
    assert response.cookies[COOKIE]["secure"]
    assert "Strict-Transport-Security" in response.headers


async def test_a_cookie_that_we_did_not_mint_is_replaced(visitor: Visitor) -> None:
    forged = {"Cookie": f"{COOKIE}={'A' * 64}"}
    response = await visitor.client.post("/api/chat", json={"message": "hello"}, headers=forged)
    assert response.cookies[COOKIE].value != "A" * 64


async def test_the_assistant_never_sees_the_cookie(visitor: Visitor) -> None:
    response = await visitor.client.post("/api/chat", json={"message": "hello"})
    (asked,) = visitor.bot.asked
    assert response.cookies[COOKIE].value not in str(asked)
    assert len(asked["conversation_id"]) >= 32


async def test_one_cookie_is_one_conversation(visitor: Visitor) -> None:
    await visitor.send("one")
    await visitor.send("two")
    assert len({each["conversation_id"] for each in visitor.bot.asked}) == 1


async def test_a_button_says_beside_which_line_it_stands(visitor: Visitor) -> None:
    asked = reply("- Age: 9", ("Change: Age", "/age"), ("Send", "/send"))
    asked["buttons"][0]["beside"] = 1
    visitor.bot.answers["hello"] = [asked]
    (message,) = (await visitor.send("hello"))["messages"]
    shown = await (await visitor.client.get("/api/chat")).json()
    for buttons in (message["buttons"], shown["messages"][-1]["buttons"]):
        assert [(each["label"], each["beside"]) for each in buttons] == [("Change: Age", 1), ("Send", 0)]


async def test_a_button_sends_its_payload_and_works_once(visitor: Visitor) -> None:
    visitor.bot.answers["hello"] = [reply("Which?", ("Money", '/choose_need{"need": "money"}'))]
    (message,) = (await visitor.send("hello"))["messages"]
    assert "choose_need" not in str(message)
    token = message["buttons"][0]["token"]
    assert (await visitor.press(token))["status"] == 200
    assert visitor.bot.asked[-1]["payload"] == '/choose_need{"need": "money"}'
    again = await visitor.press(token)
    assert again["status"] == 410
    assert again["error"].startswith("That button has been used.")
    assert len(visitor.bot.asked) == 2


@pytest.mark.parametrize("token", ["x", "/affirm", "\x00", "é" * 50, "x" * 5000, '{"need": "money"}'])
async def test_a_forged_button_does_nothing(visitor: Visitor, token: str) -> None:
    assert (await visitor.press(token))["status"] == 410
    assert visitor.bot.asked == []


async def test_a_leading_slash_is_only_text(visitor: Visitor) -> None:
    await visitor.send('/affirm{"need": "money"}')
    assert visitor.bot.asked[0]["text"] == '/affirm{"need": "money"}'
    assert "payload" not in visitor.bot.asked[0]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"not json", 400),
        (b"\xff\xfe\x00\x01" * 50, 400),
        (b"[]", 400),
        (b"3", 400),
        (b"null", 400),
        (b"{}", 400),
        (b'{"message": ""}', 400),
        (b'{"message": "  \\n "}', 400),
        (b'{"message": "\\u0000"}', 400),
        (b'{"message": "\\ud800"}', 400),
        (b'{"button": "\\ud800"}', 400),
        (b'{"button": ""}', 400),
        (b'{"message": 3}', 400),
        (b'{"message": null}', 400),
        (b'{"message": ["a"]}', 400),
        (b'{"message": "a", "button": "b"}', 400),
        (b'{"message": "a", "message": "b"}', 400),
        (b'{"message": "a", "once": 3}', 400),
        (b'{"message": "a", "once": "\\ud800"}', 400),
        (b"[" * 30_000, 400),
        (b'{"a":' * 10_000, 400),
        (b'{"message": "' + b"x" * 2001 + b'"}', 422),
        (b'{"message": "' + b"x" * 300_000 + b'"}', 413),
        (b'{"message": "' + b"\xf0\x9f\x98\xa2" * 2001 + b'"}', 422),
    ],
    ids=range(25),
)
async def test_what_cannot_be_read_is_refused_in_a_sentence(
    visitor: Visitor, body: bytes, status: int
) -> None:
    response = await visitor.client.post("/api/chat", data=body, headers={"Content-Type": "application/json"})
    answer = await response.json()
    assert response.status == status
    assert answer["error"].endswith(".")
    assert "999" in answer["messages"][-1]["text"]
    assert answer["messages"][-1]["kind"] == "urgent"
    assert visitor.bot.asked == []


async def test_a_huge_body_without_a_length_is_refused(visitor: Visitor) -> None:
    async def endless() -> object:
        for _ in range(100):
            yield b"x" * 10_000

    headers = {"Content-Type": "application/json"}
    response = await visitor.client.post("/api/chat", data=endless(), headers=headers)
    assert response.status == 413


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
async def test_only_json_is_read(visitor: Visitor, kind: str) -> None:
    body = b'{"message": "hello"}'
    response = await visitor.client.post("/api/chat", data=body, headers={"Content-Type": kind})
    assert response.status == 415
    assert visitor.bot.asked == []


@pytest.mark.parametrize(
    "said", ["😢", "أحتاج إلى مساعدة", "x" * 2000, "a\u202eb", "line\nline", "<script>alert(1)</script>"]
)
async def test_unusual_text_is_answered(visitor: Visitor, said: str) -> None:
    assert (await visitor.send(said))["status"] == 200
    assert visitor.bot.asked[0]["text"] == said


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://["},
    ],
)
async def test_another_site_cannot_speak_for_a_visitor(visitor: Visitor, headers: dict[str, str]) -> None:
    await visitor.send("hello")
    answer = await visitor.post({"message": "money"}, headers=headers)
    assert answer["status"] == 403
    assert len(visitor.bot.asked) == 1


async def test_our_own_page_may_speak(visitor: Visitor) -> None:
    origin = str(visitor.client.make_url("/")).rstrip("/")
    headers = {"Origin": origin, "Sec-Fetch-Site": "same-origin"}
    assert (await visitor.post({"message": "hello"}, headers=headers))["status"] == 200


async def test_too_many_messages_are_told_to_wait(visiting: Visiting) -> None:
    visitor = await visiting(messages_a_minute=3)
    assert [(await visitor.send("hello"))["status"] for _ in range(4)] == [200, 200, 200, 429]
    response = await visitor.client.post("/api/chat", json={"message": "hello"})
    assert int(response.headers["Retry-After"]) > 0


async def test_a_slow_assistant_is_told_at_once_and_nothing_is_lost(visitor: Visitor) -> None:
    visitor.bot.seconds = 5
    began = monotonic()
    answer = await visitor.send("money is tight")
    assert monotonic() - began < 2
    assert answer["status"] == 503
    assert answer["unanswered"] == "money is tight"
    assert "999" in answer["messages"][-1]["text"]
    visitor.bot.seconds = 0
    assert (await visitor.send("money is tight"))["status"] == 200
    kept = await (await visitor.client.get("/api/chat")).json()
    assert [each["text"] for each in kept["messages"]] == ["money is tight", "I heard: money is tight"]


async def test_danger_is_answered_even_if_the_assistant_is_dead(visitor: Visitor) -> None:
    await visitor.bot.stop()
    answer = await visitor.send("my husband hits me and i am scared of him")
    assert answer["status"] == 503
    safety, urgent = answer["messages"]
    assert (safety["kind"], urgent["kind"]) == ("safety", "urgent")
    kept = await (await visitor.client.get("/api/chat")).json()
    assert [each["kind"] for each in kept["messages"]] == ["text", "safety"]


async def test_one_visitor_who_waits_does_not_hold_up_another(visiting: Visiting) -> None:
    visitor = await visiting(bot_timeout=3.0)
    visitor.bot.seconds = 2
    waiting = asyncio.create_task(visitor.send("hello"))
    await asyncio.sleep(0.1)
    visitor.bot.seconds = 0
    began = monotonic()
    response = await visitor.client.post("/api/chat", json={"message": "hi"}, headers={"Cookie": ""})
    assert response.status == 200
    assert monotonic() - began < 1
    assert (await waiting)["status"] == 200


async def test_two_tabs_share_one_conversation_without_losing_or_doubling(visitor: Visitor) -> None:
    await visitor.send("first")
    visitor.bot.seconds = 0.05
    sent = [f"message {number}" for number in range(8)]
    answers = await asyncio.gather(*(visitor.send(each) for each in sent))
    assert [answer["messages"][0]["text"] for answer in answers] == [f"I heard: {each}" for each in sent]
    kept = (await (await visitor.client.get("/api/chat")).json())["messages"]
    assert [each["number"] for each in kept] == list(range(1, 19))
    for mine, theirs in zip(kept[::2], kept[1::2], strict=True):
        assert theirs["text"] == f"I heard: {mine['text']}"


async def test_another_tab_asks_for_what_is_new(visitor: Visitor) -> None:
    await visitor.send("one")
    answer = await visitor.send("two")
    new = await (await visitor.client.get("/api/chat?after=2")).json()
    assert [each["text"] for each in new["messages"]] == ["two", "I heard: two"]
    assert new["messages"][0]["number"] == answer["number"] == 3
    for wrong in ("x", "-1", "9" * 30, "²"):
        assert (await visitor.client.get("/api/chat", params={"after": wrong})).status == 400


async def test_every_answer_names_its_conversation_so_that_an_old_page_can_tell(visitor: Visitor) -> None:
    empty = await (await visitor.client.get("/api/chat")).json()
    first = await visitor.send("one")
    assert empty["conversation"] == ""
    assert len(first["conversation"]) == 16
    assert first["conversation"] not in visitor.bot.asked[0]["conversation_id"]
    kept = await (await visitor.client.get("/api/chat")).json()
    assert kept["conversation"] == (await visitor.send("two"))["conversation"] == first["conversation"]
    assert f'data-conversation="{first["conversation"]}"' in await visitor.look()
    await visitor.submit("/chat/delete")
    again = await visitor.send("three")
    assert again["number"] == 1 and again["conversation"] not in ("", first["conversation"])
    await visitor.bot.stop()
    assert (await visitor.send("four"))["conversation"] == again["conversation"]


async def test_a_submission_sent_twice_acts_once(visitor: Visitor) -> None:
    await visitor.look()
    visitor.bot.seconds = 0.1
    twice = await asyncio.gather(*(visitor.send("hello", once="a") for _ in range(2)))
    assert [each["messages"][0]["text"] for each in twice] == ["I heard: hello"] * 2
    assert len(visitor.bot.asked) == 1


async def test_unknown_methods_are_refused_in_json(visitor: Visitor) -> None:
    response = await visitor.client.put("/api/chat", json={})
    assert response.status == 405
    assert set(response.headers["Allow"].split(",")) >= {"GET", "POST"}
    assert (await response.json())["error"]
