from __future__ import annotations

from typing import Any

import pytest

from core.settings import PROJECT
from tests.browser.conftest import Opening, Screen
from tests.web.fake_bot import reply

pytestmark = pytest.mark.browser

AXE = PROJECT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = (
    "/",
    "/chat",
    "/chat/delete",
    "/chat/deleted",
    "/search",
    "/search?q=debt&near=qqqq&age=cat&free=1",
    "/search?q=help+with+bills&near=Taunton",
    "/search?q=he+hits+me+and+i+am+scared",
    "/advice",
    "/advice/abuse-at-home",
    "/help-now",
    "/leaving-fast",
    "/about",
    "/privacy",
    "/cookies",
    "/accessibility",
    "/nothing-here",
)
CARD = {
    "service_id": "s1",
    "name": "Money Friends (sample)",
    "why": "Near you.",
    "phone": "01632 960123",
    "email": "a@example.org",
}


async def violations(screen: Screen) -> list[str]:
    if not AXE.is_file():
        pytest.skip("axe is not installed: run `npm ci`")
    await screen.page.evaluate(AXE.read_text(encoding="utf-8"))
    await screen.page.evaluate("window.scrollTo({top: 0, behavior: 'instant'})")
    found: dict[str, Any] = await screen.page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
    )
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found["violations"]]


async def too_wide(screen: Screen) -> bool:
    return bool(await screen.page.evaluate("document.documentElement.scrollWidth > innerWidth"))


async def full_chat(screen: Screen) -> None:
    screen.bot.answers["help"] = [
        reply(
            "Two things:\n- one\n- https://example.org/" + "long" * 40,
            ("Show more", "/more"),
            cards=[CARD, CARD],
        ),
        reply("Call 999.\n\n- Childline: 0800 1111", kind="safety"),
    ]
    await screen.go("/chat")
    await screen.say("help")
    await screen.expect("Childline: 0800 1111")


async def test_axe_finds_nothing_wrong_on_any_page(scripted: Screen) -> None:
    found = {}
    for path in PAGES:
        await scripted.go(path)
        found[path] = await violations(scripted)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert scripted.complaints == [] and scripted.elsewhere == []


async def test_axe_finds_nothing_wrong_in_a_full_chat(scripted: Screen) -> None:
    await full_chat(scripted)
    assert await violations(scripted) == []
    await scripted.page.reload()
    assert await violations(scripted) == []
    await scripted.bot.stop()
    await scripted.say("again")
    await scripted.expect("Not answered yet")
    assert await violations(scripted) == []


async def test_axe_finds_nothing_wrong_on_a_service_page(scripted: Screen) -> None:
    await scripted.go("/search?q=family+support&near=Yeovil")
    for place in range(3):
        await scripted.page.locator(".od-card__name a").nth(place).click()
        assert await violations(scripted) == []
        assert not await too_wide(scripted)
        await scripted.page.go_back()


async def test_no_page_is_wider_than_a_small_phone_or_four_times_zoom(opening: Opening) -> None:
    screen = await opening(viewport={"width": 320, "height": 256})
    for path in PAGES:
        await screen.go(path)
        assert not await too_wide(screen), path


async def test_a_full_chat_fits_a_small_phone_and_four_times_zoom(opening: Opening) -> None:
    screen = await opening(viewport={"width": 320, "height": 256}, device_scale_factor=4)
    await full_chat(screen)
    assert not await too_wide(screen)
    assert await screen.page.get_by_role("button", name="Send").is_enabled()


async def test_every_control_is_big_enough_to_touch(scripted: Screen) -> None:
    await full_chat(scripted)
    for button in await scripted.page.get_by_role("button").all():
        box = await button.bounding_box()
        if box is not None and await button.is_visible():
            assert box["height"] >= 44 and box["width"] >= 44


async def test_no_page_asks_another_site_for_anything(screen: Screen) -> None:
    for path in PAGES:
        await screen.go(path)
    assert screen.elsewhere == []
    assert screen.complaints == []
