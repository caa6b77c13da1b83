from __future__ import annotations

import pytest

from tests.browser.conftest import ELSEWHERE, Opening, Screen

pytestmark = pytest.mark.browser


async def start_chat(screen: Screen) -> None:
    await screen.go("/chat")
    await screen.say("secret words")
    await screen.expect("I heard: secret words")


async def chat_is_gone(screen: Screen) -> None:
    assert all(cookie["name"] != "opendoor_session" for cookie in await screen.context.cookies(screen.site))
    await screen.page.go_back()
    await screen.page.wait_for_load_state()
    await screen.go("/chat")
    assert await screen.page.get_by_text("secret words").count() == 0


async def test_pressing_exit_leaves_and_clears_the_chat(screen: Screen) -> None:
    await start_chat(screen)
    await screen.leaves(screen.page.get_by_role("button", name="Exit this page").click)
    await chat_is_gone(screen)


async def test_shift_three_times_leaves_and_clears_the_chat(scripted: Screen) -> None:
    await start_chat(scripted)

    async def shift_three_times() -> None:
        for _ in range(3):
            await scripted.page.keyboard.press("Shift")

    await scripted.leaves(shift_three_times)
    await chat_is_gone(scripted)


async def test_the_second_link_for_keyboards_leaves_too(screen: Screen) -> None:
    await screen.go("/advice")
    await screen.page.keyboard.press("Tab")
    await screen.page.keyboard.press("Tab")
    assert "Exit this page" in await screen.page.evaluate("document.activeElement.textContent")
    await screen.leaves(lambda: screen.page.keyboard.press("Enter"))


async def test_leaving_in_one_tab_leaves_in_every_tab(scripted: Screen) -> None:
    await start_chat(scripted)
    other = await scripted.context.new_page()
    await other.goto(scripted.site + "/advice")
    async with other.expect_request(ELSEWHERE):
        await scripted.page.get_by_role("button", name="Exit this page").click()


async def test_going_back_after_leaving_does_not_show_the_chat(screen: Screen) -> None:
    await start_chat(screen)
    await screen.leaves(screen.page.get_by_role("button", name="Exit this page").click)
    await screen.page.go_back()
    await screen.page.wait_for_timeout(300)
    assert await screen.page.get_by_text("secret words").count() == 0


async def test_the_way_out_stays_in_view_on_a_long_page(screen: Screen) -> None:
    await screen.go("/")
    await screen.page.get_by_role("link", name="Accessibility").scroll_into_view_if_needed()
    box = await screen.page.get_by_role("button", name="Exit this page").bounding_box()
    assert box is not None and 0 <= box["y"] < 100


async def test_a_phone_that_waits_can_still_leave(opening: Opening) -> None:
    screen = await opening()
    screen.bot.seconds = 0.8
    await screen.go("/chat")
    await screen.say("hello")
    await screen.leaves(screen.page.get_by_role("button", name="Exit this page").click)
