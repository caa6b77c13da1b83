"""The day to look at the plan again: three fields, each wrong one named, and never a day that is gone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from earlyhelp.days import date_words
from tests.web.conftest import words_of
from tests.web.plans.conftest import Family
from web.door import PLANS

TODAY = date(2026, 11, 23)
LAST = TODAY + timedelta(days=365)


def fields(day: str, month: str, year: str) -> dict[str, str]:
    return {"day": day, "month": month, "year": year}


@pytest.mark.parametrize("month", ["1", "01", "January", "jan", " JAN. "])
async def test_a_day_is_set_changed_and_taken_out(family: Family, month: str) -> None:
    browser = await family.opened()
    page = await browser.saves("/review-day", **fields("4", month, "2027"))
    assert "We look at the plan again on 4 January 2027" in page
    assert family.document().review_on == date(2027, 1, 4)
    shown = await browser.look("/review-day")
    assert all(
        f'name="{name}" type="text" value="{value}"' in shown
        for name, value in fields("4", "1", "2027").items()
    )
    page = await browser.saves("/review-day", none="yes")
    assert family.document().review_on is None and "Pick a day" in page


@pytest.mark.parametrize(
    ("told", "wrong", "said"),
    [
        (("", "", ""), ["day"], "Write a day, a month and a year."),
        (("", "1", "2027"), ["day"], "Write the day as a number, like 4."),
        (("4", "", "2027"), ["month"], "Write the month as a number, like 12."),
        (("4", "1", ""), ["year"], "Write the year with 4 numbers, like 2027."),
        (("4", "1", "27"), ["year"], "Write the year with 4 numbers, like 2027."),
        (("x", "y", "z"), ["day", "month", "year"], "Write the day as a number"),
        (("31", "2", "2027"), ["day"], "There is no such day."),
        (("0", "1", "2027"), ["day"], "There is no such day."),
        (("4", "13", "2027"), ["day"], "There is no such day."),
        (("4", "0", "2027"), ["day"], "There is no such day."),
        (("4", "1", "0000"), ["day"], "There is no such day."),
        (("22", "11", "2026"), ["day"], "That day is not after today."),
        (("23", "11", "2026"), ["day"], "That day is not after today."),
        (("24", "11", "2027"), ["day"], "Pick a day up to 23 November 2027."),
    ],
)
async def test_what_is_wrong_is_said_under_its_field_and_what_was_typed_stays(
    family: Family, told: tuple[str, str, str], wrong: list[str], said: str
) -> None:
    browser = await family.opened()
    page = await browser.fails("/review-day", **fields(*told))
    assert said in words_of(page)
    assert [name for name in ("day", "month", "year") if f'href="#{name}"' in page] == wrong
    assert [name for name in ("day", "month", "year") if f'id="{name}-error"' in page] == wrong
    assert all(f'name="{name}" type="text" value="{value}"' in page for name, value in fields(*told).items())
    assert family.document().review_on is None


async def test_tomorrow_and_the_last_day_that_a_plan_is_kept_are_days_to_pick(family: Family) -> None:
    browser, kept = await family.opened(), family.desk.app[PLANS].wording.kept
    for day in (TODAY + timedelta(days=1), TODAY + kept):
        told = fields(str(day.day), str(day.month), str(day.year))
        assert date_words(day) in await browser.saves("/review-day", **told)
