"""All that is kept of one member is theirs to save, by their own code word."""

from __future__ import annotations

import json
from datetime import timedelta

from earlyhelp.days import day_of
from earlyhelp.plans import mine, own_code
from earlyhelp.plans.reminding import ask_reminder
from tests.earlyhelp.plans.conftest import MUM, SON, TALK
from tests.web.plans.conftest import Family, talk


async def test_the_file_holds_all_that_they_said_and_what_all_see(family: Family) -> None:
    member, now = family.do(mine, MUM), family.desk.hands()
    family.do(ask_reminder, member, "morwenna@example.org", day_of(now) + timedelta(weeks=5), now)
    browser = await family.opened()
    await browser.saves("/text/summary", words="Tea together")
    answer = await browser.send(
        "/own-part", code=f"{family.reference} {family.do(own_code, member)}", **{"as": "data"}
    )
    assert answer.status == 200 and "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    kept = json.loads(await answer.text())
    said = {each["key"]: each for each in kept["said"]}
    assert said["happy"]["content"]["words"] == TALK["happy"] and not said["happy"]["in_the_plan"]
    assert said["world"]["label"] == "A really good day" and said["world"]["in_the_plan"]
    assert kept["reminder"]["address"] == "morwenna@example.org"
    assert [each["content"] for each in kept["all_see"]] == [{"words": "Tea together"}]
    assert kept["plan"]["reference"] == family.reference and kept["you"]["number"] == 1
    assert family.audited()[-1] == "plan/exported"


async def test_nobody_saves_it_with_another_code_word(family: Family) -> None:
    other = talk(family.desk, SON)
    browser = await family.opened()
    for code in (family.passcode, family.do(own_code, other), ""):
        assert "not a code word of someone in this plan" in await browser.fails("/own-part", code=code)
    assert "plan/exported" not in family.audited()


async def test_the_page_to_read_says_in_words_what_is_kept(family: Family) -> None:
    browser = await family.opened()
    answer = await browser.send("/own-part", code=family.do(own_code, family.do(mine, MUM)), **{"as": "page"})
    page = await answer.text()
    assert answer.content_type == "text/html" and "attachment" in answer.headers["Content-Disposition"]
    assert f"<dt>A really good day</dt><dd>{TALK['world']} (in the plan)</dd>" in page
    assert f"{TALK['happy']} (only yours)" in page and "<script" not in page
