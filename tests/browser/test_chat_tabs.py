"""One chat in two tabs: both show the same, also once one of them has deleted it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Screen, with_choices

pytestmark = pytest.mark.browser


async def test_two_tabs_show_the_same_chat(scripted: Screen) -> None:
    await scripted.go("/chat")
    other = await scripted.context.new_page()
    await other.goto(scripted.site + "/chat")
    await scripted.say("from the first tab")
    await other.locator("#history").get_by_text("I heard: from the first tab").wait_for()
    await other.get_by_role("textbox").fill("from the second tab")
    await other.get_by_role("button", name="Send").click()
    await scripted.expect("I heard: from the second tab")
    for tab in (scripted.page, other):
        said = await tab.locator(".od-said--visitor .od-said__words").all_inner_texts()
        assert said == ["from the first tab", "from the second tab"]


async def delete_in_another_tab(screen: Screen) -> None:
    other = await screen.context.new_page()
    await other.goto(screen.site + "/chat/delete")
    await other.get_by_role("button", name="Delete my chat").click()
    await other.get_by_text("Your chat is deleted").first.wait_for()
    await other.close()


async def test_a_tab_whose_chat_was_deleted_elsewhere_shows_the_new_one(scripted: Screen) -> None:
    await scripted.go("/chat")
    for said in ("one", "two"):
        await scripted.say(said)
        await scripted.expect(f"I heard: {said}")
    await delete_in_another_tab(scripted)
    await scripted.say("three")
    await scripted.expect("I heard: three")
    await scripted.expect("The chat that was here has been deleted")
    said = scripted.page.locator("#history .od-said__words")
    assert await said.all_inner_texts() == ["three", "I heard: three"]
    await scripted.say("four")
    await scripted.expect("I heard: four")
    assert await said.count() == 4


async def test_a_tab_that_is_looked_at_again_forgets_a_deleted_chat(scripted: Screen) -> None:
    await scripted.go("/chat")
    await scripted.say("my words")
    await scripted.expect("I heard: my words")
    await delete_in_another_tab(scripted)
    await scripted.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await scripted.expect("The chat that was here has been deleted")
    assert await scripted.page.locator("#history").get_by_text("my words").count() == 0


async def test_a_button_of_a_deleted_chat_makes_way_for_the_new_one(scripted: Screen) -> None:
    with_choices(scripted)
    await scripted.go("/chat")
    await scripted.say("money is tight")
    await delete_in_another_tab(scripted)
    await scripted.page.get_by_role("button", name="Show more").click()
    await scripted.expect("The chat that was here has been deleted")
    assert await scripted.page.get_by_role("button", name="Show more").count() == 0
