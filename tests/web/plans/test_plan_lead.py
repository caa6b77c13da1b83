"""The family lets one worker lead the plan, by a tick of its own, and takes that back in one press."""

from __future__ import annotations

import pytest

from earlyhelp.plans.leading import led_by
from tests.web.plans.conftest import Family


def led(family: Family, contact: str) -> list[str]:
    with family.desk.door.sessions() as session:
        found = led_by(session, family.desk.parts.office.contacts.by_key[contact])
        return [plan.reference for plan in found]


async def test_a_yes_names_the_worker_and_opens_the_plan_to_them(family: Family) -> None:
    browser = await family.opened()
    page = await browser.saves("/lead", contact="pat_ashdown", agree="yes")
    assert "Pat Ashdown" in page and len(led(family, "pat_ashdown")) == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"contact": "pat_ashdown"}, "Tick the box if you agree"),
        ({"agree": "yes"}, "Pick the name of the worker"),
        ({"contact": "nobody", "agree": "yes"}, "Pick the name of the worker"),
    ],
)
async def test_without_name_and_tick_nothing_is_opened(
    family: Family, fields: dict[str, str], said: str
) -> None:
    browser = await family.opened()
    assert said in await browser.fails("/lead", **fields)
    assert led(family, "pat_ashdown") == []


async def test_the_yes_is_taken_back_at_once_and_twice_is_once(family: Family) -> None:
    browser = await family.opened()
    await browser.saves("/lead", contact="pat_ashdown", agree="yes")
    for _ in range(2):
        answer = await browser.send("/lead", to=f"{browser.path}/lead/take-back")
        assert answer.status == 303
    assert led(family, "pat_ashdown") == [] and "Pat Ashdown" not in await browser.reads()
