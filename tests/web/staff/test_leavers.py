"""After somebody has left, their account opens nothing, and the history still says what they did."""

from __future__ import annotations

import json

import pytest

from earlyhelp.deadlines import escalate
from earlyhelp.requests import Submitted
from staff.accounts import without_account
from tests.earlyhelp.conftest import ANSWERS
from tests.web.staff.conftest import Desk, Member, Reopening
from tests.web.staff.test_handing_over import YES

GONE = {"key: pat_ashdown": "key: new_adviser", "cover: pat_ashdown": "cover: new_adviser"}
TAKEN = {"name: Pat Ashdown": "name: Someone New", "email: pat.ashdown@": "email: someone.new@"}
MOVED = {"agency: Quantock Edge Schools (sample)": "agency: Another Agency (sample)"}


async def answered(desk: Desk, pat: Member) -> Submitted:
    """A request that Pat has acknowledged, with a note of theirs."""
    sent = desk.send()
    here = f"/desk/{sent.reference}"
    await pat.press(here, f"{here}/acknowledge")
    await pat.press(here, f"{here}/note", note="Rang at tea time")
    return sent


async def back(desk: Desk, email: str) -> Member:
    member = await desk.visit()
    assert (await member.sign_in(email)).status == 303
    return member


@pytest.mark.parametrize("changes", [GONE, TAKEN, MOVED], ids=["gone", "taken", "moved"])
async def test_the_account_of_who_has_left_opens_nothing(
    desk: Desk, pat: Member, reopening: Reopening, changes: dict[str, str]
) -> None:
    sent = await answered(desk, pat)
    later = await reopening(changes)
    pat = await back(later, "pat@example.org")
    here = f"/desk/{sent.reference}"
    for path in ("", "/hand-over", "/fhir.json", "/assessment", "/assessment.docx"):
        assert (await pat.get(here + path)).status == 404
    for path in ("/acknowledge", "/contact", "/note", "/close"):
        assert (await pat.press("/desk", here + path, reached="yes", note="Hello")).status == 404
    answer = await pat.press("/desk", f"{here}/hand-over", to="jo_lake", asked="yes")
    assert answer.status == 404
    assert sent.reference not in await pat.look("/desk")
    later.do(escalate, later.hands(), later.parts.office)
    await later.delivered()
    assert "contact has left" in later.mails("casey.holm@example.org")[0].mail.subject


async def test_whoever_has_the_key_now_needs_an_account_of_their_own(
    desk: Desk, pat: Member, reopening: Reopening
) -> None:
    sent = await answered(desk, pat)
    later = await reopening(TAKEN)
    with later.door.sessions() as session:
        assert "pat_ashdown" in without_account(session, later.parts.office.contacts)
    new = await later.member("someone.new@example.org", "contact", "pat_ashdown")
    assert (await new.get(f"/desk/{sent.reference}")).status == 404
    fresh = later.send("press-2")
    assert "Morwenna" in await new.look(f"/desk/{fresh.reference}")
    assert (await (await back(later, "pat@example.org")).get(f"/desk/{fresh.reference}")).status == 404


async def test_the_page_of_a_manager_says_what_can_be_done_for_who_was_left_behind(
    desk: Desk, pat: Member, reopening: Reopening
) -> None:
    sent = await answered(desk, pat)
    later = await reopening(TAKEN)
    casey = await later.member("casey@example.org", "manager", "casey_holm")
    page = await casey.look(f"/desk/{sent.reference}")
    assert "With someone who has left" in page and "You cannot reach the person." in page
    assert "Ask them, and hand over" not in page and "Hand over, once they got in touch" in page
    assert not any(answer in page for answer in ANSWERS.values()) and "Someone New" not in page
    made = json.loads(await (await casey.get(f"/desk/{sent.reference}/fhir.json")).read())
    assert "someone who has left" in json.dumps(made) and "Someone New" not in json.dumps(made)


async def test_the_history_names_the_contact_of_that_time(
    desk: Desk, pat: Member, jo: Member, reopening: Reopening
) -> None:
    sent = await answered(desk, pat)
    here = f"/desk/{sent.reference}"
    await pat.press(f"{here}/hand-over?to=jo_lake", f"{here}/hand-over", **YES, asked="yes")
    desk.add("pat@example.org", "contact", "sky_barlow")
    page = await jo.look(here)
    assert "Sky Barlow" not in page and page.count(", Pat Ashdown") == 3
    later = await reopening(TAKEN)
    page = await (await back(later, "jo@example.org")).look(here)
    assert "Someone New" not in page and page.count(", someone who has left") == 3
