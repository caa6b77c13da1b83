"""People, helpers and actions are added, changed, done and taken out, and nothing that was typed is lost."""

from __future__ import annotations

import re
from html import unescape

import pytest

from earlyhelp.plans.editing import FIELDS, longest, put_line, put_outcome
from tests.earlyhelp.plans.conftest import TALK
from tests.web.conftest import words_of
from tests.web.plans.conftest import HIDDEN, Family
from web.door import PLANS

LINES = {
    "person": {"name": "Jory <b>& co</b>", "role": "little brother"},
    "agency": {
        "name": "Pat Ashdown", "role": "school nurse", "service": "Hill School", "assessments": "A plan\nat school",
    },
    "action": {"action": "A walk\non Sundays", "who": "All of us", "by": "4 December"},
}  # fmt: skip
FIRST = {"person": "name", "agency": "name", "action": "action"}
SAMPLE = [(line, field) for line, told in LINES.items() for field in told]


def said(line: str, family: Family, field: str) -> list[str]:
    """What the plan has in a field of every line of this sort that was written into it."""
    plan = family.document()
    listed = {
        "person": [each for each in plan.people if each.key],
        "agency": plan.agencies,
        "action": [each for each in plan.actions if not each.is_step],
    }[line]
    return [getattr(each, field) for each in listed]


def key_of(line: str, page: str) -> str:
    """The key of the only line of this sort on a plan."""
    found = set(re.findall(rf'/{line}/([\w-]+)/remove"', page))
    assert len(found) == 1
    return str(found.pop())


@pytest.mark.parametrize("line", LINES)
async def test_a_line_is_added_changed_and_taken_out(family: Family, line: str) -> None:
    browser, told = await family.opened(), LINES[line]
    page = await browser.saves(f"/{line}/new", **told)
    assert all(" ".join(words.split()) in page for words in told.values()) and "It is saved." in page
    for field, words in told.items():
        assert said(line, family, field) == [words]
    key = key_of(line, await browser.look())
    shown = unescape(await browser.look(f"/{line}/{key}"))
    assert all(words in shown for words in told.values())
    page = await browser.saves(f"/{line}/{key}", **{**told, FIRST[line]: "Wella"})
    assert "Wella" in page and said(line, family, FIRST[line]) == ["Wella"]
    assert "Wella" in await browser.reads(f"/{line}/{key}/remove")
    assert said(line, family, FIRST[line]) == ["Wella"]
    page = await browser.saves(f"/{line}/{key}/remove")
    assert "Wella" not in page and "It is not in the plan any more." in page
    assert said(line, family, FIRST[line]) == []


@pytest.mark.parametrize("line", LINES)
async def test_a_second_press_of_the_same_button_adds_nothing(family: Family, line: str) -> None:
    browser = await family.opened()
    form = {name: unescape(value) for name, value in HIDDEN.findall(await browser.look(f"/{line}/new"))}
    for _ in range(2):
        address = f"{browser.path}/{line}/new"
        answer = await browser.member.client.post(
            address, data={**form, **LINES[line]}, allow_redirects=False
        )
        assert answer.status == 303
    assert len(said(line, family, FIRST[line])) == 1


@pytest.mark.parametrize("line", LINES)
async def test_without_its_first_field_a_line_is_asked_again_with_what_was_typed(
    family: Family, line: str
) -> None:
    browser = await family.opened()
    told = {**LINES[line], FIRST[line]: " \n "}
    page = await browser.fails(f"/{line}/new", **told)
    assert f'href="#{FIRST[line]}"' in page and "There is a problem" in page and "<title>Error: " in page
    assert all(words in unescape(page) for field, words in told.items() if field != FIRST[line])
    assert f'aria-describedby="{FIRST[line]}-' in page and said(line, family, FIRST[line]) == []


@pytest.mark.parametrize(("line", "field"), SAMPLE)
async def test_what_is_too_long_is_said_and_stays_in_the_box(family: Family, line: str, field: str) -> None:
    browser = await family.opened()
    words = "w" * (longest(field) + 1)
    page = await browser.fails(f"/{line}/new", **{**LINES[line], field: words})
    assert words in page and f'href="#{field}"' in page and str(longest(field)) in words_of(page)
    assert said(line, family, field) == []
    await browser.saves(f"/{line}/new", **{**LINES[line], field: words[:-1]})
    assert said(line, family, field) == [words[:-1]]


async def test_an_action_is_about_a_need_and_works_towards_an_outcome_of_the_list(family: Family) -> None:
    browser, office, now = await family.opened(), family.desk.app[PLANS], family.desk.hands()
    family.do(put_outcome, family.plan_id, "other", 4, 0, now, office.outcomes, "A dog")
    page = await browser.look("/action/new")
    assert page.count("<option") == len(family.desk.door.needs) + len(office.outcomes.by_key) + 3
    assert '<optgroup label="In your plan"><option>A dog</option></optgroup>' in page
    need = next(iter(family.desk.door.needs.values())).label
    shown = await browser.saves("/action/new", action="Ask Nan", need=need, outcome="A dog")
    assert need in shown and "What should get better A dog" in shown
    key = key_of("action", await browser.look())
    assert f"<option selected>{need}</option>" in await browser.look(f"/action/{key}")
    for field in ("need", "outcome"):
        page = await browser.fails(f"/action/{key}", **{"action": "Ask Nan", field: "Nothing of the list"})
        assert f'href="#{field}"' in page and "Pick one from the list." in page
    assert said("action", family, "need") == [need]


async def test_what_an_action_had_stays_a_choice_and_its_service_stays(family: Family) -> None:
    told = {"action": "Ring them", "need": "Old need", "outcome": "Old outcome", "service": "s-1"}
    key = family.do(put_line, family.plan_id, "action", told, family.desk.hands())
    browser = await family.opened()
    assert 'href="/services/s-1"' in await browser.look()
    kept = {"need": "Old need", "outcome": "Old outcome"}
    await browser.saves(f"/action/{key}", action="Ring them today", **kept)
    for field, words in {**told, "action": "Ring them today"}.items():
        assert said("action", family, field) == [words]


async def test_an_action_and_a_step_from_the_chat_are_done_and_not_done_after_all(family: Family) -> None:
    browser = await family.opened()
    await browser.saves("/action/new", action="Ask Nan")
    for each in family.document().actions:
        for done in (True, False, True):
            answer = await browser.press(f"/action/{each.key}/done", done="yes" if done else "no")
            assert answer.headers["Location"] == f"{family.path}?saved=actions#actions"
            assert {one.key: one.done for one in family.document().actions}[each.key] is done
    assert (await browser.reads()).count('Take "Done" away') == 2


async def test_the_step_of_a_member_cannot_be_changed_or_taken_out_here(family: Family) -> None:
    browser, step = await family.opened(), family.document().actions[0]
    assert step.action == TALK["action"] and f"/action/{step.key}/remove" not in await browser.look()
    for part in (f"/action/{step.key}", f"/action/{step.key}/remove"):
        answer = await browser.get(part)
        assert answer.headers["Location"] == f"{family.path}?gone=actions#actions"


async def test_what_is_not_in_the_plan_is_neither_marked_nor_opened(family: Family) -> None:
    browser = await family.opened()
    before = family.audited()
    for line in LINES:
        for part in (f"/{line}/nothing", f"/{line}/nothing/remove", f"/{line}/new/remove"):
            assert "?gone=" in (await browser.get(part)).headers["Location"]
    answer = await browser.press("/action/nothing/done", done="yes")
    assert answer.headers["Location"] == f"{family.path}?gone=actions#actions"
    assert "Someone took that out of the plan." in await browser.reads("?gone=actions")
    assert family.audited() == before


def test_the_forms_ask_for_every_field_that_a_line_has() -> None:
    asked = {line: set(told) for line, told in LINES.items()}
    asked["action"] |= {"need", "outcome", "service"}
    assert asked == {line: set(fields) for line, fields in FIELDS.items()}


@pytest.mark.parametrize("line", LINES)
async def test_a_line_that_somebody_changed_or_took_out_meanwhile_is_not_written_over(
    family: Family, line: str
) -> None:
    first, second = await family.opened(), await family.opened()
    await first.saves(f"/{line}/new", **LINES[line])
    key = key_of(line, await first.look())
    for change in (f"/{line}/{key}", f"/{line}/{key}/remove"):
        seen = dict(HIDDEN.findall(await second.look(f"/{line}/{key}")))
        await first.saves(
            change, **({**LINES[line], FIRST[line]: "Theirs"} if change == f"/{line}/{key}" else {})
        )
        stands = said(line, family, FIRST[line])
        fields = {**seen, **LINES[line], FIRST[line]: "Mine"}
        answer = await second.member.client.post(f"{second.path}/{line}/{key}", data=fields)
        page = await answer.text()
        sentence = "Someone else changed this" if stands else "Someone took this out of the plan"
        assert answer.status == 422 and f"{sentence} while you were writing" in words_of(page)
        assert all(words in words_of(page) for words in stands) and "Mine" in page
        assert said(line, family, FIRST[line]) == stands
    again = dict(HIDDEN.findall(page))
    answer = await second.member.client.post(
        f"{second.path}/{line}/{key}", data={**fields, **again}, allow_redirects=False
    )
    assert answer.status == 303 and said(line, family, FIRST[line]) == ["Mine"]
