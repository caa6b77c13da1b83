"""A meeting of the Team Around the Family: agenda, who comes, notes, and actions that stand in the plan."""

from __future__ import annotations

import re

import pytest

from earlyhelp.plans.leading import take_back_lead
from earlyhelp.plans.team.meetings import attendee_key
from tests.web.conftest import words_of
from tests.web.led.test_involved import NURSE, put_in, say
from tests.web.plans.conftest import Family
from tests.web.staff.conftest import Member
from web.door import PLANS

NURSE_KEY = attendee_key(NURSE["name"], f"{NURSE['role']}, {NURSE['service']}")
EMPTY = {"action_1": "", "who_1": "", "by_1": ""}
MEETING = {
    "day": "7 December 2026",
    "time": "3.30pm",
    "place": "Hillcrest Primary (sample)",
    "action_1": "Ring about the bus pass",
    "who_1": "Pat",
    "by_1": "Friday",
}


async def planned(family: Family, pat: Member, **more: str) -> str:
    """The lead plans the meeting; gives its path on the desk."""
    new = f"/desk/plan/{family.reference}/meeting/new/edit"
    answer = await pat.press(new, new, agenda="1. How it goes", **MEETING | more)
    assert answer.status == 303, words_of(await answer.text())
    return answer.headers["Location"].partition("?")[0]


async def test_the_usual_agenda_stands_in_a_new_form(led: Family, pat: Member) -> None:
    page = await pat.look(f"/desk/plan/{led.reference}/meeting/new/edit")
    assert "How the family sees it. The children go first." in page and "When we meet again." in page


async def test_the_meeting_and_its_actions_stand_in_the_familys_plan(led: Family, pat: Member) -> None:
    here = await planned(led, pat)
    desk_says = await pat.look(here)
    assert "7 December 2026" in desk_says and "Ring about the bus pass; who: Pat; by: Friday" in desk_says
    browser = await led.opened()
    page = await browser.reads()
    assert "When we meet 7 December 2026" in page and "Hillcrest Primary (sample)" in page
    assert "1. How it goes" in page
    action = next(each for each in led.document().actions if each.action == MEETING["action_1"])
    await browser.press(f"/action/{action.key}/done", done="yes")
    assert "by: Friday (done)" in await pat.look(here)
    assert "plan/meeting_written" in led.audited()


async def test_notes_and_who_was_there_are_written_afterwards(led: Family, pat: Member) -> None:
    here = await planned(led, pat, day="23 November 2026")
    form = await (await pat.get(f"{here}/edit")).text()
    assert 'value="23 November 2026"' in form and "Ring about the bus pass" in form
    lead = next(
        each for each in re.findall(r'<label[^>]*for="([0-9a-f]{16})"><span dir="auto">Pat Ashdown', form)
    )
    again = {"day": "23 November 2026", "time": "3.30pm", "place": "", "agenda": "1. How it goes"}
    answer = await pat.press(
        f"{here}/edit", f"{here}/edit", notes="Mornings are calmer", **again, **{lead: "came"}
    )
    assert answer.status == 303
    desk_says = await pat.look(here)
    assert "Mornings are calmer" in desk_says and "was there" in desk_says
    assert "Ring about the bus pass" in desk_says
    assert "Mornings are calmer" in await (await led.opened()).reads()


async def test_nobody_was_at_a_meeting_that_is_still_to_come(led: Family, pat: Member) -> None:
    new = f"/desk/plan/{led.reference}/meeting/new/edit"
    form = await (await pat.get(new)).text()
    lead = re.findall(r'<label[^>]*for="([0-9a-f]{16})"><span dir="auto">Pat Ashdown', form)[0]
    answer = await pat.press(new, new, **MEETING, **{lead: "came"})
    assert answer.status == 422 and "That day is still to come" in words_of(await answer.text())


async def test_a_day_that_is_counted_from_today_is_saved_once_it_was_read_back(
    led: Family, pat: Member
) -> None:
    new = f"/desk/plan/{led.reference}/meeting/new/edit"
    page = await (await pat.press(new, new, **MEETING | {"day": "in 3 weeks"})).text()
    read_back = re.findall(r'id="day"[^>]*value="([^"]+)"', page)[0]
    assert (await pat.press(new, new, **MEETING | {"day": read_back})).status == 303
    assert f"{led.document().meetings[0].on:%B %Y}" == "December 2026"


@pytest.mark.parametrize(
    "time",
    ["1530", "3.30pm for 45 minutes", "3.30pm (90 min)", "3pm, ring 01632 960123", "after school", "9" * 199],
)
async def test_whatever_may_be_a_time_is_one(led: Family, pat: Member, time: str) -> None:
    assert time in await pat.look(await planned(led, pat, time=time))


async def test_a_day_without_its_year_is_not_guessed_by_pressing_twice(led: Family, pat: Member) -> None:
    new = f"/desk/plan/{led.reference}/meeting/new/edit"
    page = await (await pat.press(new, new, **MEETING | {"day": "22 November"})).text()
    assert "Write the year as well" in page and 'value="22 November"' in page


async def test_only_whom_the_family_said_yes_to_can_be_asked(led: Family, pat: Member) -> None:
    key = await put_in(led, pat)
    form = await pat.look(f"/desk/plan/{led.reference}/meeting/new/edit")
    assert "the family has not said yes, so they can't be asked" in form
    here = await planned(led, pat, **{NURSE_KEY: "asked"})
    assert "Robin Vale" not in await pat.look(here)
    await say(led, key, "yes")
    answer = await pat.press(f"{here}/edit", f"{here}/edit", **MEETING, **{NURSE_KEY: "asked"})
    assert answer.status == 303 and "Robin Vale (sample)" in await pat.look(here)
    await say(led, key, "no")
    assert "Tell them that they are not asked" in await pat.look(here)
    browser = await led.opened()
    await browser.send(f"/agency/{key}/remove")
    form = await pat.look(f"{here}/edit")
    assert "the family has not said yes, so they can't be asked" in form


async def test_the_family_says_what_it_wants_to_talk_about(led: Family, pat: Member) -> None:
    here, browser = await planned(led, pat), await led.opened()
    key = here.rpartition("/")[2]
    page = await browser.saves(f"/meeting/{key}/points", words="That I am tired\nNot dad's job, please")
    assert "That I am tired" in page
    assert "That I am tired" in await pat.look(here)
    assert "That I am tired" in await pat.look(f"{here}/edit")
    assert "Please use" in await browser.fails(f"/meeting/{key}/points", words="x" * 1001)


async def test_words_of_danger_are_asked_about_before_all_can_read_them(led: Family, pat: Member) -> None:
    here, browser = await planned(led, pat), await led.opened()
    key = here.rpartition("/")[2]
    answer = await browser.send(f"/meeting/{key}/points", words="he hits me when nobody looks")
    assert answer.status == 200 and "Is everyone safe?" in await answer.text()
    assert led.document().meetings[0].points == ""


async def test_a_second_press_of_save_adds_no_second_meeting_and_no_second_action(
    led: Family, pat: Member
) -> None:
    new = f"/desk/plan/{led.reference}/meeting/new/edit"
    shown = await (await pat.get(new)).text()
    once = shown.partition('name="once" value="')[2].partition('"')[0]
    for _ in range(2):
        assert (await pat.press(new, new, **MEETING, once=once)).status == 303
    document = led.document()
    assert len(document.meetings) == 1
    assert [each.action for each in document.actions].count(MEETING["action_1"]) == 1


async def test_going_back_to_the_empty_form_wipes_nothing(led: Family, pat: Member) -> None:
    new = f"/desk/plan/{led.reference}/meeting/new/edit"
    shown = await (await pat.get(new)).text()
    once = shown.partition('name="once" value="')[2].partition('"')[0]
    await pat.press(new, new, **MEETING, once=once)
    here = f"/desk/plan/{led.reference}/meeting/{once}/edit"
    assert (await pat.press(here, here, **MEETING | EMPTY, notes="Calmer now")).status == 303
    assert (await pat.press(new, new, **MEETING, notes="", once=once)).status == 303
    assert led.document().meetings[0].notes == "Calmer now"
    answer = await pat.press("/desk", here, **MEETING | EMPTY, notes="From nowhere")
    assert answer.status == 422 and "From nowhere" in await answer.text()
    assert led.document().meetings[0].notes == "Calmer now"


async def test_a_meeting_that_is_called_off_says_so_to_all(led: Family, pat: Member) -> None:
    here = await planned(led, pat)
    await pat.press(f"{here}/edit", f"{here}/edit", **MEETING, called_off="yes")
    assert "Called off" in await pat.look(here) and "Called off" in await (await led.opened()).reads()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"day": ""}, "Write the day of the meeting"),
        ({"day": "31 February 2027"}, "Write the day of the meeting"),
        ({"day": "7 December 2062"}, "That day is far off"),
        ({"day": "1 November"}, "Write the year as well"),
        ({"notes": "x" * 5001}, "Shorten it to 5,000 characters."),
        ({"place": "x" * 201}, "Shorten it to 200 characters."),
        ({"action_1": "x" * 1001}, "Shorten it to 1,000 characters."),
        ({"action_1": ""}, "Write what is to be done"),
        ({"who_1": ""}, "Write who does it"),
        ({"by_1": ""}, "Write by when"),
        ({"time": "25 o'clock"}, "Write a time of day"),
        ({"time": "3.75pm"}, "Write a time of day"),
        ({"time": "13pm"}, "Write a time of day"),
        ({"day": "next tuesday"}, "That is Tuesday 24 November 2026. Save again if it is right."),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_is_lost(
    led: Family, pat: Member, told: dict[str, str], said: str
) -> None:
    new = f"/desk/plan/{led.reference}/meeting/new/edit"
    answer = await pat.press(new, new, **MEETING | {"notes": "Mornings are calmer", "place": "School"} | told)
    page = await answer.text()
    assert answer.status == 422 and said in page and MEETING["time" if "by_1" in told else "by_1"] in page
    assert told.get("notes", "Mornings are calmer") in page
    assert not led.document().meetings


async def test_nobody_else_reads_or_writes_it_and_notes_of_too_late_are_shown(
    led: Family, pat: Member, jo: Member, casey: Member
) -> None:
    here = await planned(led, pat)
    for member in (jo, casey):
        for path in (here, f"{here}/edit"):
            assert (await member.get(path)).status == 404
        assert (await member.press("/desk", f"{here}/edit", **MEETING)).status == 404
    assert (await pat.get(f"/desk/plan/{led.reference}/meeting/no-such-meeting")).status == 404
    led.do(take_back_lead, led.plan_id, None, led.desk.hands(), led.desk.app[PLANS])
    answer = await pat.press("/desk", f"{here}/edit", **MEETING, notes="Mornings are calmer")
    assert answer.status == 404 and "Mornings are calmer" in await answer.text()
    assert "7 December 2026" in await (await led.opened()).reads()


async def test_whoever_signs_in_from_a_meeting_comes_to_its_plan(led: Family, pat: Member) -> None:
    here = await planned(led, pat)
    other = await led.desk.visit()
    asked = await other.get(here)
    assert (asked.status, asked.headers["Location"]) == (303, f"/desk/sign-in?to={led.reference}")
    came = await other.sign_in("pat@example.org", asked.headers["Location"])
    assert (came.status, came.headers["Location"]) == (303, f"/desk/plan/{led.reference}")


async def test_notes_that_were_sent_after_the_session_ended_are_shown_again(led: Family, pat: Member) -> None:
    here = await planned(led, pat)
    visitor = await led.desk.visit()
    answer = await visitor.client.post(f"{here}/edit", data={**MEETING, "notes": "Mornings are calmer"})
    page = words_of(await answer.text())
    assert answer.status == 403 and "You were signed out in between" in page
    assert "Mornings are calmer" in page and "Ring about the bus pass" in page
