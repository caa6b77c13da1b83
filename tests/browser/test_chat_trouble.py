"""What does not get through, comes late or cannot be sent: no words are lost, and it is said what to do."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Opening, Screen

pytestmark = pytest.mark.browser


async def test_a_dead_assistant_leaves_the_words_in_the_box_and_shows_the_lines(screen: Screen) -> None:
    await screen.go("/chat")
    await screen.bot.stop()
    await screen.say("money is tight")
    await screen.expect("we can't answer just now")
    assert await screen.page.get_by_role("textbox").input_value() == "money is tight"
    await screen.expect("Not answered yet")
    assert await screen.page.get_by_role("link", name="999").first.is_visible()
    await screen.bot.start(screen.bot.port)
    await screen.page.get_by_role("button", name="Send").click()
    await screen.expect("I heard: money is tight")
    assert await screen.page.get_by_text("Not answered yet").count() == 0
    assert await screen.page.locator(".od-said--visitor").count() == 1


async def test_a_lost_connection_leaves_the_words_in_the_box(scripted: Screen) -> None:
    await scripted.go("/chat")
    await scripted.context.set_offline(True)
    await scripted.say("money is tight")
    await scripted.expect("did not get through")
    assert await scripted.page.get_by_role("textbox").input_value() == "money is tight"
    await scripted.context.set_offline(False)
    await scripted.page.get_by_role("button", name="Send").click()
    await scripted.expect("I heard: money is tight")


async def test_waiting_is_shown_and_a_second_press_sends_nothing(scripted: Screen) -> None:
    scripted.bot.seconds = 0.6
    await scripted.go("/chat")
    await scripted.say("hello")
    send = scripted.page.get_by_role("button", name="Sending…")
    await send.wait_for()
    await send.click()
    await scripted.expect("I heard: hello")
    assert len(scripted.bot.asked) == 1


async def test_phone_lines_are_not_listed_for_a_slip(scripted: Screen) -> None:
    await scripted.go("/chat")
    await scripted.say("y" * 2001)
    await scripted.expect("parts of up to 2,000")
    assert await scripted.page.locator("#trouble a").count() == 0


async def test_a_message_that_is_too_long_is_kept_and_explained(screen: Screen) -> None:
    await screen.go("/chat")
    await screen.say("y" * 2001)
    await screen.expect("parts of up to 2,000")
    assert len(await screen.page.get_by_role("textbox").input_value()) == 2001


async def test_an_empty_message_leads_to_the_words_about_it(opening: Opening) -> None:
    screen = await opening(java_script_enabled=False)
    await screen.go("/chat")
    await screen.page.get_by_role("button", name="Send").click()
    problem = screen.page.locator("#problem")
    await problem.wait_for()
    await screen.page.wait_for_timeout(800)
    box = await problem.bounding_box()
    assert box is not None and 0 <= box["y"] < 400
    assert await problem.evaluate("each => each === document.activeElement")
