"""Takes the README's pictures from a running site: `PYTHONPATH=. python docs/take_screenshots.py`.

The picture of the desk wants a contact who may sign in:
`opendoor staff add pat.ashdown@example.org --role contact --contact pat_ashdown`.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from core.settings import load_settings

IMAGES = Path(__file__).parent / "images"
PHONE = {"width": 390, "height": 844}
TALL = {"width": 390, "height": 1500}
USUAL = (
    "No, I am 18 or over", "Ring me", "Any time", "Yes, it is safe", "That is fine", "Share all of these",
    "Yes, they may see it", "Yes, they may ask me", "Skip this",
)  # fmt: skip
"""What the mother presses, whatever is asked."""


GOOD_DAY = (
    "im 13", "Jory", "mum up and about, pancakes, and we go swimming", "id be humming", "my nan",
    "about a four i suppose", "swimming once a week", "id have wet hair lol", "ask nan to take me on sundays",
    "nan", "sunday", "im good at making my brother laugh", "nan and miss hocking at school",
)  # fmt: skip
"""What a boy answers in the talk about a good day."""


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


def press(page: Page, label: str) -> None:
    """Presses the newest button of this name and waits for the answer."""
    page.get_by_role("button", name=label, exact=True).last.click()
    page.wait_for_timeout(2500)


def request(page: Page, site: str) -> None:
    """A mother asks for a call: the page that she checks, and the desk of who gets it."""
    page.goto(f"{site}/chat")
    say(page, "my son is 9 and wont go to school, he goes to Hillside Primary, we live in Bridgwater")
    press(page, "Ask someone to get in touch")
    for label in ("Go on", "Use these"):
        press(page, label)
    for _ in range(20):
        last = page.locator(".od-said").last.inner_text()
        if "Check your answers" in last:
            break
        if "first name" in last:
            say(page, "Morwenna")
        elif "What number" in last:
            say(page, "07700 900123")
        elif "If one thing could get better" in last:
            say(page, "mornings without tears")
        else:
            shown = page.locator(".od-choice").all_inner_texts()
            press(page, next(each for each in USUAL if each in shown))
    page.screenshot(path=IMAGES / "check.png")
    press(page, "Send my request")


def plan(browser: Browser, site: str) -> None:
    """A boy talks about his good day and shares it; the page of the plan, with his place on the scale."""
    page = browser.new_page(viewport=PHONE)
    page.goto(f"{site}/chat")
    say(page, "can we do the blue sky question")
    press(page, "Let's start")
    for words in GOOD_DAY[:5]:
        say(page, words)
    page.mouse.wheel(0, -500)
    page.wait_for_timeout(500)
    page.screenshot(path=IMAGES / "good-day.png")
    press(page, "Yes, that is right")
    for words in GOOD_DAY[5:]:
        say(page, words)
    for label in ("Put it all in", "See our plan", "Yes, show me"):
        press(page, label)
    said = page.locator(".od-said__words").last.inner_text()
    passcode = said.split("Its passcode is ")[1].split(".")[0]
    page.goto(str(page.locator(".od-said a[href*='/plan/']").last.get_attribute("href")))
    page.get_by_label("What is the passcode of the plan?").fill(passcode)
    page.get_by_role("button", name="Open the plan").click()
    page.locator("#goals").screenshot(path=IMAGES / "plan.png")


def signed_in(browser: Browser, site: str) -> Page:
    """A page on which the contact signed in by the link of the mail."""
    page = browser.new_page(viewport={"width": 900, "height": 1100})
    page.goto(f"{site}/desk")
    page.get_by_label("Your work e-mail address").fill("pat.ashdown@example.org")
    page.get_by_role("button", name="Send me a link").click()
    page.wait_for_timeout(6000)
    page.goto(f"{site}/dev/mailbox")
    page.locator("article", has_text="/desk/enter/").first.get_by_role("link").first.click()
    page.get_by_role("button", name="Sign in").click()
    return page


def desk(browser: Browser, site: str) -> None:
    """The contact reads the request, looks for a colleague, and asks how something is done."""
    page = signed_in(browser, site)
    page.locator("main a", has_text="-").first.click()
    page.screenshot(path=IMAGES / "desk.png")
    for name, path, asked in (
        ("whos-who", "/whos-who", "somali speaking family worker"),
        ("guidance", "/guidance", "mum says no to early help, what now"),
    ):
        page.goto(f"{site}{path}?q={asked}")
        page.screenshot(path=IMAGES / f"{name}.png")


def main() -> None:
    """Takes the pictures."""
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
        request(browser.new_page(viewport=TALL), site)
        desk(browser, site)
        plan(browser, site)
        browser.close()


if __name__ == "__main__":
    main()
