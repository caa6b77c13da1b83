"""A chat from its first message to its deletion."""

from __future__ import annotations

import pytest

from tests.browser.conftest import CARD, Screen, with_choices
from tests.web.fake_bot import reply

pytestmark = pytest.mark.browser


async def test_a_question_on_the_first_page_is_answered_in_the_chat(screen: Screen) -> None:
    with_choices(screen)
    await screen.go("/")
    await screen.page.get_by_label("What's going on?").fill("money is tight")
    await screen.page.get_by_role("button", name="Start").click()
    await screen.expect("This could help:")
    assert (
        await screen.page.get_by_role("link", name="Call 01632 960123").get_attribute("href")
        == "tel:01632960123"
    )
    assert screen.elsewhere == [] and screen.complaints == []


async def test_a_message_and_a_button_are_answered(screen: Screen) -> None:
    with_choices(screen)
    await screen.go("/chat")
    await screen.say("money is tight")
    await screen.expect("This could help:")
    await screen.page.get_by_role("button", name="Show more").click()
    await screen.expect("Here is another one.")
    assert screen.bot.asked[-1]["payload"] == "/more"
    assert await screen.page.get_by_role("button", name="Only free help").count() == 0
    assert await screen.page.get_by_text("You said").count() == 2
    assert screen.complaints == []


async def test_everything_is_there_after_a_reload(screen: Screen) -> None:
    with_choices(screen)
    await screen.go("/chat")
    await screen.say("money is tight")
    await screen.expect("This could help:")
    await screen.page.reload()
    await screen.expect("Money Friends (sample)")
    assert await screen.page.locator(".od-said--visitor").count() == 1
    await screen.page.get_by_role("button", name="Show more").click()
    await screen.expect("Here is another one.")


async def test_going_back_shows_the_chat_and_sends_nothing_twice(screen: Screen) -> None:
    await screen.go("/")
    await screen.page.get_by_role("textbox", name="What's going on?").fill("hello")
    await screen.page.get_by_role("button", name="Start").click()
    await screen.expect("I heard: hello")
    await screen.go("/advice")
    await screen.page.go_back()
    await screen.expect("I heard: hello")
    assert len(screen.bot.asked) == 1


async def test_what_is_said_never_becomes_markup(screen: Screen) -> None:
    nasty = "<img src=x onerror=\"document.title='taken'\">"
    screen.bot.answers[nasty] = [
        reply(f"{nasty} [x](javascript:alert(1))", (nasty, "/a"), cards=[{**CARD, "name": nasty}])
    ]
    await screen.go("/chat")
    await screen.say(nasty)
    await screen.expect("It helps with money.")
    assert await screen.page.locator("#history img").count() == 0
    assert await screen.page.title() != "taken"
    assert await screen.page.locator('a[href^="javascript"]').count() == 0


async def test_the_page_greets_only_until_the_assistant_speaks(screen: Screen) -> None:
    await screen.go("/chat")
    await screen.expect("Hello. I'm Open Door")
    await screen.say("hello")
    await screen.expect("I heard: hello")
    assert await screen.page.get_by_text("Hello. I'm Open Door").count() == 0


async def test_a_starter_begins_the_chat(screen: Screen) -> None:
    await screen.go("/chat")
    await screen.page.get_by_role("button", name="I feel very low").click()
    await screen.expect("I heard: I feel very low")


async def test_a_chat_is_deleted_after_asking(screen: Screen) -> None:
    await screen.go("/chat")
    await screen.say("my words")
    await screen.expect("I heard: my words")
    await screen.page.get_by_role("link", name="Delete my chat").first.click()
    await screen.page.get_by_role("button", name="Delete my chat").click()
    await screen.expect("Your chat is deleted")
    await screen.go("/chat")
    assert await screen.page.get_by_text("my words").count() == 0
