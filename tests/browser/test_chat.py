from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Opening, Screen
from tests.web.fake_bot import reply

pytestmark = pytest.mark.browser

CARD = {
    "service_id": "s1",
    "name": "Money Friends (sample)",
    "why": "It helps with money.",
    "phone": "01632 960123",
    "url": "/services/s1",
}


def with_choices(screen: Screen) -> None:
    screen.bot.answers["money is tight"] = [
        reply("That sounds hard."),
        reply("This could help:", ("Show more", "/more"), ("Only free help", "/free"), cards=[CARD]),
    ]
    screen.bot.answers["/more"] = [reply("Here is another one.")]


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


async def test_going_back_shows_the_chat_and_sends_nothing_twice(screen: Screen) -> None:
    await screen.go("/")
    await screen.page.get_by_role("textbox", name="What's going on?").fill("hello")
    await screen.page.get_by_role("button", name="Start").click()
    await screen.expect("I heard: hello")
    await screen.go("/advice")
    await screen.page.go_back()
    await screen.expect("I heard: hello")
    assert len(screen.bot.asked) == 1


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


async def test_waiting_is_shown_and_a_second_press_sends_nothing(scripted: Screen) -> None:
    scripted.bot.seconds = 0.6
    await scripted.go("/chat")
    await scripted.say("hello")
    send = scripted.page.get_by_role("button", name="Sending…")
    await send.wait_for()
    await send.click()
    await scripted.expect("I heard: hello")
    assert len(scripted.bot.asked) == 1


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


async def test_the_page_greets_only_until_the_assistant_speaks(screen: Screen) -> None:
    await screen.go("/chat")
    await screen.expect("Hello. I'm Open Door")
    await screen.say("hello")
    await screen.expect("I heard: hello")
    assert await screen.page.get_by_text("Hello. I'm Open Door").count() == 0


async def test_plain_words_are_announced_and_not_for_ever(scripted: Screen) -> None:
    scripted.bot.answers["tips"] = [reply("**Sleep** matters:\n- one\n- two\n\n[Read more](/advice/sleep)")]
    await scripted.page.clock.install()
    await scripted.go("/chat")
    await scripted.say("tips")
    await scripted.expect("Sleep matters")
    assert await scripted.announced() == "Open Door says: Sleep matters: one. two. Read more."
    await scripted.page.clock.fast_forward(30_000)
    assert await scripted.announced() == ""


async def test_phone_lines_are_not_listed_for_a_slip(scripted: Screen) -> None:
    await scripted.go("/chat")
    await scripted.say("y" * 2001)
    await scripted.expect("parts of up to 2,000")
    assert await scripted.page.locator("#trouble a").count() == 0


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


async def test_a_starter_begins_the_chat(screen: Screen) -> None:
    await screen.go("/chat")
    await screen.page.get_by_role("button", name="I feel very low").click()
    await screen.expect("I heard: I feel very low")


async def test_a_message_that_is_too_long_is_kept_and_explained(screen: Screen) -> None:
    await screen.go("/chat")
    await screen.say("y" * 2001)
    await screen.expect("parts of up to 2,000")
    assert len(await screen.page.get_by_role("textbox").input_value()) == 2001


async def test_a_chat_is_deleted_after_asking(screen: Screen) -> None:
    await screen.go("/chat")
    await screen.say("my words")
    await screen.expect("I heard: my words")
    await screen.page.get_by_role("link", name="Delete my chat").first.click()
    await screen.page.get_by_role("button", name="Delete my chat").click()
    await screen.expect("Your chat is deleted")
    await screen.go("/chat")
    assert await screen.page.get_by_text("my words").count() == 0


async def test_a_phone_that_waits_can_still_leave(opening: Opening) -> None:
    screen = await opening()
    screen.bot.seconds = 0.8
    await screen.go("/chat")
    await screen.say("hello")
    await screen.leaves(screen.page.get_by_role("button", name="Exit this page").click)
