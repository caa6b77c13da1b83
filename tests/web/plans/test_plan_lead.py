"""A member lets one worker lead the plan, by a tick and their own code word, and takes that back."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.plans import mine, own_code
from earlyhelp.plans.leading import led_by
from earlyhelp.plans.model import FamilyPlan
from earlyhelp.plans.team.meetings import Meeting, write_meeting
from earlyhelp.tries import WRONG_TRIES
from tests.earlyhelp.plans.conftest import MUM
from tests.web.conftest import words_of
from tests.web.plans.conftest import Family
from tests.web.staff.conftest import Reopening, opening, reopening
from tests.web.staff.test_leavers import TAKEN

__all__ = ["opening", "reopening"]


def led(family: Family, contact: str) -> list[str]:
    with family.desk.door.sessions() as session:
        found = led_by(session, family.desk.parts.office.contacts.by_key[contact])
        return [plan.reference for plan in found]


def code_of(family: Family) -> str:
    code: str = family.do(own_code, family.do(mine, MUM))
    return code


async def test_a_yes_names_the_worker_and_opens_the_plan_to_them(family: Family) -> None:
    browser = await family.opened()
    page = await browser.saves("/lead", contact="pat_ashdown", agree="yes", code=code_of(family).lower())
    assert "Pat Ashdown" in page and len(led(family, "pat_ashdown")) == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"contact": "pat_ashdown"}, "Tick the box if you agree"),
        ({"agree": "yes"}, "Pick the name of the worker"),
        ({"contact": "nobody", "agree": "yes"}, "Pick the name of the worker"),
        ({"contact": "pat_ashdown", "agree": "yes"}, "not a code word of someone in this plan"),
        (
            {"contact": "pat_ashdown", "agree": "yes", "code": "ZUZUZU"},
            "not a code word of someone in this plan",
        ),
    ],
)
async def test_without_name_tick_and_code_word_nothing_is_opened(
    family: Family, fields: dict[str, str], said: str
) -> None:
    browser = await family.opened()
    assert said in await browser.fails("/lead", **fields)
    assert led(family, "pat_ashdown") == []


async def test_the_passcode_that_is_handed_on_is_no_yes_of_the_family(family: Family) -> None:
    browser = await family.opened()
    for _ in range(WRONG_TRIES):
        page = await browser.fails("/lead", contact="pat_ashdown", agree="yes", code=family.passcode)
    assert "You can try again at" in page and re.search(r'id="agree"[^>]* checked', page)
    await browser.fails("/lead", contact="pat_ashdown", agree="yes", code=code_of(family))
    assert led(family, "pat_ashdown") == []


async def test_the_yes_is_taken_back_at_once_and_twice_is_once(family: Family) -> None:
    browser = await family.opened()
    await browser.saves("/lead", contact="pat_ashdown", agree="yes", code=code_of(family))
    for _ in range(2):
        answer = await browser.send("/lead", to=f"{browser.path}/lead/take-back")
        assert answer.status == 303
    assert led(family, "pat_ashdown") == [] and "Pat Ashdown" not in await browser.reads()


async def test_taking_it_back_is_asked_about_and_says_what_comes_of_it(family: Family) -> None:
    browser = await family.opened()
    await browser.saves("/lead", contact="pat_ashdown", agree="yes", code=code_of(family))
    page = words_of(await browser.look("/lead/take-back"))
    assert "won't be able to read your plan then" in page and "You planned to meet" not in page
    put_meeting(family)
    assert "You planned to meet. Who will tell the others?" in await browser.look("/lead/take-back")
    assert "No worker leads your plan now" not in await browser.reads()
    assert led(family, "pat_ashdown") == [family.reference]
    page = await browser.saves("/lead/take-back")
    assert "No worker leads your plan now" in page and led(family, "pat_ashdown") == []
    back = await browser.member.get(f"{browser.path}/lead/take-back")
    assert back.status == 303


async def test_the_worker_gets_a_mail_when_the_yes_is_gone_or_another_leads(family: Family) -> None:
    browser, code = await family.opened(), code_of(family)
    contacts = family.desk.parts.office.contacts.by_key
    for contact in ("pat_ashdown", "jo_lake"):
        await browser.saves("/lead", contact=contact, agree="yes", code=code)
    await browser.saves("/lead/take-back")
    await family.desk.delivered()
    for contact in ("pat_ashdown", "jo_lake"):
        subjects = [each.mail.subject for each in family.desk.mails(contacts[contact].email)]
        assert subjects == ["A family took back their yes", "A family asked you to lead their plan"]


async def test_who_leads_now_is_told_of_when_another_is_picked(family: Family) -> None:
    browser = await family.opened()
    assert "leads your plan now" not in words_of(await browser.look("/lead"))
    await browser.saves("/lead", contact="pat_ashdown", agree="yes", code=code_of(family))
    assert "we send Pat Ashdown an email" in words_of(await browser.look("/lead"))


def put_meeting(family: Family) -> None:
    """A meeting on a day to come."""

    def write(session: Session, vault: Vault) -> None:
        plan, now = session.get_one(FamilyPlan, family.plan_id), family.desk.hands()
        meeting = Meeting("meeting-1", now.date() + timedelta(days=7))
        write_meeting(session, vault, plan, meeting, (), "staff-1", now)

    family.do(write)


async def test_a_worker_who_is_gone_is_not_shown_as_the_lead(family: Family, reopening: Reopening) -> None:
    browser = await family.opened()
    await browser.saves("/lead", contact="pat_ashdown", agree="yes", code=code_of(family))
    family.desk = await reopening(TAKEN)
    page = await (await family.opened()).reads()
    assert "You said yes to Pat Ashdown. They are not on our list any more" in page
    assert "Someone New" not in page
    again = await family.opened()
    assert "Take back our yes to Pat Ashdown" in await again.look("/lead")
    page = words_of(await again.look("/lead/take-back"))
    assert "takes their name out of your plan" in page and "email" not in page
    assert (await again.send("/lead", to=f"{again.path}/lead/take-back")).status == 303
    assert "They are not on our list any more" not in await again.reads()
