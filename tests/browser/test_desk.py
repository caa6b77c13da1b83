"""The desk in a real browser: from the mail to the end of a request, with and without JavaScript."""

from __future__ import annotations

import asyncio

import pytest

from earlyhelp.requests import Submitted, submit
from staff.accounts import add_account
from tests.browser.conftest import Opening, Screen
from tests.browser.test_access import too_wide, violations
from tests.earlyhelp.conftest import a_draft
from tests.web.conftest import Visitor
from web.door import DESK, DOOR

pytestmark = pytest.mark.browser

PAT, CASEY = "pat@example.org", "casey@example.org"


def prepare(visitor: Visitor) -> Submitted:
    """A contact, a manager, and a family that asked."""
    assert visitor.client.app is not None
    door, desk = visitor.client.app[DOOR], visitor.client.app[DESK]
    with door.sessions.begin() as session:
        for email, role, contact in ((PAT, "contact", "pat_ashdown"), (CASEY, "manager", "casey_holm")):
            add_account(
                session,
                door.vault,
                desk.staff_keys,
                email,
                role,
                contact,
                desk.office.contacts,
                door.clock(),
            )
    with door.sessions.begin() as session:
        return submit(session, door.vault, a_draft(), "press-1", door.clock(), desk.office)


async def sign_in(screen: Screen, email: str) -> None:
    """By the mail in the mailbox, as a developer would try it."""
    await screen.go("/desk")
    await screen.page.get_by_label("Your work e-mail address").fill(email)
    await screen.page.get_by_role("button", name="Send me a link").click()
    await screen.page.get_by_role("link", name="its mailbox").click()
    link = screen.page.locator("article", has_text=f"To {email}").get_by_role("link")
    for _ in range(100):
        if await link.count():
            break
        await asyncio.sleep(0.1)
        await screen.page.reload()
    address = await link.first.get_attribute("href")
    assert address is not None
    await screen.go(address[address.index("/desk/enter/") :])
    await screen.page.get_by_role("button", name="Sign in").click()
    await screen.expect("Early help requests")


async def test_a_contact_takes_a_request_to_its_end(screen: Screen, visitor: Visitor) -> None:
    sent = prepare(visitor)
    await sign_in(screen, PAT)
    await screen.page.get_by_role("link", name=sent.reference).click()
    await screen.expect("Calmer mornings please")
    await screen.page.get_by_role("button", name="I have this request").click()
    await screen.expect("The person can see that now")
    await screen.page.get_by_label("I reached the person").check()
    await screen.page.get_by_label("Write a note").fill("Talked after school")
    await screen.page.get_by_role("button", name="Save contact").click()
    await screen.expect("Talked after school")
    await screen.page.get_by_label("Help was given").check()
    await screen.page.get_by_role("button", name="Close the request").click()
    await screen.expect("Closed: Help was given")
    await screen.page.get_by_role("button", name="Sign out").click()
    await screen.expect("You are signed out")
    await screen.go(f"/desk/{sent.reference}")
    await screen.expect("Sign in to the desk")
    assert screen.elsewhere == [] and screen.complaints == []


async def test_axe_finds_nothing_wrong_on_the_desk(opening: Opening, visitor: Visitor) -> None:
    sent = prepare(visitor)
    screen = await opening(viewport={"width": 320, "height": 256})
    here = f"/desk/{sent.reference}"
    found = {}

    async def look(path: str) -> None:
        await screen.go(path)
        found[path] = await violations(screen)
        assert not await too_wide(screen), path

    await look("/desk/sign-in")
    await look("/desk/enter/x")
    await sign_in(screen, PAT)
    for path in ("/desk", here, f"{here}/hand-over", f"{here}/hand-over?to=jo_lake", "/desk/nothing-here"):
        await look(path)
    await screen.go(here)
    await screen.page.get_by_role("button", name="I have this request").click()
    await screen.expect("Record that you got in touch")
    found["done"] = await violations(screen)
    await screen.page.get_by_role("button", name="Save contact").click()
    await screen.expect("There is a problem")
    found["problem"] = await violations(screen)
    assert not await too_wide(screen)
    await screen.page.get_by_role("button", name="Sign out").click()
    await screen.expect("You are signed out")
    found["signed out"] = await violations(screen)
    await sign_in(screen, CASEY)
    for path in ("/desk", here, "/dev/mailbox"):
        await look(path)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert screen.elsewhere == [] and screen.complaints == []


async def test_every_control_of_the_desk_is_big_enough_to_touch(scripted: Screen, visitor: Visitor) -> None:
    sent = prepare(visitor)
    await sign_in(scripted, PAT)
    await scripted.go(f"/desk/{sent.reference}")
    for button in await scripted.page.get_by_role("button").all():
        box = await button.bounding_box()
        if box is not None and await button.is_visible():
            assert box["height"] >= 44 and box["width"] >= 44
