"""A person's own request in a real browser: opened, read, printed and deleted, without JavaScript."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import Opening, Screen
from tests.browser.test_access import too_wide, violations
from tests.browser.test_desk import PAT, prepare, sign_in
from tests.earlyhelp.conftest import ANSWERS
from tests.web.conftest import Visitor

pytestmark = pytest.mark.browser

MEDIA_BOX = re.compile(rb"/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+) ?\]")
A4 = (595, 842)
"""In points."""


async def open_request(screen: Screen, reference: str, code: str) -> None:
    """By reference and code word, as on a new phone."""
    await screen.go("/my-request")
    await screen.page.get_by_label("What is your request called?").fill(reference)
    await screen.page.get_by_label("What is your code word?").fill(code)
    await screen.page.get_by_role("button", name="Show my request").click()
    await screen.expect("Take back a part")


async def is_a4(screen: Screen) -> bool:
    """Whether the page prints on A4 with nothing but itself on it."""
    await screen.page.emulate_media(media="print")
    for hidden in (".od-header", ".od-footer", ".od-noprint"):
        for part in await screen.page.locator(hidden).all():
            assert not await part.is_visible(), hidden
    printed = await screen.page.pdf(prefer_css_page_size=True)
    await screen.page.emulate_media(media="screen")
    sizes = {tuple(round(float(each)) for each in found) for found in MEDIA_BOX.findall(printed)}
    return sizes == {A4} or all(abs(w - A4[0]) <= 1 and abs(h - A4[1]) <= 1 for w, h in sizes)


async def test_a_person_reads_prints_and_deletes_their_request_without_scripts(
    opening: Opening, visitor: Visitor
) -> None:
    sent = prepare(visitor)
    screen = await opening(java_script_enabled=False)
    await open_request(screen, sent.reference, sent.code)
    await screen.expect(ANSWERS["change"])
    await screen.page.get_by_role("link", name="Show a copy to print").click()
    await screen.page.get_by_role("button", name="Yes, show me a copy").click()
    await screen.expect("What I said yes to")
    await screen.page.get_by_role("link", name="Your request", exact=True).click()
    async with screen.page.expect_download() as saved:
        await screen.page.get_by_role("link", name="Save all of this as a page").click()
    assert (await saved.value).suggested_filename == "my-request.html"
    await screen.page.get_by_role("link", name="Delete what you told us").click()
    await screen.page.get_by_role("button", name="Delete it").click()
    await screen.expect("It is deleted")
    await screen.go("/my-request/kept")
    await screen.expect("What is your request called?")
    assert screen.elsewhere == []


async def test_axe_finds_nothing_wrong_on_the_pages_of_a_request(opening: Opening, visitor: Visitor) -> None:
    sent = prepare(visitor)
    screen = await opening(viewport={"width": 320, "height": 256})
    found = {}
    for path in ("/my-request", "/my-request/open/x"):
        await screen.go(path)
        found[path] = await violations(screen)
        assert not await too_wide(screen), path
    await screen.page.get_by_role("button", name="Show my request").click()
    await screen.expect("There is a problem")
    found["problem"] = await violations(screen)
    await open_request(screen, sent.reference, sent.code)
    for path in (
        "/my-request/kept",
        "/my-request/take-back",
        "/my-request/take-back-part",
        "/my-request/delete",
        "/my-request/copy",
    ):
        await screen.go(path)
        found[path] = await violations(screen)
        assert not await too_wide(screen), path
    await screen.page.get_by_role("button", name="Yes, show me a copy").click()
    await screen.expect("What I said yes to")
    found["copy"] = await violations(screen)
    assert not await too_wide(screen)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert screen.complaints == [] and screen.elsewhere == []


async def test_on_a_phone_what_can_be_done_is_near_the_top(opening: Opening, visitor: Visitor) -> None:
    sent = prepare(visitor)
    screen = await opening(viewport={"width": 375, "height": 667})
    await open_request(screen, sent.reference, sent.code)
    button = await screen.page.get_by_role("link", name="Take it all back").bounding_box()
    assert button is not None and button["y"] < 2 * 667
    height = await screen.page.evaluate("document.documentElement.scrollHeight")
    assert height < 4500


async def test_the_copy_and_the_assessment_print_on_a4(opening: Opening, visitor: Visitor) -> None:
    sent = prepare(visitor)
    screen = await opening(viewport={"width": 1200, "height": 800})
    await open_request(screen, sent.reference, sent.code)
    await screen.go("/my-request/copy")
    await screen.page.get_by_role("button", name="Yes, show me a copy").click()
    await screen.expect("What I said yes to")
    assert await is_a4(screen)
    await sign_in(screen, PAT)
    await screen.go(f"/desk/{sent.reference}/assessment")
    assert await violations(screen) == []
    assert await is_a4(screen)
    await screen.page.set_viewport_size({"width": 320, "height": 256})
    assert not await too_wide(screen)
