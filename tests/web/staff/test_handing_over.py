"""Handing over: offered to whoever holds the request, and done only with the person's new answers."""

from __future__ import annotations

from earlyhelp.deadlines import escalate
from earlyhelp.requests import withdraw, withdraw_items
from tests.earlyhelp.conftest import ANSWERS, REFUSED
from tests.web.conftest import words_of
from tests.web.staff.conftest import Desk, Member, Reopening, audited

WHEN = {"how": "phone", "when": "2026-11-23"}
YES = {f"item_{item}": "yes" for item in ANSWERS} | WHEN


async def test_the_words_of_consent_are_shown_before_anything_goes(desk: Desk, pat: Member) -> None:
    sent = desk.send()
    here = f"/desk/{sent.reference}/hand-over"
    page = await pat.look(here)
    assert "The person said yes to one contact" in page and "Jo Lake, Parent and Family" in page
    assert "Record this" not in page and "Do not leave a message" in page
    assert audited(desk)[-1] == "request/hand_over_opened holder"
    assert not any(answer in page for answer in ANSWERS.values())
    page = await pat.look(f"{here}?to=jo_lake")
    assert "First name: I say yes to Jo Lake seeing this." in page
    assert "First name: I say no. Jo Lake will not see this." in page
    assert "Your request goes to Jo Lake." in page
    assert "Where you live" not in page and "Where they live" not in page
    assert not any(answer in page for answer in REFUSED.values())


async def test_the_words_that_would_be_passed_on_stand_beside_each_item(desk: Desk, pat: Member) -> None:
    page = await pat.look(f"/desk/{desk.send().reference}/hand-over?to=jo_lake")
    for item, label in (("name", "Name of who asked"), ("change", "What they want to change")):
        assert f"{label} {ANSWERS[item]} " in page


async def test_nobody_is_chosen_before_somebody_chooses(desk: Desk, pat: Member) -> None:
    here = f"/desk/{desk.send().reference}/hand-over"
    page = await (await pat.get(here)).text()
    assert '<option value="" selected>Choose a contact</option>' in page and page.count(" selected") == 1
    answer = await pat.get(f"{here}?to=")
    assert answer.status == 422 and "Choose who could take it." in await answer.text()


async def test_each_question_that_is_open_is_named_and_marked(desk: Desk, pat: Member) -> None:
    here = f"/desk/{desk.send().reference}/hand-over"
    given = {"item_name": "yes", "item_reach": "no", "item_school": "yes"}
    answer = await pat.press(f"{here}?to=jo_lake", here, **given)
    page = await answer.text()
    assert answer.status == 422
    for part in ("change", "well", "how", "when", "asked"):
        assert f'<li><a href="#{part}">' in page and f'id="{part}-error"' in page
    assert page.count("govuk-error-message") == 5 and page.count(" checked") == 3
    assert "Say yes or no for “What they want to change”." in words_of(page)


async def test_how_and_when_the_person_answered_is_asked_and_kept(
    desk: Desk, pat: Member, jo: Member
) -> None:
    here = f"/desk/{desk.send().reference}/hand-over"
    for when in ("", "2026-11-24", "2026-11-22", "soon"):
        answer = await pat.press(f"{here}?to=jo_lake", here, **{**YES, "when": when}, asked="yes")
        assert answer.status == 422 and 'href="#when"' in await answer.text()
    await pat.press(f"{here}?to=jo_lake", here, **YES, asked="yes")
    assert "Answered by phone on 23 November 2026." in await jo.look(here.removesuffix("/hand-over"))


async def test_who_handed_it_over_reads_to_whom_and_when_and_nothing_else(
    desk: Desk, pat: Member, jo: Member
) -> None:
    sent = desk.send()
    here = f"/desk/{sent.reference}"
    answer = await pat.press(f"{here}/hand-over?to=jo_lake", f"{here}/hand-over", **YES, asked="yes")
    page = await pat.look(answer.headers["Location"])
    assert "You handed this to Jo Lake on Monday 23 November." in page
    assert not any(answer in page for answer in ANSWERS.values()) and "What happened" not in page
    assert (await pat.get(f"{here}/fhir.json")).status == 404
    sky = await desk.member("sky@example.org", "contact", "sky_barlow")
    assert (await sky.get(here)).status == 404
    assert "You handed this" not in await jo.look(here)


async def test_a_request_goes_to_the_new_contact_with_what_was_agreed_anew(
    desk: Desk, pat: Member, jo: Member
) -> None:
    sent = desk.send()
    here = f"/desk/{sent.reference}/hand-over"
    answers = {**YES, "item_change": "no"}
    answer = await pat.press(f"{here}?to=jo_lake", here, **answers, asked="yes")
    assert answer.headers["Location"] == f"/desk/{sent.reference}?done=handed-over"
    page = await jo.look(f"/desk/{sent.reference}")
    assert "Morwenna" in page and ANSWERS["change"] not in page
    assert "Not shared What they want to change" in page
    await desk.delivered()
    assert "handed over to you" in desk.mails("jo.lake@example.org")[0].mail.text


async def test_the_age_of_somebody_under_18_goes_without_a_choice(
    desk: Desk, pat: Member, jo: Member
) -> None:
    sent = desk.send(
        answers=ANSWERS | {"age": "I am 13."}, agreed=dict.fromkeys([*ANSWERS, "age"], True), young=True
    )
    here = f"/desk/{sent.reference}/hand-over"
    page = await pat.look(f"{here}?to=jo_lake")
    assert "Age: I say yes to Jo Lake seeing this." in page and "They can say no to any of the others" in page
    assert "Age: I say no." not in page
    answer = await pat.press(f"{here}?to=jo_lake", here, **{**YES, "item_age": "no", "asked": "yes"})
    assert answer.status == 422 and "for it protects them" in words_of(await answer.text())
    answer = await pat.press(f"{here}?to=jo_lake", here, **YES, asked="yes")
    assert answer.status == 302 or answer.status == 303
    assert "I am 13." in await jo.look(f"/desk/{sent.reference}")


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


async def test_a_manager_who_cannot_reach_the_person_never_says_that_they_asked_them(
    desk: Desk, casey: Member, jo: Member
) -> None:
    sent = desk.send()
    here = f"/desk/{sent.reference}/hand-over"
    page = await casey.look(here)
    assert "you cannot ask them" in page and "in the way they said is safe" not in page
    assert "Do not leave a message" not in page
    page = await casey.look(f"{here}?to=jo_lake")
    assert "The person got in touch with me" in page and "I asked the person in these words" not in page
    assert not any(answer in page for answer in ANSWERS.values())
    answer = await casey.press(f"{here}?to=jo_lake", here, **YES, asked="yes")
    assert answer.status == 422 and "got in touch with you" in await answer.text()
    assert (await casey.press(f"{here}?to=jo_lake", here, **YES, asked="came")).status == 303
    assert "Morwenna" in await jo.look(f"/desk/{sent.reference}")


async def test_a_manager_whom_the_person_agreed_to_asks_them_and_hands_over(
    desk: Desk, casey: Member
) -> None:
    sent = desk.send(manager_agreed=True)
    for _ in range(3):
        desk.hands.move(days=3)
        desk.do(escalate, desk.hands(), desk.parts.office)
    await casey.sign_in("casey@example.org")
    page = await casey.look(f"/desk/{sent.reference}")
    assert "Pat Ashdown has not answered. The person agreed that you read this" in page
    assert "Morwenna" in page and ANSWERS["reach"] in page and "Do not leave a message" in page
    assert ANSWERS["change"] not in page and "Start an Early Help Assessment" not in page
    assert "I have this request" not in page and "Take this request over" not in page
    assert (await casey.get(f"/desk/{sent.reference}/assessment")).status == 404
    here = f"/desk/{sent.reference}/hand-over"
    assert "Talk to the person first, in the way they said is safe" in await casey.look(here)
    answer = await casey.press(f"{here}?to=sky_barlow", here, **YES, asked="came")
    assert answer.status == 422
    assert (await casey.press(f"{here}?to=sky_barlow", here, **YES, asked="yes")).status == 303
    assert "Morwenna" not in await casey.look(f"/desk/{sent.reference}")


async def test_a_manager_cannot_open_a_request_to_themselves(desk: Desk, casey: Member) -> None:
    sent = desk.send()
    here = f"/desk/{sent.reference}/hand-over"
    page = await (await casey.get(here)).text()
    assert 'value="jo_lake"' in page and 'value="casey_holm"' not in page
    answer = await casey.press(f"{here}?to=jo_lake", here, **YES, asked="came", to="casey_holm")
    assert answer.status == 422 and "nobody records a yes to themselves" in await answer.text()
    assert "Morwenna" not in await casey.look(f"/desk/{sent.reference}")


async def test_nobody_who_is_away_gets_it(reopening: Reopening) -> None:
    desk = await reopening({"cover: pat_ashdown": "cover: pat_ashdown\n    absent: {from: 2020-01-01}"})
    pat, sent = await desk.member("pat@example.org", "contact", "pat_ashdown"), desk.send()
    here = f"/desk/{sent.reference}/hand-over"
    assert "Jo Lake" not in await pat.look(here)
    answer = await pat.press(f"{here}?to=sky_barlow", here, **YES, asked="yes", to="jo_lake")
    assert answer.status == 422 and "this contact is away" in await answer.text()


async def test_only_what_is_still_kept_is_agreed_to(desk: Desk, pat: Member, jo: Member) -> None:
    sent = desk.send()
    desk.do(withdraw_items, sent.request_id, ["change"], desk.hands(), desk.parts.office)
    here = f"/desk/{sent.reference}/hand-over"
    answer = await pat.press(f"{here}?to=jo_lake", here, **YES, asked="yes")
    assert answer.status == 422
    kept = {key: value for key, value in YES.items() if key != "item_change"}
    assert (await pat.press(f"{here}?to=jo_lake", here, **kept, asked="yes")).status == 303


async def test_a_withdrawn_request_is_not_handed_over(desk: Desk, pat: Member) -> None:
    sent = desk.send()
    here = f"/desk/{sent.reference}/hand-over"
    desk.do(withdraw, sent.request_id, desk.hands(), desk.parts.office)
    assert "nothing to hand over" in await pat.look(here)
    answer = await pat.press("/desk", here, to="jo_lake", asked="yes", version="1", **WHEN)
    assert answer.status == 422


async def test_a_form_that_was_opened_before_a_change_hands_nothing_over(desk: Desk, pat: Member) -> None:
    sent = desk.send()
    here = f"/desk/{sent.reference}/hand-over"
    kept = {key: value for key, value in YES.items() if key != "item_change"}
    desk.do(withdraw_items, sent.request_id, ["change"], desk.hands(), desk.parts.office)
    answer = await pat.press(f"{here}?to=jo_lake", here, **kept, asked="yes", seen="1")
    assert answer.status == 422 and "it has changed since you opened this page" in await answer.text()
    assert (await pat.press(f"{here}?to=jo_lake", here, **kept, asked="yes")).status == 303
