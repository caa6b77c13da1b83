"""Handing over: offered to whoever holds the request, and done only with the person's new answers."""

from __future__ import annotations

from earlyhelp.requests import withdraw
from tests.earlyhelp.conftest import ANSWERS, REFUSED
from tests.web.conftest import words_of
from tests.web.staff.conftest import Desk, Member
from tests.web.staff.test_requests import audited

YES = {f"item_{item}": "yes" for item in ANSWERS}


async def test_the_words_of_consent_are_shown_before_anything_goes(desk: Desk, pat: Member) -> None:
    sent = desk.send()
    here = f"/desk/{sent.reference}/hand-over"
    page = await pat.look(here)
    assert "The person said yes to one contact" in page and "Jo Lake, Parent and Family" in page
    assert "Record this" not in page and "Do not leave a message" in page
    assert audited(desk)[-1] == "request/hand_over_opened"
    page = await pat.look(f"{here}?to=jo_lake")
    assert "First name: I say yes to Jo Lake seeing this." in page
    assert "First name: I say no. Jo Lake will not see this." in page
    assert "Your request goes to Jo Lake." in page
    assert "Where you live" not in page
    assert not any(answer in page for answer in [*ANSWERS.values(), *REFUSED.values()])


async def test_a_request_goes_to_the_new_contact_with_what_was_agreed_anew(
    desk: Desk, pat: Member, jo: Member
) -> None:
    sent = desk.send()
    here = f"/desk/{sent.reference}/hand-over"
    answers = {**YES, "item_change": "no"}
    answer = await pat.press(f"{here}?to=jo_lake", here, **answers, asked="yes")
    assert answer.headers["Location"] == "/desk?done=handed-over"
    assert (await pat.get(f"/desk/{sent.reference}")).status == 404
    page = await jo.look(f"/desk/{sent.reference}")
    assert "Morwenna" in page and ANSWERS["change"] not in page
    assert "Not shared What you want to change" in page
    await desk.delivered()
    assert "handed over to you" in desk.mails("jo.lake@example.org")[0].mail.text


async def test_nothing_goes_without_an_answer_to_each_item_and_a_word_that_they_were_asked(
    desk: Desk, pat: Member, jo: Member
) -> None:
    sent = desk.send()
    here = f"/desk/{sent.reference}/hand-over"
    some = {key: value for key, value in YES.items() if key != "item_well"}
    for fields in ({**YES}, {**some, "asked": "yes"}, {**YES, "asked": "yes", "version": "99"}):
        answer = await pat.press(f"{here}?to=jo_lake", here, **fields)
        assert answer.status == 422
        assert "There is a problem" in words_of(await answer.text())
    for to in ("pat_ashdown", "nobody", ""):
        answer = await pat.press(f"{here}?to=jo_lake", here, **{**YES, "asked": "yes", "to": to})
        assert answer.status == 422
    assert (await jo.get(f"/desk/{sent.reference}")).status == 404
    assert (await pat.get(f"/desk/{sent.reference}")).status == 200


async def test_a_manager_hands_over_without_seeing_the_answers(desk: Desk, casey: Member, jo: Member) -> None:
    sent = desk.send()
    here = f"/desk/{sent.reference}/hand-over"
    assert "hand-over" in await (await casey.get(f"/desk/{sent.reference}")).text()
    page = await casey.look(f"{here}?to=jo_lake")
    assert not any(answer in page for answer in ANSWERS.values())
    assert (await casey.press(f"{here}?to=jo_lake", here, **YES, asked="yes")).status == 303
    assert "Morwenna" in await jo.look(f"/desk/{sent.reference}")


async def test_a_withdrawn_request_is_not_handed_over(desk: Desk, pat: Member) -> None:
    sent = desk.send()
    here = f"/desk/{sent.reference}/hand-over"
    desk.do(withdraw, sent.request_id, desk.hands(), desk.parts.office)
    assert "nothing to hand over" in await pat.look(here)
    answer = await pat.press("/desk", here, to="jo_lake", asked="yes", version="1")
    assert answer.status == 422
