"""The page of a family plan in a real browser: opened, filled in and printed, on a phone and with a keyboard."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from earlyhelp.plans import Mine, begin, mine, open_part, passcode_of, say, share
from earlyhelp.plans.editing import put_line, put_outcome, put_review_day, put_text
from earlyhelp.plans.leading import agree_lead
from earlyhelp.plans.reviewing import begin_review
from language.scale import Score
from tests.browser.conftest import Opening, Screen
from tests.browser.test_access import too_wide, violations
from tests.browser.test_my_request import is_a4
from tests.earlyhelp.plans.conftest import MUM, TALK
from tests.web.conftest import Visitor
from web.door import DESK, DOOR, PLANS

pytestmark = pytest.mark.browser

JORY_OUT = re.compile("Take out.*Jory")
SMALL = {"width": 320, "height": 256}
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente " * 3
FORMS = ("/person/new", "/agency/new", "/action/new", "/outcome/health", "/outcome/other", "/text/family",
    "/text/strengths", "/text/summary", "/lead", "/review-day", "/again")  # fmt: skip
OTHERS = ("/outcome", "/outcome/health/remove", "/own-part", "/help/outcome/health")


def talked(visitor: Visitor, said: dict[str, str] | None = None, places: Sequence[int] = (3, 6)) -> Mine:
    """A mother has talked, shared all of it, and looked back once."""
    office, now = visitor.client.app[PLANS], visitor.client.app[DOOR].clock()
    member: Mine = do(visitor, begin, MUM, "adult", now, office)
    for number, place in enumerate(places):
        when = now - timedelta(weeks=6 * (len(places) - number))
        member = do(visitor, begin_review, member, when) if number else member
        while (part := open_part(member, office.blue_sky)) is not None:
            words = (TALK | (said or {})).get(part.key, "We eat tea together")
            answer = Score(place, place) if part.kind == "scale" else words
            member = do(visitor, say, member, part, answer, when)
        do(visitor, share, member, dict.fromkeys((each.key for each in member.said), True), when)
    again: Mine = do(visitor, mine, MUM)
    return again


def filled_in(visitor: Visitor, member: Mine, more: str = "") -> None:
    """Everything that can stand in a plan stands in it."""
    outcomes, now = visitor.client.app[PLANS].outcomes, visitor.client.app[DOOR].clock()
    plan_id = member.plan_id
    for name, role in (("Jory", "my son, 9"), ("Nan Tegen" + more, "nan" + more)):
        do(visitor, put_line, plan_id, "person", {"name": name, "role": role}, now)
    agency = {
        "name": "Pat Ashdown",
        "role": "School nurse",
        "service": "Hillside Primary",
        "assessments": "EHCP",
    }
    do(visitor, put_line, plan_id, "agency", agency, now)
    action = {
        "action": "Ring the school about breakfast club" + more,
        "who": "Morwenna",
        "by": "Friday",
        "need": "Not going to school",
        "outcome": "More days at school",
    }
    do(visitor, put_line, plan_id, "action", action, now)
    for key, effects in (("attendance", (5, 2)), ("health", (4,)), ("behaviour", (3, 3)), ("other", (4, 1))):
        for round_, effect in enumerate(effects):
            words = "A dog" + more if key == "other" else ""
            do(visitor, put_outcome, plan_id, key, effect, round_, now, outcomes, words)
    for which in ("family", "practitioner", "strengths", "summary"):
        do(visitor, put_text, plan_id, which, "Mornings are hard.\n\nEvenings are good." + more, now)
    pat = visitor.client.app[DESK].office.contacts.by_key["pat_ashdown"]
    do(visitor, agree_lead, do(visitor, mine, MUM), pat, now, visitor.client.app[PLANS], None)
    do(visitor, lambda session, _: put_review_day(session, plan_id, day_from(now), now))


def day_from(now: datetime) -> Any:
    return (now + timedelta(weeks=6)).date()


def do(visitor: Visitor, function: Any, *given: Any) -> Any:
    """Calls `function(session, vault, *given)` and commits."""
    door = visitor.client.app[DOOR]
    with door.sessions.begin() as session:
        return function(session, door.vault, *given)


async def open_plan(screen: Screen, visitor: Visitor, member: Mine) -> str:
    """By link and passcode, as on a new phone; gives the path of the plan."""
    token, passcode = do(visitor, passcode_of, member.plan_id)
    await screen.go(f"/plan/{token}")
    await screen.page.get_by_label("What is the passcode of the plan?").fill(passcode)
    await screen.page.get_by_role("button", name="Open the plan").click()
    await screen.expect("Our family plan")
    return f"/plan/{token}"


async def test_axe_finds_nothing_wrong_and_no_page_is_wider_than_a_small_phone(
    opening: Opening, visitor: Visitor
) -> None:
    member = talked(visitor)
    filled_in(visitor, member, f" {LONG}"[:90])
    screen = await opening(viewport=SMALL)
    token, _ = do(visitor, passcode_of, member.plan_id)
    found: dict[str, list[str]] = {}

    async def check(name: str) -> None:
        found[name] = await violations(screen)
        assert not await too_wide(screen), name

    await screen.go(f"/plan/{token}")
    await check("passcode")
    await screen.page.get_by_role("button", name="Open the plan").click()
    await screen.expect("There is a problem")
    await check("wrong passcode")
    path = await open_plan(screen, visitor, member)
    await check("plan")
    people = await screen.page.get_by_role("link", name=JORY_OUT).get_attribute("href")
    assert people is not None
    for part in (*FORMS, *OTHERS, people.removeprefix(path)):
        await screen.go(path + part)
        await check(part)
    for part in (each for each in FORMS if not each.startswith("/text")):
        await screen.go(path + part)
        for radio in await screen.page.locator("input[type=radio]:checked").all():
            await radio.evaluate("each => { each.checked = false }")
        for box in await screen.page.locator("form input[type=text], form textarea").all():
            await box.fill("")
        await screen.page.get_by_role("button", name="Save").click()
        await screen.expect("There is a problem")
        await check(f"{part} wrong")
    await screen.go(f"{path}?shut=yes&saved=people")
    await screen.page.get_by_role("button", name="Shut this page").click()
    await check("shut")
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert screen.complaints == [] and screen.elsewhere == []


async def test_axe_finds_nothing_wrong_on_a_plan_with_nothing_in_it(
    opening: Opening, visitor: Visitor
) -> None:
    office, now = visitor.client.app[PLANS], visitor.client.app[DOOR].clock()
    member = do(visitor, begin, MUM, "adult", now, office)
    screen = await opening(viewport=SMALL)
    await open_plan(screen, visitor, member)
    assert await violations(screen) == [] and not await too_wide(screen)


async def test_a_family_fills_in_its_plan_and_comes_back_to_where_it_was(
    opening: Opening, visitor: Visitor
) -> None:
    member = talked(visitor)
    screen = await opening(java_script_enabled=False)
    path = await open_plan(screen, visitor, member)
    page = screen.page
    await page.get_by_role("link", name="Add someone", exact=True).click()
    await page.get_by_role("button", name="Save").click()
    await page.get_by_role("link", name="Write a name.").click()
    await page.get_by_label("What is their name?").fill("Jory")
    await page.get_by_role("button", name="Save").click()
    await screen.expect("It is saved.")
    assert page.url.endswith(f"{path}?saved=people#people")
    box = await page.get_by_role("heading", name="Who is in the plan").bounding_box()
    assert box is not None and 0 <= box["y"] < 740
    await page.get_by_role("link", name="Add something you want to be different").click()
    await page.get_by_role("link", name="More days at school").click()
    await page.get_by_label("5 – It is very hard for us").check()
    await page.get_by_role("button", name="Save").click()
    await page.get_by_role("link", name="Say how it is now").click()
    await page.get_by_label("2 – It is a bit hard").check()
    await page.get_by_role("button", name="Save").click()
    cells = await page.get_by_role("row").filter(has_text="5 – It is very hard for us").inner_text()
    assert "2 – It is a bit hard" in cells
    await page.get_by_role("button", name="It is done").first.click()
    await screen.expect('Take "Done" away')
    await page.get_by_role("link", name=JORY_OUT).click()
    await page.get_by_role("button", name="Yes, take it out").click()
    await screen.expect("It is not in the plan any more.")
    await page.get_by_role("button", name="Shut this page").click()
    await screen.expect("What is the passcode of the plan?")
    assert screen.elsewhere == []


async def test_with_a_keyboard_alone_somebody_is_added(screen: Screen, visitor: Visitor) -> None:
    member = talked(visitor)
    token, passcode = do(visitor, passcode_of, member.plan_id)
    await screen.go(f"/plan/{token}")
    await tab_to(screen, "passcode")
    await screen.page.keyboard.type(passcode)
    await screen.page.keyboard.press("Enter")
    await screen.expect("Our family plan")
    await tab_to(screen, "Add someone")
    await screen.page.keyboard.press("Enter")
    await screen.expect("A first name is fine.")
    await tab_to(screen, "name")
    await screen.page.keyboard.type("Jory")
    await tab_to(screen, "Save")
    await screen.page.keyboard.press("Enter")
    await screen.expect("It is saved.")
    await tab_to(screen, "Change: Jory")


async def tab_to(screen: Screen, what: str) -> None:
    """Presses Tab until something of this id or these words has the focus, which is to be seen."""
    focused = "(each => each.id || each.textContent.trim().replace(/\\s+/g, ' '))(document.activeElement)"
    for _ in range(60):
        await screen.page.keyboard.press("Tab")
        if await screen.page.evaluate(focused) == what:
            box = await screen.page.locator(":focus").bounding_box()
            height = await screen.page.evaluate("innerHeight")
            assert box is not None and 0 <= box["y"] < height
            return
    raise AssertionError(f"Tab never came to {what!r}.")


async def test_leaving_fast_shuts_the_plan(screen: Screen, visitor: Visitor) -> None:
    path = await open_plan(screen, visitor, talked(visitor))
    await screen.leaves(screen.page.get_by_role("button", name="Exit this page").click)
    await screen.page.go_back()
    await screen.page.wait_for_timeout(300)
    assert await screen.page.get_by_text("Morwenna").count() == 0
    await screen.go(path)
    await screen.expect("What is the passcode of the plan?")


async def test_the_plan_prints_on_a4_with_nothing_but_itself(opening: Opening, visitor: Visitor) -> None:
    member = talked(visitor)
    filled_in(visitor, member)
    screen = await opening(viewport={"width": 1200, "height": 800})
    await open_plan(screen, visitor, member)
    assert await is_a4(screen)


async def test_every_button_and_link_of_the_plan_is_big_enough_to_touch(
    opening: Opening, visitor: Visitor
) -> None:
    member = talked(visitor)
    filled_in(visitor, member)
    screen = await opening()
    await open_plan(screen, visitor, member)
    for each in await screen.page.locator(".od-plan__do a, .od-family__parts a").all():
        box = await each.bounding_box()
        assert box is None or box["height"] >= 24, await each.inner_text()
    for each in await screen.page.locator("main").get_by_role("button").all():
        box = await each.bounding_box()
        assert box is None or box["height"] >= 44, await each.inner_text()
