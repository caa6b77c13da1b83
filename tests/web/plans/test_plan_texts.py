"""The texts of the plan are written anew, kept when too long, and taken out."""

from __future__ import annotations

import pytest

from earlyhelp.plans import mine
from earlyhelp.plans.editing import put_text
from earlyhelp.plans.leading import agree_lead
from earlyhelp.plans.members import LONGEST_ANSWER
from tests.earlyhelp.plans.conftest import MUM, TALK
from tests.web.conftest import words_of
from tests.web.plans.conftest import HIDDEN, Family
from web.door import PLANS

TEXTS = ("family", "strengths", "summary")
EMPTY = {
    "family": "Write it in your own words.",
    "summary": "What matters most? A few words",
}


@pytest.mark.parametrize("which", TEXTS)
async def test_a_text_is_written_changed_and_taken_out(family: Family, which: str) -> None:
    browser, part = await family.opened(), f"/text/{which}"
    page = await browser.saves(part, words="\nMornings are <hard>.\n\nEvenings are not.")
    assert "Mornings are <hard>. Evenings are not." in page and "It is saved." in page
    assert ">\nMornings are &lt;hard&gt;.\n\nEvenings are not.</textarea>" in await browser.look(part)
    assert "Only evenings" in await browser.saves(part, words="Only evenings")
    page = await browser.saves(part, words="")
    assert "Only evenings" not in page and EMPTY.get(which, "") in page


@pytest.mark.parametrize("which", TEXTS)
async def test_a_text_that_is_too_long_stays_in_its_box(family: Family, which: str) -> None:
    browser = await family.opened()
    words = "w" * (LONGEST_ANSWER + 1)
    page = await browser.fails(f"/text/{which}", words=words)
    assert words in page and 'href="#words"' in page
    assert "1,000 letters or fewer" in words_of(page)
    assert words not in await browser.look()


async def test_strengths_of_the_family_stand_beside_those_that_a_member_shares(family: Family) -> None:
    page = await (await family.opened()).saves("/text/strengths", words="We laugh at tea")
    assert f"Morwenna: {TALK['helpers']}" in page and "We laugh at tea" in page
    assert TALK["helpers"] not in await (await family.opened()).look("/text/strengths")


async def test_what_a_worker_wrote_and_who_leads_stand_there_for_the_family_to_read(family: Family) -> None:
    now = family.desk.hands()
    family.do(put_text, family.plan_id, "practitioner", "Mornings are hard", now)
    pat = family.desk.parts.office.contacts.by_key["pat_ashdown"]
    family.do(agree_lead, family.do(mine, MUM), pat, now, family.desk.app[PLANS], None)
    browser = await family.opened()
    page = await browser.reads()
    assert all(words in page for words in ("Mornings are hard", pat.name, pat.agency, pat.phone))
    assert 'href="tel:' in await browser.look()
    assert (await browser.get("/text/practitioner")).status == 404


async def test_of_two_who_write_at_once_the_second_sees_what_the_first_wrote(family: Family) -> None:
    first, second = await family.opened(), await family.opened()
    seen = dict(HIDDEN.findall(await second.look("/text/summary")))
    await first.saves("/text/summary", words="The girls need quiet")
    fields = {**seen, "words": "We need a bigger home"}
    answer = await second.member.client.post(f"{second.path}/text/summary", data=fields)
    page = await answer.text()
    assert answer.status == 422 and "Someone else changed this while you were writing" in page
    assert "The girls need quiet" in page and ">\nWe need a bigger home</textarea>" in page
    assert family.document().summary == "The girls need quiet"
    again = dict(HIDDEN.findall(page))
    await second.member.client.post(f"{second.path}/text/summary", data={**again, "words": "Both"})
    assert family.document().summary == "Both"


async def test_words_that_tell_of_danger_go_in_only_when_somebody_says_so_again(family: Family) -> None:
    browser, told = await family.opened(), "my husband hits me and locks me in, i am scared"
    answer = await browser.send("/text/family", words=told)
    page = await answer.text()
    assert answer.status == 200 and "Is everyone safe?" in page and 'href="tel:999"' in page
    assert told in page and family.document().family_view == ""
    again = dict(HIDDEN.findall(page.partition("<form")[2]))
    other = {**again, "words": f"{told} and my son"}
    answer = await browser.member.client.post(f"{browser.path}/text/family", data=other)
    assert "Is everyone safe?" in await answer.text() and family.document().family_view == ""
    await browser.member.client.post(f"{browser.path}/text/family", data={**again, "words": told})
    assert family.document().family_view == told


async def test_danger_in_a_line_or_an_outcome_of_ones_own_is_asked_about_too(family: Family) -> None:
    browser = await family.opened()
    for part, fields in (
        ("/outcome/new", {"effect": "5", "words": "dad stops hitting mum"}),
        ("/action/new", {"action": "get away before he kills me"}),
    ):
        answer = await browser.send(part, **fields)
        assert "Is everyone safe?" in await answer.text(), part
    assert family.document().outcomes == [] and not [
        each for each in family.document().actions if not each.is_step
    ]
