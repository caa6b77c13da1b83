"""The chat by keyboard and by screen reader, and what of it is in view."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.conftest import CARD, Opening, Screen, with_choices
from tests.web.fake_bot import reply

pytestmark = pytest.mark.browser


async def test_a_chat_opened_again_shows_where_it_stopped(screen: Screen) -> None:
    with_choices(screen)
    await screen.go("/chat")
    for _ in range(6):
        await screen.say("money is tight")
    await screen.say("and the last thing")
    await screen.go("/")
    await screen.go("/chat")
    last = screen.page.locator(".od-said--visitor").last
    if not await screen.page.evaluate("document.scrollingElement.scrollTop"):
        await screen.page.get_by_role("link", name="Go to the newest message").click()
    await expect(last).to_be_in_viewport()


async def test_a_chat_works_with_the_keyboard_alone(screen: Screen) -> None:
    with_choices(screen)
    keyboard = screen.page.keyboard
    await screen.go("/chat")
    await keyboard.press("Tab")
    assert await screen.page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    await screen.page.get_by_role("textbox").focus()
    await keyboard.type("money is tight")
    await keyboard.press("Tab")
    await keyboard.press("Enter")
    await screen.expect("This could help:")
    for _ in range(80):
        await keyboard.press("Shift+Tab" if await screen.page.locator("#announcer > p").count() else "Tab")
        if await screen.page.evaluate("document.activeElement.textContent.trim()") == "Show more":
            break
    await keyboard.press("Enter")
    await screen.expect("Here is another one.")


async def test_only_the_new_reply_is_announced(scripted: Screen) -> None:
    with_choices(scripted)
    await scripted.go("/chat")
    assert await scripted.page.locator("#history").get_attribute("aria-live") == "off"
    await scripted.say("hello")
    await scripted.expect("I heard: hello")
    await scripted.say("money is tight")
    await scripted.expect("This could help:")
    heard = await scripted.announced()
    for said in (
        "That sounds hard.",
        "1 service: Money Friends (sample).",
        "You can pick: Show more, Only free help.",
    ):
        assert said in heard
    assert "I heard: hello" not in heard


async def test_plain_words_are_announced_and_not_for_ever(scripted: Screen) -> None:
    scripted.bot.answers["tips"] = [reply("**Sleep** matters:\n- one\n- two\n\n[Read more](/advice/sleep)")]
    await scripted.page.clock.install()
    await scripted.go("/chat")
    await scripted.say("tips")
    await scripted.expect("Sleep matters")
    assert await scripted.announced() == "Open Door says: Sleep matters: one. two. Read more."
    await scripted.page.clock.fast_forward(30_000)
    assert await scripted.announced() == ""


async def test_focus_stays_in_the_box_and_moves_to_the_reply_after_a_button(scripted: Screen) -> None:
    with_choices(scripted)
    await scripted.go("/chat")
    await scripted.say("money is tight")
    await scripted.expect("This could help:")
    assert await scripted.page.evaluate("document.activeElement.id") == "message"
    assert await scripted.page.get_by_role("textbox").input_value() == ""
    await scripted.page.get_by_role("button", name="Show more").click()
    await scripted.expect("Here is another one.")
    focused = "document.activeElement.textContent.includes('Here is another one.')"
    await scripted.page.wait_for_function(focused)


async def test_focus_is_never_under_the_header_or_the_box(scripted: Screen) -> None:
    cards = [{**CARD, "service_id": f"s{number}", "url": f"/services/s{number}"} for number in range(6)]
    scripted.bot.answers["money"] = [reply("Some places.", ("Show more", "/more"), cards=cards)]
    await scripted.go("/chat")
    await scripted.say("money")
    await scripted.expect("Show more")
    await scripted.page.locator("#history a").first.focus()
    covered = """() => {
        const at = document.activeElement.getBoundingClientRect();
        const top = document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2);
        return top !== document.activeElement && !document.activeElement.contains(top)
            ? document.activeElement.outerHTML : '';
    }"""
    for key in ["Tab"] * 13 + ["Shift+Tab"] * 13:
        await scripted.page.keyboard.press(key)
        await scripted.page.wait_for_timeout(350)
        assert await scripted.page.evaluate(covered) == ""


async def test_a_long_reply_leaves_its_beginning_and_the_box_in_view(opening: Opening) -> None:
    screen = await opening(is_mobile=True, has_touch=True)
    cards = [{**CARD, "service_id": f"s{number}", "summary": "Help with bills. " * 20} for number in range(6)]
    screen.bot.answers["money is tight"] = [
        reply("Some places near you.", ("Show more", "/more"), cards=cards)
    ]
    await screen.go("/chat")
    await screen.say("money is tight")
    await screen.expect("Show more")
    await screen.page.wait_for_timeout(800)
    height = await screen.page.evaluate("innerHeight")
    header = await screen.page.locator(".od-header").bounding_box()
    form = await screen.page.locator("[data-write]").bounding_box()
    assert header is not None and form is not None and form["height"] < height / 4
    assert height - 1 <= form["y"] + form["height"] <= height + 1
    for seen in (".od-said--visitor", ".od-said--text .od-said__words"):
        box = await screen.page.locator(seen).last.bounding_box()
        assert box is not None and box["y"] >= header["height"] and box["y"] + box["height"] < form["y"]
    assert await screen.page.evaluate("document.activeElement.id") != "message"
    summary = await screen.page.locator(".od-card__summary").first.bounding_box()
    assert summary is not None and summary["height"] < 56
