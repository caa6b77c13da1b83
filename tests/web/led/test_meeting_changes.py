"""Changing a meeting: what was agreed is put right, and what changed meanwhile is never written over unseen."""

from __future__ import annotations

import re

import pytest

from tests.web.conftest import words_of
from tests.web.led.test_meetings import EMPTY, MEETING, planned
from tests.web.plans.conftest import Family
from tests.web.staff.conftest import Member


async def row_in(pat: Member, here: str) -> tuple[str, dict[str, str]]:
    """The key of what was agreed, and what the form says of it."""
    form = await (await pat.get(f"{here}/edit")).text()
    key, mark = re.findall(r'name="seen_([^"]+)" value="([^"]+)"', form)[0]
    told = {f"{field}_{key}": MEETING[f"{field}_1"] for field in ("action", "who", "by")}
    return key, MEETING | EMPTY | told | {f"seen_{key}": mark}


async def test_the_lead_puts_right_what_was_agreed_or_takes_it_out(led: Family, pat: Member) -> None:
    here = await planned(led, pat)
    key, told = await row_in(pat, here)
    answer = await pat.press(f"{here}/edit", f"{here}/edit", **told | {f"who_{key}": "Dad"})
    assert answer.status == 303 and "Ring about the bus pass; who: Dad; by: Friday" in await pat.look(here)
    key, told = await row_in(pat, here)
    answer = await pat.press(f"{here}/edit", f"{here}/edit", **told | {f"by_{key}": ""})
    assert answer.status == 422 and "Write by when" in await answer.text()
    emptied = {f"{field}_{key}": "" for field in ("action", "who", "by")}
    assert (await pat.press(f"{here}/edit", f"{here}/edit", **told | emptied)).status == 303
    assert key not in [each.key for each in led.document().actions]
    assert "bus pass" not in await pat.look(here)


async def test_what_the_family_did_with_an_action_meanwhile_is_not_written_over_unseen(
    led: Family, pat: Member
) -> None:
    here, browser = await planned(led, pat), await led.opened()
    key, told = await row_in(pat, here)
    await browser.saves(f"/action/{key}", action="Mum rings about the bus pass", who="Mum", by="Friday")
    answer = await pat.press(f"{here}/edit", f"{here}/edit", **told, notes="Calmer")
    assert answer.status == 303 and "Mum rings about the bus pass" in await pat.look(here)
    changed = told | {f"who_{key}": "Dad"}
    answer = await pat.press(f"{here}/edit", f"{here}/edit", **changed)
    page = words_of(await answer.text())
    assert answer.status == 422 and "What (1) Mum rings about the bus pass, Mum, Friday" in page
    assert "Mum rings" in await pat.look(here)
    mark = re.findall(rf'name="seen_{key}" value="([^"]+)"', await answer.text())[0]
    answer = await pat.press(f"{here}/edit", f"{here}/edit", **changed | {f"seen_{key}": mark})
    assert answer.status == 303 and "Ring about the bus pass; who: Dad" in await pat.look(here)


@pytest.mark.parametrize(
    ("press", "said"), [("done", "It is done."), ("remove", "It was taken out of the plan.")]
)
async def test_a_task_that_is_done_or_gone_is_offered_as_a_new_one(
    led: Family, pat: Member, press: str, said: str
) -> None:
    here, browser = await planned(led, pat), await led.opened()
    key, told = await row_in(pat, here)
    await browser.press(f"/action/{key}/{press}", done="yes")
    answer = await pat.press(f"{here}/edit", f"{here}/edit", **told | {f"who_{key}": "Dad"})
    page = await answer.text()
    assert answer.status == 422 and f"“Ring about the bus pass” {said}" in words_of(page)
    assert f"seen_{key}" not in page and 'name="who_1" type="text" value="Dad"' in page
    emptied = {f"{field}_{key}": "" for field in ("action", "who", "by")}
    answer = await pat.press(f"{here}/edit", f"{here}/edit", **told | emptied)
    assert answer.status == 422
    kept = [each.key for each in led.document().actions]
    assert (key in kept) is (press == "done")


async def test_saving_again_brings_back_nothing_that_the_lead_did_not_touch(led: Family, pat: Member) -> None:
    here, browser = (
        await planned(led, pat, action_2="Ask school", who_2="Pat", by_2="Friday"),
        await led.opened(),
    )
    form = await (await pat.get(f"{here}/edit")).text()
    old = {name: form.partition(f'name="{name}" value="')[2].partition('"')[0] for name in ("seen", "once")}
    marks = dict(re.findall(r'name="seen_([^"]+)" value="([^"]+)"', form))
    first, second = marks
    told = MEETING | EMPTY | {f"seen_{key}": mark for key, mark in marks.items()} | old
    told |= {f"{field}_{first}": MEETING[f"{field}_1"] for field in ("action", "who", "by")}
    told |= {f"action_{second}": "Ask school", f"who_{second}": "Pat", f"by_{second}": "Friday"}
    await browser.saves(f"/action/{first}", action=MEETING["action_1"], who="Dad", by="Friday")
    await browser.send(f"/action/{second}/remove")
    off = {"called_off": "yes", "notes": "Other window"}
    await pat.press(f"{here}/edit", f"{here}/edit", **MEETING | EMPTY | off)
    answer = await pat.press(f"{here}/edit", f"{here}/edit", **told | {"notes": "Mine"})
    page = await answer.text()
    assert answer.status == 422 and "The meeting It does not take place." in words_of(page)
    again = dict(re.findall(r'name="((?:seen|action|who|by)_?[^"]*)"[^>]*? value="([^"]*)"', page))
    assert f"action_{second}" not in again and again[f"who_{first}"] == "Dad"
    answer = await pat.press(f"{here}/edit", f"{here}/edit", **told | again | {"notes": "Mine"})
    assert answer.status == 303
    page = await pat.look(here)
    assert "who: Dad" in page and "Ask school" not in page and "Mine" in page


async def test_what_else_the_family_says_of_a_task_is_no_change_for_the_lead(
    led: Family, pat: Member
) -> None:
    here, browser = await planned(led, pat), await led.opened()
    key, told = await row_in(pat, here)
    need = next(iter(led.desk.door.needs.values())).label
    await browser.saves(f"/action/{key}", action=MEETING["action_1"], who="Pat", by="Friday", need=need)
    answer = await pat.press(f"{here}/edit", f"{here}/edit", **told | {f"who_{key}": "Dad"})
    assert answer.status == 303
    action = next(each for each in led.document().actions if each.key == key)
    assert (action.who, action.need) == ("Dad", need)


async def test_a_form_that_came_in_part_takes_nothing_out(led: Family, pat: Member) -> None:
    here = await planned(led, pat)
    key, told = await row_in(pat, here)
    part = {name: value for name, value in told.items() if name != f"who_{key}"}
    assert (await pat.press("/desk", f"{here}/edit", **part)).status in {303, 422}
    assert key in [each.key for each in led.document().actions]


async def test_what_another_window_changed_is_not_written_over_unseen(led: Family, pat: Member) -> None:
    here = await planned(led, pat)
    old = (await (await pat.get(f"{here}/edit")).text()).partition('name="seen" value="')[2].partition('"')[0]
    await pat.press(f"{here}/edit", f"{here}/edit", **MEETING, notes="First")
    answer = await pat.press(f"{here}/edit", f"{here}/edit", **MEETING, notes="Second", seen=old)
    page = await answer.text()
    assert answer.status == 422 and "another window" in page and "Second" in page
    assert "where yours is different Notes First" in words_of(page)
    assert led.document().meetings[0].notes == "First"
    answer = await pat.press(f"{here}/edit", f"{here}/edit", **MEETING, notes="Second")
    assert answer.status == 303 and led.document().meetings[0].notes == "Second"


async def test_the_longest_notes_in_any_script_and_many_tasks_are_taken(led: Family, pat: Member) -> None:
    here = await planned(led, pat)
    for _ in range(4):
        four = {f"{field}_{row}": "同" for field in ("action", "who", "by") for row in range(1, 5)}
        _, told = await row_in(pat, here)
        answer = await pat.press(f"{here}/edit", f"{here}/edit", **{**told, **four})
        assert answer.status == 303
    form = await (await pat.get(f"{here}/edit")).text()
    told = dict.fromkeys(re.findall(r'name="((?:action|who|by)_[^"]+)"', form), "同")
    told |= dict(re.findall(r'name="(seen_[^"]+)" value="([^"]+)"', form))
    long = {"agenda": "同" * 5000, "notes": "家" * 5000}
    answer = await pat.press(f"{here}/edit", f"{here}/edit", **MEETING | told | long)
    assert answer.status == 303 and led.document().meetings[0].notes == long["notes"]
