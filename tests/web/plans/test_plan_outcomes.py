"""What a family wants to be different: from 1 to 5 at first and at each review, under Southwark's themes."""

from __future__ import annotations

import re
from html import unescape

import pytest

from earlyhelp.plans.editing import LONGEST_FIELD, rounds_of_outcomes
from tests.web.conftest import words_of
from tests.web.plans.conftest import HIDDEN, Browser, Family
from web.door import PLANS

HEALTH = "We are in better health"


def effects(family: Family) -> dict[str, list[int]]:
    """Every number of each outcome, the first one first; one of the family's own is `other`."""
    return {each.key.partition("-")[0]: list(each.effects) for each in family.document().outcomes}


def rounds(family: Family) -> dict[str, int]:
    found = family.do(lambda session, _: rounds_of_outcomes(session, family.plan_id))
    return {key.partition("-")[0]: round_ for key, round_ in found.items()}


async def with_three(family: Family) -> Browser:
    """A browser at a plan with three outcomes, one of the family's own."""
    browser = await family.opened()
    await browser.saves("/outcome/debt", effect="5")
    await browser.saves("/outcome/health", effect="4")
    await browser.saves("/outcome/new", effect="3", words="A dog")
    return browser


async def review(browser: Browser, *picked: str) -> str:
    """Presses `Say how it is now` and answers in turn; gives where it ends."""
    part = "/again"
    for effect in picked:
        answer = await browser.send(part, effect=effect)
        assert answer.status == 303
        part = answer.headers["Location"].removeprefix(browser.path)
    return part


async def test_the_whole_list_stands_under_the_themes(family: Family) -> None:
    browser, outcomes = await family.opened(), family.desk.app[PLANS].outcomes
    page = await browser.look("/outcome")
    assert page.count("/outcome/") == len(outcomes.by_key) + 1
    words = words_of(page)
    titles = [words.index(title) for title in outcomes.southwark.values()]
    assert titles == sorted(titles)
    await browser.saves("/outcome/health", effect="4")
    assert f"{HEALTH} In your plan" in await browser.reads("/outcome")


async def test_an_outcome_is_added_changed_and_taken_out(family: Family) -> None:
    browser = await family.opened()
    page = await browser.saves("/outcome/health", effect="4")
    assert "Healthy living" in page and HEALTH in page and "4 – It is hard" in page
    assert "Not looked at again yet" in page and "It is saved." in page
    assert re.search(r'value="4" checked', await browser.look("/outcome/health"))
    await browser.saves("/outcome/health", effect="2")
    assert effects(family) == {"health": [2]}
    assert HEALTH in await browser.reads("/outcome/health/remove")
    page = await browser.saves("/outcome/health/remove")
    assert effects(family) == {} and "It is not in the plan any more." in page


async def test_a_family_names_an_outcome_of_its_own(family: Family) -> None:
    browser = await family.opened()
    page = await browser.saves("/outcome/new", effect="3", words="A dog & a garden")
    assert "Something of our own" in page and "A dog & a garden" in page
    own = family.document().outcomes[0].key
    assert 'value="A dog &amp; a garden"' in await browser.look(f"/outcome/{own}")
    page = await browser.saves(f"/outcome/{own}", effect="1", words="A cat")
    assert "A cat" in page and effects(family) == {"other": [1]}


async def test_a_family_names_as_many_of_its_own_as_it_likes_and_a_second_press_adds_none(
    family: Family,
) -> None:
    browser = await family.opened()
    await browser.saves("/outcome/new", effect="3", words="A dog")
    shown = await browser.look("/outcome/new")
    hidden = {name: unescape(value) for name, value in HIDDEN.findall(shown)}
    for _ in range(2):
        fields = {**hidden, "effect": "5", "words": "A garden"}
        await browser.member.client.post(f"{browser.path}/outcome/new", data=fields)
    keys = {each.label: each.key for each in family.document().outcomes}
    assert sorted(keys) == ["A dog", "A garden"] and len(family.document().outcomes) == 2
    first = keys["A dog"]
    await browser.saves(f"/outcome/{first}/remove")
    assert [each.label for each in family.document().outcomes] == ["A garden"]
    gone = await browser.get(f"/outcome/{first}")
    assert gone.headers["Location"].endswith("?gone=outcomes#outcomes")


@pytest.mark.parametrize("effect", ["", "0", "6", "a lot", "4.5"])
async def test_without_a_number_of_the_scale_it_is_asked_again(family: Family, effect: str) -> None:
    browser = await family.opened()
    page = await browser.fails("/outcome/new", effect=effect, words="A dog")
    assert 'href="#effect-1"' in page and "Pick a number from 1 to 5." in page and 'value="A dog"' in page
    assert effects(family) == {}


async def test_an_outcome_of_ones_own_needs_words_and_not_too_many(family: Family) -> None:
    browser = await family.opened()
    page = await browser.fails("/outcome/new", effect="4", words=" ")
    assert 'href="#words"' in page and re.search(r'value="4" checked', page)
    words = "w" * (LONGEST_FIELD + 1)
    assert words in await browser.fails("/outcome/new", effect="4", words=words)
    assert effects(family) == {}


async def test_an_outcome_that_is_none_is_not_found(family: Family) -> None:
    browser = await family.opened()
    assert (await browser.get("/outcome/nothing")).status == 404
    assert (
        (await browser.get("/outcome/health/remove")).headers["Location"].endswith("?gone=outcomes#outcomes")
    )


async def test_how_it_is_now_is_asked_of_each_in_turn_and_stands_beside_the_first(family: Family) -> None:
    browser = await with_three(family)
    page = await browser.reads("/again")
    assert HEALTH in page and "1 of 3" in page and "At first you said 4 – It is hard." in page
    assert await review(browser, "2", "4", "1") == "?better=outcomes#outcomes"
    assert effects(family) == {"health": [4, 2], "debt": [5, 4], "other": [3, 1]}
    page = await browser.reads()
    assert "4 – It is hard 2 – It is a bit hard" in page and "A dog" in page
    await review(browser, "1", "1", "1")
    assert effects(family) == {"health": [4, 2, 1], "debt": [5, 4, 1], "other": [3, 1, 1]}


async def test_one_left_out_keeps_its_number_and_a_second_press_begins_no_other_review(
    family: Family,
) -> None:
    browser = await with_three(family)
    part = await review(browser, "2")
    again = await browser.send(part, effect="3")
    assert again.status == 303
    await browser.send(part, effect="3")
    assert effects(family) == {"health": [4, 2], "debt": [5, 3], "other": [3]}
    assert rounds(family) == {"health": 1, "debt": 1, "other": 0}


async def test_what_is_new_at_a_review_begins_there_and_a_change_mends_the_latest_number(
    family: Family,
) -> None:
    browser = await with_three(family)
    await review(browser, "2", "4", "1")
    await browser.saves("/outcome/housing", effect="5")
    await browser.saves("/outcome/health", effect="3")
    assert effects(family)["housing"] == [5] and effects(family)["health"] == [4, 3]
    assert rounds(family)["housing"] == 1


async def test_a_review_without_a_number_or_with_a_place_that_is_none_writes_nothing(family: Family) -> None:
    browser = await with_three(family)
    page = await browser.fails("/again", effect="9")
    assert "Pick a number from 1 to 5." in page and HEALTH in page
    answer = await browser.send("/again", at="nothing", effect="2")
    assert answer.headers["Location"].endswith("?gone=outcomes#outcomes")
    for query in ("?at=nothing", "?round=99", "?round=²", "?round=-1&at=debt"):
        assert 'name="round" value="1"' in await browser.look(f"/again{query}")
    assert set(rounds(family).values()) == {0}


async def test_a_review_of_nothing_goes_back_to_the_plan(family: Family) -> None:
    browser = await family.opened()
    assert (await browser.get("/again")).headers["Location"] == f"{family.path}#outcomes"
    assert "Say how it is now" not in await browser.reads()


async def test_an_outcome_that_somebody_changed_or_took_out_meanwhile_is_not_written_over(
    family: Family,
) -> None:
    first, second = await family.opened(), await family.opened()
    await first.saves("/outcome/new", effect="3", words="A dog")
    here = f"/outcome/{family.document().outcomes[0].key}"
    seen = dict(HIDDEN.findall(await second.look(here)))
    await first.saves(here, effect="5", words="A cat")
    fields = {**seen, "effect": "1", "words": "A horse"}
    answer = await second.member.client.post(second.path + here, data=fields)
    page = await answer.text()
    assert (
        answer.status == 422
        and "A cat" in page
        and "5 – It is very hard for us" in page
        and "A horse" in page
    )
    assert [each.label for each in family.document().outcomes] == ["A cat"]
    await first.saves(f"{here}/remove")
    again = dict(HIDDEN.findall(page))
    answer = await second.member.client.post(second.path + here, data={**fields, **again})
    assert "Someone took this out of the plan" in await answer.text() and effects(family) == {}
