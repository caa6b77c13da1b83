"""A real browser at the front door. Without Debian's chromium these tests are skipped, and say so."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, Request, Route, async_playwright

from tests.web.conftest import Visiting, Visitor, bot, directory, logs, settings, visiting
from tests.web.fake_bot import FakeBot, reply

__all__ = ["bot", "directory", "logs", "settings", "visiting"]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
ELSEWHERE = "https://www.bbc.co.uk/weather"
PHONE = {"width": 360, "height": 740}
CARD = {
    "service_id": "s1",
    "name": "Money Friends (sample)",
    "why": "It helps with money.",
    "phone": "01632 960123",
    "url": "/services/s1",
}

pytestmark = pytest.mark.browser

Opening = Callable[..., Awaitable["Screen"]]


@dataclass
class Screen:
    """A page in a browser, the site behind it, and every request that left the site."""

    page: Page
    context: BrowserContext
    site: str
    bot: FakeBot
    elsewhere: list[str]
    complaints: list[str]

    async def go(self, path: str) -> None:
        """Opens a page of the site."""
        await self.page.goto(self.site + path)

    async def say(self, text: str) -> None:
        """Writes into the box and presses Send."""
        await self.page.get_by_role("textbox").fill(text)
        await self.page.get_by_role("button", name="Send").click()

    async def expect(self, text: str) -> None:
        """Waits until a text is to be seen."""
        await self.page.get_by_text(text, exact=False).last.wait_for(timeout=20_000)

    async def leaves(self, by: Callable[[], Awaitable[Any]]) -> None:
        """Does something, and waits until the browser asks for the page elsewhere."""
        async with self.page.expect_request(ELSEWHERE, timeout=20_000):
            await by()
        await self.page.wait_for_timeout(200)

    async def announced(self) -> str:
        """What a screen reader has been given to read out."""
        return await self.page.locator("#announcer").inner_text()


def with_choices(screen: Screen) -> None:
    """Lets the assistant answer `money is tight` with a card and two buttons, one of which leads on."""
    screen.bot.answers["money is tight"] = [
        reply("That sounds hard."),
        reply("This could help:", ("Show more", "/more"), ("Only free help", "/free"), cards=[CARD]),
    ]
    screen.bot.answers["/more"] = [reply("Here is another one.")]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Debian's chromium."""
    if CHROMIUM is None:
        pytest.skip("Debian's chromium is not installed: run tests/browser/install_chromium.sh")
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", OFFLINE])
        yield opened
        await opened.close()


@pytest.fixture
async def visitor(visiting: Visiting) -> Visitor:
    """A front door to open pages of."""
    return await visiting(bot_timeout=8.0)


@pytest.fixture
async def opening(browser: Browser, visitor: Visitor) -> AsyncIterator[Opening]:
    """Opens a browser of its own in which nothing glides; whatever leaves the site is answered here and noted."""
    contexts: list[BrowserContext] = []
    site = str(visitor.client.make_url("/")).rstrip("/")

    async def open_browser(**options: Any) -> Screen:
        context = await browser.new_context(**{"viewport": PHONE, "reduced_motion": "reduce", **options})
        contexts.append(context)
        elsewhere: list[str] = []
        complaints: list[str] = []

        async def answer(route: Route, request: Request) -> None:
            if request.url.startswith(site):
                await route.continue_()
            else:
                elsewhere.append(request.url)
                await route.fulfill(body="<title>Weather</title>", content_type="text/html")

        await context.route("**/*", answer)
        page = await context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None
        )
        return Screen(page, context, site, visitor.bot, elsewhere, complaints)

    yield open_browser
    for context in contexts:
        await context.close()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
async def screen(request: pytest.FixtureRequest, opening: Opening) -> Screen:
    """A phone, with and without JavaScript."""
    return await opening(java_script_enabled=request.param)


@pytest.fixture
async def scripted(opening: Opening) -> Screen:
    """A phone with JavaScript."""
    return await opening()
