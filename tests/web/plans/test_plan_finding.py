"""From the plan to help: advice and services for an outcome or an action, and one press that adds a service."""

from __future__ import annotations

import re

from earlyhelp.plans.editing import put_line, put_outcome
from tests.web.plans.conftest import Family
from web.door import DOOR, PLANS


def need(family: Family, key: str) -> str:
    label: str = family.desk.app[DOOR].needs[key].label
    return label


async def with_debt(family: Family) -> None:
    now, outcomes = family.desk.hands(), family.desk.app[PLANS].outcomes
    family.do(put_outcome, family.plan_id, "debt", 5, 0, now, outcomes)


async def test_an_outcome_leads_to_advice_and_services_under_its_needs(family: Family) -> None:
    await with_debt(family)
    browser = await family.opened()
    assert "/help/outcome/debt" in await browser.look()
    page = await browser.look("/help/outcome/debt")
    assert need(family, "money") in page and 'href="/advice/' in page
    assert 1 <= page.count("Put it in our plan") <= 3


async def test_one_press_adds_a_service_and_a_second_adds_nothing(family: Family) -> None:
    await with_debt(family)
    browser = await family.opened()
    page = await browser.look("/help/outcome/debt")
    service = re.findall(r'name="add" value="([^"]+)"', page)[0]
    for _ in range(2):
        answer = await browser.press("/help/outcome/debt", add=service)
        assert answer.status == 303
    added = [each for each in family.document().actions if each.service]
    assert [(each.service, each.outcome) for each in added] == [(service, "Less debt and worry about money")]
    assert added[0].action.startswith("Get in touch with")
    assert "In your plan" in await browser.reads("/help/outcome/debt")


async def test_an_action_is_looked_for_by_its_words_and_what_it_is_about(family: Family) -> None:
    told = {"action": "see someone about the rent", "need": need(family, "housing")}
    key = family.do(put_line, family.plan_id, "action", told, family.desk.hands())
    browser = await family.opened()
    page = await browser.look(f"/help/action/{key}")
    assert "see someone about the rent" in page and "Put it in our plan" in page
    near = await browser.look(f"/help/action/{key}?near=Taunton")
    assert "near Taunton" in near
    wrong = await browser.look(f"/help/action/{key}?near=Nowhereatall")
    assert "know that place" in wrong and 'id="near-error"' in wrong


async def test_danger_in_the_words_shows_the_urgent_lines_first(family: Family) -> None:
    told = {"action": "get away from my husband who hits me"}
    key = family.do(put_line, family.plan_id, "action", told, family.desk.hands())
    browser = await family.opened()
    page = await browser.look(f"/help/action/{key}")
    assert page.index("may not be safe") < page.index("Help with this</h1>")
    assert "Put it in our plan" not in page and "Others can read your plan" in page
    service = re.findall(r"/services/([\w-]+)", page)[0]
    await browser.press(f"/help/action/{key}", add=service)
    assert [each for each in family.document().actions if each.service] == []


async def test_help_against_abuse_is_shown_and_never_put_where_others_read_it(family: Family) -> None:
    family.do(
        put_outcome, family.plan_id, "safety", 5, 0, family.desk.hands(), family.desk.app[PLANS].outcomes
    )
    browser = await family.opened()
    page = await browser.look("/help/outcome/safety")
    under = page.partition(need(family, "domestic_abuse"))[2].partition("</section>")[0]
    assert "/services/" in under and "Put it in our plan" not in under
    service = re.findall(r"/services/([\w-]+)", under)[0]
    await browser.press("/help/outcome/safety", add=service)
    assert [each for each in family.document().actions if each.service] == []


async def test_a_service_that_was_done_and_taken_out_is_not_done_when_it_comes_again(family: Family) -> None:
    await with_debt(family)
    browser = await family.opened()
    service = re.findall(r'name="add" value="([^"]+)"', await browser.look("/help/outcome/debt"))[0]
    await browser.press("/help/outcome/debt", add=service)
    await browser.press(f"/action/{service}/done", done="yes")
    await browser.saves(f"/action/{service}/remove")
    await browser.press("/help/outcome/debt", add=service)
    assert [each.done for each in family.document().actions if each.service] == [False]


async def test_what_is_not_in_the_plan_leads_back_and_a_service_that_is_none_adds_nothing(
    family: Family,
) -> None:
    await with_debt(family)
    browser = await family.opened()
    for part in ("/help/outcome/housing", "/help/action/none"):
        answer = await browser.get(part)
        assert answer.status == 303 and "gone=" in answer.headers["Location"]
    for service in ("", "none", "x" * 500):
        answer = await browser.press("/help/outcome/debt", add=service)
        assert answer.headers["Location"].endswith("?gone=actions#actions")
    assert [each for each in family.document().actions if each.service] == []


async def test_help_stays_shut_without_the_passcode(family: Family) -> None:
    await with_debt(family)
    browser = await family.browser()
    page = await browser.reads("/help/outcome/debt")
    assert "Open your family plan" in page and "debt" not in page.lower().replace(family.path, "")


async def test_whoever_is_hurt_at_home_finds_those_who_help_with_that(family: Family) -> None:
    told = {"action": "dad stops hitting mum"}
    key = family.do(put_line, family.plan_id, "action", told, family.desk.hands())
    page = await (await family.opened()).look(f"/help/action/{key}")
    assert need(family, "domestic_abuse") in page and "Put it in our plan" not in page
