from __future__ import annotations

import asyncio
import re

from tests.web.conftest import Visiting, Visitor, words_of
from tests.web.fake_bot import reply

CARD = {
    "service_id": "s1",
    "name": "Money Friends (sample)",
    "organisation": "Friends of Taunton (sample)",
    "summary": "Help with bills.",
    "why": "It helps with money.",
    "distance": "2 miles away",
    "phone": "01632 960123",
    "email": "money@example.org",
    "url": "/services/s1",
}


def box_of(page: str) -> str:
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)
    assert found
    return found[1]


async def test_a_message_comes_back_with_its_answer(visitor: Visitor) -> None:
    visitor.bot.answers["money is tight"] = [reply("Here is one:", ("Show more", "/more"), cards=[CARD])]
    response = await visitor.submit(message="money is tight")
    assert (response.status, response.headers["Location"]) == (303, "/chat#latest")
    page = await visitor.look()
    for shown in (
        "You said money is tight",
        "Here is one:",
        "Money Friends (sample)",
        "Show more",
        "2 miles away",
    ):
        assert shown in words_of(page)
    assert 'href="tel:01632960123"' in page
    assert 'href="/services/s1"' in page
    assert "/more" not in page


async def test_a_button_of_the_page_works_once(visitor: Visitor) -> None:
    visitor.bot.answers["hello"] = [reply("Which?", ("Money", "/money"))]
    await visitor.submit(message="hello")
    token = re.search(r'name="button" value="([^"]+)"', await visitor.look())
    assert token
    assert (await visitor.submit(button=token[1])).status == 303
    assert visitor.bot.asked[-1]["payload"] == "/money"
    again = await visitor.submit(button=token[1])
    assert again.status == 410
    assert "That button has been used" in await again.text()


async def test_a_button_that_belongs_to_an_answer_stands_beside_it(visitor: Visitor) -> None:
    asked = reply(
        "Check:\n\n- First name: Ana\n- Age: 9\n\nSend?", ("Send", "/send"), ("Change: Age", "/age")
    )
    asked["buttons"][1]["beside"] = 2
    visitor.bot.answers["done"] = [asked]
    await visitor.submit(message="done")
    page = await visitor.look()
    line = re.search(r"<li>Age: 9(.*?)</li>", page, re.S)
    assert line and words_of(page).count("Change : Age") == 1
    button = re.search(r'form="([^"]+)"[^>]* name="button" value="([^"]+)">Change<', line[1])
    assert button and f'<form class="od-choices" id="{button[1]}"' in page
    assert (await visitor.submit(button=button[2])).status == 303
    assert visitor.bot.asked[-1]["payload"] == "/age"


async def test_what_was_said_is_never_markup(visitor: Visitor) -> None:
    visitor.bot.answers["<b>x</b>"] = [reply("<img src=x onerror=alert(1)> [a](javascript:alert(1))")]
    await visitor.submit(message="<b>x</b>")
    page = await visitor.look()
    assert "<b>x" not in page and "<img" not in page and 'href="javascript' not in page


async def test_a_message_that_is_too_long_stays_in_the_box(visitor: Visitor) -> None:
    response = await visitor.submit(message="y" * 2001)
    page = await response.text()
    assert response.status == 422
    assert box_of(page) == "y" * 2001
    assert "parts of up to 2,000" in page
    assert visitor.bot.asked == []


async def test_lines_of_a_form_count_as_one_letter_each(visitor: Visitor) -> None:
    assert (await visitor.submit(message="a\r\n" * 999 + "a")).status == 303


async def test_nothing_written_is_said_kindly(visitor: Visitor) -> None:
    response = await visitor.submit(message="   ")
    assert response.status == 400
    assert "Write a few words first" in await response.text()


async def test_a_dead_assistant_leaves_the_words_in_the_box(visitor: Visitor) -> None:
    await visitor.bot.stop()
    response = await visitor.submit(message="money is tight")
    page = await response.text()
    assert response.status == 503
    assert box_of(page) == "money is tight"
    assert "Not answered yet" in page and "Your words are kept" in words_of(page)
    later = await visitor.look()
    assert box_of(later) == "money is tight"
    await visitor.bot.start(visitor.bot.port)
    assert (await visitor.submit(message="money is tight")).status == 303
    page = await visitor.look()
    assert "Not answered yet" not in page
    assert page.count("money is tight</div>") == 1


async def test_a_form_sent_twice_acts_once(visitor: Visitor) -> None:
    page = await visitor.look()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    fields = {**hidden, "message": "hello"}
    sent = [visitor.client.post("/chat", data=fields, allow_redirects=False) for _ in range(3)]
    assert {response.status for response in await asyncio.gather(*sent)} == {303}
    assert len(visitor.bot.asked) == 1


async def test_a_form_of_another_visitor_is_not_taken_and_the_words_are_kept(visiting: Visiting) -> None:
    visitor = await visiting()
    page = await visitor.look()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    visitor.client.session.cookie_jar.clear()
    response = await visitor.client.post("/chat", data={**hidden, "message": "hello"})
    assert response.status == 403
    assert box_of(await response.text()) == "hello"
    assert visitor.bot.asked == []
    assert (await visitor.submit(message="hello")).status == 303


async def test_forms_that_cannot_be_read_are_refused_in_words(visitor: Visitor) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for body, headers, status in (
        (b"message=a&message=b", form, 400),
        (b"message=%ff%fe", form, 400),
        (b"\xff\x00\xfe", form, 400),
        (b"a=1&" * 50, form, 400),
        (b"message=" + b"x" * 300_000, form, 413),
        (b"{}", {"Content-Type": "application/json"}, 415),
        (b"--x--", {"Content-Type": "multipart/form-data; boundary=x"}, 415),
    ):
        response = await visitor.client.post("/chat", data=body, headers=headers)
        assert response.status == status
        assert "If you need help now" in await response.text()


async def test_a_chat_is_never_kept_by_the_browser(visitor: Visitor) -> None:
    for path in ("/chat", "/api/chat", "/"):
        assert (await visitor.client.get(path)).headers["Cache-Control"] == "no-store"


async def test_too_many_messages_keep_the_words(visiting: Visiting) -> None:
    visitor = await visiting(messages_a_minute=1)
    await visitor.submit(message="one")
    response = await visitor.submit(message="two")
    assert response.status == 429
    assert box_of(await response.text()) == "two"


async def test_a_button_without_an_answer_can_be_picked_again_without_javascript(visiting: Visiting) -> None:
    visitor = await visiting(bot_timeout=0.3)
    visitor.bot.answers["hello"] = [reply("Well?", ("Yes", "/affirm"))]
    await visitor.submit(message="hello")
    (token,) = re.findall(r'name="button" value="([^"]+)"', await visitor.look())
    visitor.bot.seconds = 1.0
    failed = await visitor.submit(button=token)
    assert failed.status == 503 and "pick your button again" in words_of(await failed.text())
    assert "The button you picked has no answer yet" in words_of(await visitor.look())
    visitor.bot.seconds = 0.0
    assert (await visitor.submit(button=token)).status == 303
    assert "I heard: /affirm" in words_of(await visitor.look())


async def test_the_page_greets_only_until_the_assistant_speaks(visitor: Visitor) -> None:
    assert "I'm Open Door" in words_of(await visitor.look())
    await visitor.submit(message="hello")
    assert "I'm Open Door" not in words_of(await visitor.look())


async def test_a_card_says_nothing_twice_and_leaves_the_mail_to_the_page_of_the_service(
    visitor: Visitor,
) -> None:
    why = "For money. In Taunton, about 2 miles away. Free."
    card = {**CARD, "why": why, "distance": "about 2 miles away", "cost": "Free", "ages": "16 and over"}
    visitor.bot.answers["help"] = [reply("Here:", cards=[card])]
    answer = await visitor.send("help")
    assert answer["messages"][0]["cards"][0]["facts"] == "16 and over"
    page = words_of(await visitor.look())
    assert page.count("about 2 miles away") == 1 and page.count("Free.") == 1
    assert "money@example.org" not in page


async def test_phone_lines_are_listed_for_our_failures_and_not_for_the_visitors_slips(
    visitor: Visitor,
) -> None:
    slip = await (await visitor.submit(message="")).text()
    await visitor.bot.stop()
    failure = await (await visitor.submit(message="hello")).text()
    assert "Other phone lines" not in slip and "Other phone lines" in failure
