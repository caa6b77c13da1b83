"""One entry: its page and card, 'this is out of date', the owner's hands and the editor's."""

from __future__ import annotations

import pytest

from tests.web.people.conftest import key_of
from tests.web.staff.conftest import Desk, Member

AWAY = {"absent_from": "1 November 2026", "absent_to": "31 January 2027", "deputy": "Sam Coombe"}
JO = {
    "name": "Jo Hartley", "role": "Health visitor", "team": "Frome visitors", "phone": "01632 960001",
    "works": "Mon to Thu", "areas": "Frome", "languages": "Polish",
}  # fmt: skip


@pytest.fixture
def key(desk: Desk) -> str:
    return key_of(desk, "Jo Hartley")


async def test_whoever_is_not_signed_in_is_asked_to_and_learns_nothing(desk: Desk, key: str) -> None:
    visitor = await desk.visit()
    for path in (f"/whos-who/{key}", "/whos-who/no-such-key", f"/whos-who/{key}/card.vcf"):
        answer = await visitor.get(path)
        assert (answer.status, answer.headers["Location"]) == (303, "/desk/sign-in?to=whos-who")
    public = key_of(desk, "Sam Coombe")
    assert "Hillcrest Primary School" in await visitor.look(f"/whos-who/{public}")
    assert "out of date" not in await visitor.look(f"/whos-who/{public}")


async def test_signing_in_leads_back_to_the_who_s_who(desk: Desk, key: str) -> None:
    desk.add("teacher@example.org", "professional")
    member = await desk.visit()
    answer = await member.sign_in("teacher@example.org", "/desk/sign-in?to=whos-who")
    assert (answer.status, answer.headers["Location"]) == (303, "/whos-who")
    assert "Jo Hartley" in await member.look(f"/whos-who/{key}")


async def test_a_reader_sees_how_to_reach_them_and_how_fresh_it_is(teacher: Member, key: str) -> None:
    shown = await teacher.look(f"/whos-who/{key}")
    for words in ("01632 960001", "Mon to Thu", "Polish", "10 January 2026", "Ring before you rely on it"):
        assert words in shown
    assert "All of this is right" not in shown
    card = await teacher.get(f"/whos-who/{key}/card.vcf")
    assert card.content_type == "text/vcard"
    assert "FN:Jo Hartley" in await card.text()
    assert (await teacher.get("/whos-who/no-such-key")).status == 404


async def test_a_report_reaches_editors_and_tells_the_owner_without_its_words(
    desk: Desk, teacher: Member, editor: Member, key: str
) -> None:
    page = f"/whos-who/{key}/out-of-date"
    sent = await teacher.press(page, words="left in <b>March</b>")
    assert sent.headers["Location"] == f"/whos-who/{key}?done=reported"
    await teacher.press(page, words="once more")
    await desk.delivered()
    told = "Somebody found your entry in the who's-who out of date"
    mails = [each for each in desk.mails("jo.hartley@example.org") if each.mail.subject == told]
    assert len(mails) == 1, "once a day"
    assert "March" not in mails[0].mail.text and "/whos-who/own" in mails[0].mail.text
    assert "something here is out of date" in await teacher.look(f"/whos-who/{key}")
    shown = await editor.look("/desk/whos-who")
    assert "left in <b>March</b>" in shown and "once more" in shown


async def test_a_report_that_is_too_long_loses_nothing(teacher: Member, key: str) -> None:
    answer = await teacher.press(f"/whos-who/{key}/out-of-date", words="x" * 600)
    text = await answer.text()
    assert answer.status == 422
    assert "x" * 600 in text and "500 characters" in text


async def test_an_owner_signs_off_and_changes_their_own_entry_alone(desk: Desk, jo: Member, key: str) -> None:
    assert (await jo.get("/whos-who/own")).headers["Location"] == f"/whos-who/{key}"
    assert (await jo.press(f"/whos-who/{key}", f"/whos-who/{key}/right")).status == 303
    assert "Ring before you rely on it" not in await jo.look(f"/whos-who/{key}")
    other = key_of(desk, "Sam Coombe")
    refused = await jo.get(f"/whos-who/{other}/edit")
    assert refused.status == 403 and "This page is not for your account" in await refused.text()
    assert (await jo.press(f"/whos-who/{key}", f"/whos-who/{other}/right")).status == 403


async def test_what_an_owner_writes_waits_and_absence_counts(
    desk: Desk, jo: Member, editor: Member, key: str
) -> None:
    page = f"/whos-who/{key}/edit"
    sent = await jo.press(page, **JO | AWAY | {"role": "School nurse", "need-money": "1"})
    assert sent.headers["Location"] == f"/whos-who/{key}?done=waits"
    shown = await jo.look(f"/whos-who/{key}")
    assert "away until 31 January 2027" in shown and "Sam Coombe" in shown and "Health visitor" in shown
    assert "it still waits" in await jo.look(page)
    assert "Wanted: School nurse" in await editor.look("/desk/whos-who")
    taken = await editor.press("/desk/whos-who", f"/desk/whos-who/{key}/take")
    assert taken.headers["Location"] == "/desk/whos-who?done=take"
    shown = await jo.look(f"/whos-who/{key}")
    assert "School nurse" in shown and "Money, bills and food" in shown
    again = await editor.press("/desk/whos-who", f"/desk/whos-who/{key}/leave")
    assert again.headers["Location"] == "/desk/whos-who?done=gone"
    await desk.delivered()
    told = [each.mail.subject for each in desk.mails("jo.hartley@example.org")]
    assert told.count("Your change in the who's-who stands") == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"absent_from": "the twelfth of never"}, "Write the day like 31 January 2027"),
        ({"deputy": "Nobody Atall"}, "Nobody in the who&#39;s-who has that name"),
        ({"deputy": "Jo Hartley"}, "Choose somebody in the who&#39;s-who"),
        ({"role": ""}, "Say what the job is"),
        ({"absent_from": "2 December 2026", "absent_to": "1 December 2026"}, "the last day away is before"),
    ],
)
async def test_a_wrong_answer_is_said_and_nothing_is_lost(
    jo: Member, key: str, wrong: dict[str, str], sentence: str
) -> None:
    answer = await jo.press(f"/whos-who/{key}/edit", **JO | {"reach": "Ring after 3"} | wrong)
    text = await answer.text()
    assert answer.status == 422
    assert sentence in text and "Ring after 3" in text
    assert wrong.get("deputy", "") in text


async def test_an_editor_s_change_stands_and_settles(desk: Desk, editor: Member, key: str) -> None:
    told = JO | {"agency": "NHS (sample)", "email": "jo.hartley@example.org", "public": "1"}
    sent = await editor.press(f"/whos-who/{key}/edit", **told | {"role": "Midwife"})
    assert sent.headers["Location"] == f"/whos-who/{key}?done=changed"
    assert "Midwife" in await (await desk.visit()).look(f"/whos-who/{key}")
    await editor.press(f"/whos-who/{key}/out-of-date", words="wrong ward")
    shown = await (await editor.get("/desk/whos-who")).text()
    report = shown.split("/desk/whos-who/reports/")[1].split("/")[0]
    answer = await editor.press("/desk/whos-who", f"/desk/whos-who/reports/{report}/settle")
    assert answer.headers["Location"] == "/desk/whos-who?done=settle"
    assert "wrong ward" not in await editor.look("/desk/whos-who")


async def test_a_team_has_a_page_and_no_owner(desk: Desk, editor: Member) -> None:
    team = desk.door.people.find("advice line").results[0].key
    assert "Early help adviser" in await editor.look(f"/whos-who/{team}")
    assert (await editor.get(f"/whos-who/{team}/edit")).status == 404


async def test_whoever_has_no_entry_is_told_so(teacher: Member) -> None:
    answer = await teacher.client.get("/whos-who/own")
    assert answer.status == 200
    assert "No entry in the who's-who has your e-mail address yet" in await answer.text()


async def test_owners_of_stale_entries_are_asked_once_a_month(desk: Desk) -> None:
    await desk.delivered()
    for days in (1, 1, 31):
        desk.hands.move(days=days)
        await desk.delivered()
    await desk.delivered()
    asked = [each.mail.subject for each in desk.mails("jo.hartley@example.org")]
    assert asked == ["Is your entry in the who's-who still right?"] * 2
    assert desk.mails("sam.coombe@example.org") == []
