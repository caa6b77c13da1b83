"""The page of a plan: behind its passcode, for a short while, in one browser, and with nothing hidden on it."""

from __future__ import annotations

import re
from datetime import timedelta
from time import perf_counter
from typing import Any

import pytest
from aiohttp import web

from earlyhelp.plans import close, mine, passcode_of
from earlyhelp.plans.visiting import OPEN_FOR
from earlyhelp.tries import LOCKED_FOR, WRONG_TRIES
from staff.tries import LOOKS, WINDOW
from tests.earlyhelp.plans.conftest import MUM, SON, TALK
from tests.web.conftest import words_of
from tests.web.plans.conftest import KEPT_BACK, Family, talk
from tests.web.staff.conftest import Desk
from web.door import PLANS
from web.identity import COOKIE
from web.pages.plan import _SECONDS_TO_ANSWER

WRONG = "BADOMI"
ADDRESSES = {
    "line": ("person", "agency", "action"),
    "key": ("new", "parenting"),
    "which": ("family", "strengths", "summary"),
    "kind": ("pdf", "docx"),
    "about": ("action", "outcome"),
}


def addresses(app: web.Application, method: str) -> list[str]:
    """Every address below a plan that takes this method, from the routes themselves."""
    found = {
        route.resource.canonical.removeprefix("/plan/{token}")
        for route in app.router.routes()
        if route.method == method and route.resource and route.resource.canonical.startswith("/plan/{token}")
    }
    for gap, values in ADDRESSES.items():
        found = {each.replace(f"{{{gap}}}", value) for each in found for value in values}
    return sorted(found)


def logged(logs: list[dict[str, Any]]) -> list[str]:
    return [line["route"] for line in logs if line["event"] == "request"]


async def test_the_passcode_shows_the_plan_and_what_was_kept_back_is_not_on_it(family: Family) -> None:
    browser = await family.opened()
    page = await browser.reads()
    for key in ("called", "world", "next", "action", "action_who", "action_when", "helpers"):
        assert TALK[key] in page
    for key in KEPT_BACK:
        assert TALK[key] not in page
    assert f"Our family plan: {family.reference}" in page and "4 of 10" in page
    assert family.audited()[-1] == "plan/opened"


async def test_what_nobody_shared_stands_nowhere_and_nobody_is_named(desk: Desk, family: Family) -> None:
    browser = await family.opened()
    member = talk(desk, kept_back=tuple(TALK))
    assert member.reference == family.reference
    for part in addresses(desk.app, "GET"):
        if not part.startswith("/plan."):
            page = await browser.reads(part)
            assert not any(TALK[key] in page for key in TALK.keys() - {"look", "action_when"}), part


async def test_every_empty_part_says_what_could_stand_there(bare: Family) -> None:
    page, wording = await (await bare.opened()).reads(), bare.desk.app[PLANS].wording
    empty = [key for key in wording.sentences if key.startswith("page_no_") and key != "page_no_scores"]
    assert len(empty) == 12
    for key in empty:
        assert wording.say(key) in page, key


async def test_every_address_asks_who_has_not_opened_the_plan_for_the_passcode(family: Family) -> None:
    browser = await family.browser()
    parts = addresses(family.desk.app, "GET")
    assert len(parts) == len(set(parts)) == 36
    for part in parts:
        answer = await browser.get(part)
        page = await answer.text()
        assert answer.status == 200 and "What is the passcode of the plan?" in page, part
        assert "Morwenna" not in page and family.reference not in page
    for part in addresses(family.desk.app, "POST"):
        if part in {"", "/shut"}:
            continue
        answer = await browser.send("", to=browser.path + part, words="My own words", name="Tegen")
        page = words_of(await answer.text())
        assert answer.status == 403 and "What is the passcode of the plan?" in page, part
        assert "My own words" in page and "Tegen" in page and "not saved" in page
    assert family.audited()[-1] != "plan/changed"


async def test_after_the_passcode_the_page_that_was_asked_for_comes(family: Family) -> None:
    browser = await family.browser()
    answer = await browser.open(family.passcode, "/person/new")
    assert answer.headers["Location"] == f"{family.path}/person/new"
    for elsewhere in ("//evil.example", "../../desk", "https://evil.example", "x?y=1", "plan.pdf/x"):
        again = await family.browser()
        fields = {"form_token": token_of(await again.look()), "passcode": family.passcode, "to": elsewhere}
        answer = await again.member.client.post(family.path, data=fields, allow_redirects=False)
        assert answer.headers["Location"] == family.path


async def test_a_wrong_passcode_and_an_unknown_link_look_alike_and_take_as_long(family: Family) -> None:
    pages, times = set(), []
    for token in (family.token, "x" * len(family.token)):
        browser = await family.browser(token)
        assert (await browser.get()).status == 200
        for passcode in (WRONG, "", "not a passcode " * 20, "é"):
            began = perf_counter()
            shown = await browser.look()
            answer = await browser.member.client.post(
                browser.path,
                data={"form_token": token_of(shown), "passcode": passcode},
                allow_redirects=False,
            )
            times.append(perf_counter() - began)
            assert answer.status == 422
            page = await answer.text()
            page = re.sub(r'nonce="[^"]*"|name="form_token" value="[^"]*"', "", page)
            pages.add(page.replace(token, "TOKEN"))
    assert len(pages) == 1 and "The plan did not open" in pages.pop()
    assert min(times) >= _SECONDS_TO_ANSWER


async def test_after_wrong_tries_the_plan_stays_shut_for_a_while_to_everybody(family: Family) -> None:
    stranger = await family.browser()
    for _ in range(WRONG_TRIES):
        assert (await stranger.open(WRONG)).status == 422
    other = await family.browser()
    assert (await other.open(family.passcode)).status == 422
    family.desk.hands.move(seconds=LOCKED_FOR.total_seconds())
    assert (await other.open(family.passcode)).status == 303


async def test_one_client_cannot_try_link_after_link(family: Family) -> None:
    for number in range(LOOKS):
        other = await family.browser(f"{number:032d}")
        assert (await other.open(WRONG)).status == 422
    browser = await family.browser()
    answer = await browser.open(family.passcode)
    assert answer.status == 429 and answer.headers["Retry-After"] == str(int(WINDOW.total_seconds()))
    assert "You can try again at" in await answer.text()
    family.desk.hands.move(seconds=WINDOW.total_seconds())
    assert (await browser.open(family.passcode)).status == 303


async def test_the_visit_is_of_one_browser_and_ends_half_an_hour_after_its_last_use(family: Family) -> None:
    browser, other = await family.opened(), await family.browser()
    assert "passcode of the plan" in await other.look()
    for _ in range(2):
        family.desk.hands.move(seconds=(OPEN_FOR - timedelta(minutes=1)).total_seconds())
        assert "Morwenna" in await browser.look()
    family.desk.hands.move(seconds=OPEN_FOR.total_seconds())
    assert "passcode of the plan" in await browser.look()


async def test_one_plan_does_not_open_another(desk: Desk, family: Family) -> None:
    browser = await family.opened()
    other = talk(desk, SON, kept_back=())
    token, _ = desk.do(passcode_of, other.plan_id)
    browser.path = f"/plan/{token}"
    assert "passcode of the plan" in await browser.look()


async def test_shutting_and_leaving_end_the_visit_also_for_a_cookie_that_was_kept(family: Family) -> None:
    for leave in ("/shut", "/exit"):
        browser = await family.opened()
        client = browser.member.client
        cookie = client.session.cookie_jar.filter_cookies(client.make_url("/"))[COOKIE].value
        if leave == "/exit":
            assert (await browser.member.get("/exit")).status == 303
        else:
            answer = await browser.press("/shut")
            assert answer.headers["Location"] == f"{family.path}?shut=yes"
            assert "The plan is shut now" in await browser.reads("?shut=yes")
        replayed = await browser.get(headers={"Cookie": f"{COOKIE}={cookie}"})
        assert "passcode of the plan" in await replayed.text()


async def test_a_link_on_another_site_shuts_nothing(family: Family) -> None:
    browser = await family.opened()
    await browser.member.get("/exit", headers={"Sec-Fetch-Site": "cross-site"})
    assert "Morwenna" in await browser.look()


async def test_a_form_that_is_not_ours_changes_nothing(family: Family) -> None:
    browser, stranger = await family.opened(), await family.opened()
    theirs = token_of(await stranger.look())
    before, ours = family.audited(), token_of(await browser.look())
    foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    for part in addresses(family.desk.app, "POST"):
        address = browser.path + part
        for token in ("", "x", theirs):
            answer = await browser.member.client.post(address, data={"form_token": token, "name": "Evil"})
            assert answer.status == 403, part
        answer = await browser.member.client.post(address, data={"form_token": ours}, headers=foreign)
        assert answer.status == 403, part
    assert family.audited() == before
    assert "Morwenna" in await browser.look()


async def test_pages_of_a_plan_are_kept_nowhere_and_found_by_no_search_engine(family: Family) -> None:
    for browser in (await family.browser(), await family.opened()):
        for part in ("", "/person/new", "/outcome", "/review-day"):
            answer = await browser.get(part)
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert "noindex" in answer.headers["X-Robots-Tag"]
            assert '<meta name="robots" content="noindex, nofollow">' in await answer.text()


async def test_neither_link_nor_passcode_nor_words_are_logged(
    family: Family, logs: list[dict[str, Any]], caplog: pytest.LogCaptureFixture
) -> None:
    browser = await family.opened()
    await browser.saves("/person/new", name="Tegennamed")
    await browser.send("", to=browser.path, passcode=WRONG)
    assert {"/plan/{token}", "/plan/{token}/{line}/{key}"} <= set(logged(logs))
    written = str(logs) + caplog.text
    assert not any(words in written for words in (family.token, family.passcode, WRONG, "Tegennamed"))


async def test_a_plan_that_was_closed_says_so_and_stays_readable(family: Family) -> None:
    family.do(close, family.do(mine, MUM), family.desk.hands())
    page = await (await family.opened()).reads()
    assert "You ended this plan on 23 November 2026" in page and "Morwenna" in page


@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
async def test_the_plan_comes_as_a_file_with_nothing_of_the_family_in_its_name(
    family: Family, kind: str, begins: bytes
) -> None:
    answer = await (await family.opened()).get(f"/plan.{kind}")
    assert answer.status == 200 and (await answer.read()).startswith(begins)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="family-plan.{kind}"'
    assert answer.headers["Cache-Control"] == "no-store" and "noindex" in answer.headers["X-Robots-Tag"]


def token_of(page: str) -> str:
    """The form token on a page."""
    found = re.search(r'name="form_token" value="([^"]+)"', page)
    assert found is not None
    return found[1]
