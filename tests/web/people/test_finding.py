"""The one box: who sees whom, what is written down, and what is said where nobody covers it."""

from __future__ import annotations

import pytest

from directory.gaps import gaps
from tests.web.people.conftest import key_of, looked_up
from tests.web.staff.conftest import Desk, Member


async def test_somebody_who_is_signed_in_finds_everybody(desk: Desk, teacher: Member) -> None:
    shown = await teacher.look("/whos-who?q=health+visitor+frome")
    assert "Jo Hartley" in shown
    assert "Not checked for 6 months" in shown


async def test_the_public_finds_only_what_is_public(desk: Desk) -> None:
    visitor = await desk.visit()
    shown = await visitor.look("/whos-who?q=health+visitor+frome")
    assert "Jo Hartley" not in shown
    assert "Sam Coombe" in await visitor.look("/whos-who?q=pfsa+for+hillcrest")
    assert "Sign in" in shown


async def test_a_role_changes_nothing_of_what_is_found(desk: Desk) -> None:
    for role, contact in (("editor", ""), ("admin", ""), ("contact", "pat_ashdown")):
        member = await desk.member(f"{role}@example.org", role, contact)
        assert "Jo Hartley" in await member.look("/whos-who?q=jo+hartly")


async def test_every_look_up_is_written_down_without_the_words(desk: Desk, teacher: Member) -> None:
    account = desk.add("teacher@example.org", "professional")
    key = key_of(desk, "Jo Hartley")
    await teacher.look("/whos-who?q=jo+hartley")
    await teacher.look(f"/whos-who/{key}")
    await teacher.get(f"/whos-who/{key}/card.vcf")
    await teacher.get("/whos-who/suggest?q=jo+ha")
    await (await desk.visit()).look("/whos-who?q=advice+line")
    assert looked_up(desk) == [
        (account, "people/searched", "whos-who"),
        (account, "people/opened", key),
        (account, "people/card", key),
        (account, "people/suggested", "whos-who"),
        ("visitor", "people/searched", "whos-who"),
    ]


async def test_where_nobody_covers_it_the_team_and_the_line_are_named_and_the_gap_is_kept(
    desk: Desk, teacher: Member
) -> None:
    shown = await teacher.look("/whos-who?q=early+help+adviser+minehead")
    assert "Nobody in the list covers all of that" in shown
    assert "Advice line" in shown and "01823 355803" in shown
    with desk.door.sessions() as session:
        assert [each.words for each in gaps(session, desk.door.vault)] == ["early help adviser minehead"]


async def test_families_are_not_sent_to_a_line_for_professionals(desk: Desk) -> None:
    shown = await (await desk.visit()).look("/whos-who?q=midwife+minehead")
    assert "01823 355803" not in shown
    assert "Say what's going on in the chat" in shown


@pytest.mark.parametrize(
    "query",
    ["", "q=", "q=%20", "q=" + "x" * 5000, "q=%00%ff", "role=None", "page=9", "page=-1", "page=x",
     "area=Frome&area=Wells", "need=<script>", "q=%27%22%3E%3Cscript%3E", "language=%F0%9F%98%80"],
)  # fmt: skip
async def test_no_query_breaks_the_page(desk: Desk, teacher: Member, query: str) -> None:
    answer = await teacher.client.get(f"/whos-who?{query}")
    text = await answer.text()
    assert answer.status == 200
    assert "<h1" in text and '"><script>' not in text and "need=<script>" not in text


async def test_what_is_chosen_narrows_the_list_and_can_be_taken_away(desk: Desk, teacher: Member) -> None:
    shown = await (await teacher.get("/whos-who?q=frome")).text()
    assert "/whos-who?q=frome&amp;agency=NHS+%28sample%29" in shown
    narrowed = await teacher.look("/whos-who?q=frome&agency=NHS+(sample)")
    assert "Jo Hartley" in narrowed and "Sam Coombe" not in narrowed
    assert "Take away: NHS (sample)" in narrowed


async def test_the_list_by_area_leads_to_who_covers_it(desk: Desk, teacher: Member) -> None:
    assert "Frome (3)" in await teacher.look("/whos-who/areas")
    assert "Frome (2)" in await (await desk.visit()).look("/whos-who/areas")
    assert "Jo Hartley" in await teacher.look("/whos-who?area=Frome")


async def test_suggestions_are_of_what_the_reader_may_see(desk: Desk, teacher: Member) -> None:
    asked = "/whos-who/suggest?q=jo"
    assert await (await teacher.get(asked)).json() == {
        "suggestions": [{"words": "Jo Hartley", "kind": "name"}]
    }
    assert await (await (await desk.visit()).get(asked)).json() == {"suggestions": []}
