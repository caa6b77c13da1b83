"""Who is involved: the lead puts somebody in, the family says yes or no, and both read where it stands."""

from __future__ import annotations

import pytest

from earlyhelp.plans import mine
from earlyhelp.plans.leading import agree_lead, take_back_lead
from tests.earlyhelp.plans.conftest import MUM
from tests.web.conftest import words_of
from tests.web.led.conftest import code_of
from tests.web.people.conftest import looked_up, people
from tests.web.plans.conftest import Family
from tests.web.staff.conftest import Member
from web.door import PLANS

__all__ = ["people"]

NURSE = {"name": "Robin Vale (sample)", "role": "School nurse", "service": "Somerset NHS (sample)"}


async def put_in(family: Family, pat: Member, **told: str) -> str:
    """The lead puts the nurse in; gives the key of the line."""
    here = f"/desk/plan/{family.reference}/involved"
    answer = await pat.press(here, here, **NURSE | told)
    assert answer.status == 303, words_of(await answer.text())
    return next(each.key for each in family.document().agencies if each.name == NURSE["name"])


async def say(family: Family, key: str, talk: str) -> str:
    browser = await family.opened()
    return await browser.saves(f"/agency/{key}/talk", talk=talk, code=code_of(family))


async def test_the_family_reads_who_put_them_in_and_its_yes_stands_on_the_desk(
    led: Family, pat: Member
) -> None:
    key = await put_in(led, pat)
    assert "Not asked yet" in await pat.look(f"/desk/plan/{led.reference}")
    browser = await led.opened()
    page = await browser.reads()
    assert "Robin Vale (sample)" in page and "Who put them in Pat Ashdown" in page
    assert "We said yes on 23 November 2026" in await say(led, key, "yes")
    desk_says = await pat.look(f"/desk/plan/{led.reference}")
    assert (
        "Yes: you may talk with them" in desk_says and "the family said it on 23 November 2026" in desk_says
    )
    assert "plan/talk_agreed" in led.audited()


async def test_the_family_says_no_and_changes_its_mind(led: Family, pat: Member) -> None:
    key = await put_in(led, pat)
    assert "We said no on" in await say(led, key, "no")
    assert "No: do not talk with them" in await pat.look(f"/desk/plan/{led.reference}")
    await say(led, key, "yes")
    assert led.document().agencies[0].may_talk is True


async def test_a_yes_needs_a_choice_and_ones_own_code_word(led: Family, pat: Member) -> None:
    key, browser = await put_in(led, pat), await led.opened()
    assert "Pick yes or no" in await browser.fails(f"/agency/{key}/talk", code=code_of(led))
    page = await browser.fails(f"/agency/{key}/talk", talk="yes", code=led.passcode)
    assert "not a code word of someone in this plan" in page and "checked" in page
    assert led.document().agencies[0].may_talk is None


async def test_a_yes_is_not_for_whoever_comes_into_the_line_after(led: Family, pat: Member) -> None:
    key = await put_in(led, pat)
    await say(led, key, "yes")
    browser = await led.opened()
    await browser.saves(f"/agency/{key}", **NURSE, assessments="A check of his ears")
    assert led.document().agencies[0].may_talk is True
    await browser.saves(f"/agency/{key}", **NURSE | {"name": "Someone Else"})
    assert led.document().agencies[0].may_talk is None
    assert "Not asked yet" in await pat.look(f"/desk/plan/{led.reference}")


async def test_a_second_press_adds_nobody(led: Family, pat: Member) -> None:
    here = f"/desk/plan/{led.reference}/involved"
    shown = await (await pat.get(here)).text()
    once = shown.partition('name="once" value="')[2].partition('"')[0]
    for _ in range(2):
        assert (await pat.press(here, here, **NURSE, once=once)).status == 303
    assert [each.name for each in led.document().agencies] == [NURSE["name"]]


async def test_nobody_is_put_in_twice(led: Family, pat: Member) -> None:
    await put_in(led, pat)
    here = f"/desk/plan/{led.reference}/involved"
    answer = await pat.press(here, here, **NURSE, put="1")
    assert answer.status == 422
    assert "They are in the plan already." in words_of(await answer.text())
    answer = await pat.press(here, here, **{**NURSE, "name": f" {NURSE['name'].upper()} "}, put="1")
    assert "They are in the plan already." in words_of(await answer.text())
    assert [each.name for each in led.document().agencies] == [NURSE["name"]]


async def test_somebody_of_the_whos_who_fills_the_form_and_nothing_written_is_lost(
    led: Family, pat: Member
) -> None:
    here = f"/desk/plan/{led.reference}/involved"
    written = {"name": "Robin", "assessments": "An early help assessment"}
    looked = await pat.press(here, here, **written, q="health visitor frome", find="1")
    found = await looked.text()
    assert "Nobody found" not in words_of(found) and 'name="pick"' in found
    assert 'value="Robin"' in found and "An early help assessment" in found
    pick = found.partition('name="pick" value="')[2].partition('"')[0]
    filled = await (await pat.press(here, here, **written, q="health visitor frome", pick=pick)).text()
    assert "ealth visitor" in filled.partition('id="role"')[2].partition(">")[0]
    assert "An early help assessment" in filled and 'value="Robin"' not in filled
    assert [what for _who, what, _whom in looked_up(led.desk)] == ["people/searched"]
    assert not led.document().agencies


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"name": " "}, "Write their name."),
        ({"name": "x" * 201}, "Shorten it to 200 characters."),
        ({"assessments": "x" * 1001}, "Shorten it to 1,000 characters."),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_is_lost(
    led: Family, pat: Member, told: dict[str, str], said: str
) -> None:
    here = f"/desk/plan/{led.reference}/involved"
    answer = await pat.press(here, here, **NURSE | {"assessments": "An early help assessment"} | told)
    page = await answer.text()
    assert answer.status == 422 and said in page and NURSE["role"] in page
    assert not led.document().agencies


async def test_the_lead_takes_out_whom_they_put_in_and_nobody_else(led: Family, pat: Member) -> None:
    browser, here = await led.opened(), f"/desk/plan/{led.reference}"
    await browser.saves("/agency/new", name="Nan", role="", service="", assessments="")
    own = led.document().agencies[0].key
    key = await put_in(led, pat)
    for each in (own, key, key):
        assert (await pat.press(here, f"{here}/involved/{each}/remove")).status == 303
    assert [each.name for each in led.document().agencies] == ["Nan"]


async def test_nobody_else_puts_anybody_in_and_what_was_written_too_late_is_shown(
    led: Family, pat: Member, jo: Member, casey: Member
) -> None:
    here = f"/desk/plan/{led.reference}/involved"
    for member in (jo, casey):
        assert (await member.get(here)).status == 404
        assert (await member.press("/desk", here, **NURSE)).status == 404
    shown = await (await pat.get(here)).text()
    assert "Put them in the plan" in shown
    led.do(take_back_lead, led.plan_id, None, led.desk.hands(), led.desk.app[PLANS])
    answer = await pat.press("/desk", here, **NURSE)
    assert answer.status == 404 and NURSE["name"] in await answer.text()
    assert not led.document().agencies


async def test_a_yes_is_not_given_to_whom_nobody_read_of(led: Family, pat: Member) -> None:
    key, mum, other = await put_in(led, pat), await led.opened(), await led.opened()
    shown = await mum.look(f"/agency/{key}/talk")
    seen = shown.partition('name="seen" value="')[2].partition('"')[0]
    await other.saves(f"/agency/{key}", **NURSE | {"name": "Someone Else"})
    page = await mum.fails(f"/agency/{key}/talk", talk="yes", code=code_of(led), seen=seen)
    assert "Someone changed who this is about" in page
    assert led.document().agencies[0].may_talk is None


async def test_a_no_stays_where_the_lead_would_take_them_out(led: Family, pat: Member) -> None:
    key, here = await put_in(led, pat), f"/desk/plan/{led.reference}"
    await say(led, key, "no")
    assert (await pat.press(here, f"{here}/involved/{key}/remove")).status == 303
    assert led.document().agencies[0].may_talk is False


async def test_a_yes_to_one_lead_is_none_to_the_next(led: Family, pat: Member) -> None:
    key, office, desk = await put_in(led, pat), led.desk.app[PLANS], led.desk
    await say(led, key, "yes")
    other = desk.parts.office.contacts.by_key["jo_lake"]
    led.do(agree_lead, led.do(mine, MUM), other, desk.hands(), office, None)
    assert led.document().agencies[0].may_talk is None
