"""Takes the README's pictures from a running site: `PYTHONPATH=. python docs/take_screenshots.py`."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from core.settings import load_settings

IMAGES = Path(__file__).parent / "images"
PHONE = {"width": 390, "height": 844}
TALL = {"width": 390, "height": 1500}


def say(page: Page, words: str) -> None:
    """Types a message into the chat and waits for the answer."""
    page.fill("textarea, input[name=message]", words)
    page.get_by_role("button", name="Send").click()
    page.wait_for_timeout(2500)


def conversation(page: Page, site: str, name: str, *messages: str) -> None:
    """One conversation, seen as on a phone."""
    page.goto(f"{site}/chat")
    for words in messages:
        say(page, words)
    page.screenshot(path=IMAGES / f"{name}.png")


def main() -> None:
    """Takes the three pictures."""
    site = load_settings().site
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, messages in {
            "two-needs": ("my son wont go to school and im behind with the rent, bridgwater",),
            "safety": ("im 13 and my stepdad hits me when mum is out",),
        }.items():
            page = browser.new_page(viewport=TALL)
            conversation(page, site, name, *messages)
        page = browser.new_page(viewport=PHONE)
        page.goto(site)
        page.screenshot(path=IMAGES / "home.png")
        browser.close()


if __name__ == "__main__":
    main()
