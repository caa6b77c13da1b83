"""What somebody takes away: all of their own, and of the others only what the page shows."""

from __future__ import annotations

import json
from typing import Any

import pytest

from earlyhelp.contacts import Contact
from earlyhelp.office import Office
from earlyhelp.plans import Mine, invite, join, keep_for_writer, say, share
from earlyhelp.plans.editing import mark_done, put_line
from earlyhelp.plans.exporting import export_member
from earlyhelp.plans.leading import agree_lead
from tests.earlyhelp.conftest import MONDAY, office
from tests.earlyhelp.plans.conftest import MUM, SON, Plans

__all__ = ["office"]


@pytest.fixture
def pat(office: Office) -> Contact:
    return office.contacts.by_key["pat_ashdown"]


def exported(plans: Plans, member: Mine) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(plans.do(export_member, member, MONDAY, plans.office).json)
    return kept


def test_of_the_others_only_what_the_page_shows_is_in_it(plans: Plans, pat: Contact) -> None:
    mother = plans.begin()
    code = plans.do(lambda session, _: invite(session, mother, MONDAY, plans.office))
    son = plans.do(join, mother.reference, code, SON, "teen", MONDAY, plans.office)
    world = plans.office.blue_sky.part("world", 0)
    son = plans.do(say, son, world, "no more rows about money", MONDAY, ("money", "domestic_abuse"))
    son = plans.do(say, son, plans.office.blue_sky.part("happy", 0), "only mine", MONDAY)
    plans.do(share, son, {"world": True, "happy": False}, MONDAY)
    plans.do(agree_lead, mother, pat, MONDAY, plans.office, None)
    key = plans.do(put_line, mother.plan_id, "action", {"action": "A walk", "who": "All"}, MONDAY)
    plans.do(mark_done, mother.plan_id, key, True, MONDAY)
    kept = exported(plans, plans.mine(MUM))
    seen = {(each["kind"], each["member"]): each["content"] for each in kept["all_see"]}
    assert seen["said", 2] == {"words": "no more rows about money"}
    assert seen["action", None]["action"] == "A walk" and seen["done", None] == {"done": True}
    assert seen["lead", None]["name"] == pat.name and seen["lead", None]["agreed_by"] == 1
    written = json.dumps(kept)
    assert "only mine" not in written and "domestic_abuse" not in written and pat.mark not in written
    own = exported(plans, plans.mine(SON))
    assert {each["key"]: each["content"] for each in own["said"]}["world"]["needs"] == [
        "money",
        "domestic_abuse",
    ]


def test_what_was_kept_for_danger_is_its_writers_to_take_away(plans: Plans) -> None:
    member, world = plans.begin(), plans.office.blue_sky.part("world", 0)
    member = plans.do(keep_for_writer, member, world, "i wouldnt be scared of him", MONDAY, 0)
    kept = exported(plans, member)["said"]
    told = next(each for each in kept if each["kind"] == "kept")
    assert told["content"]["words"] == "i wouldnt be scared of him" and not told["in_the_plan"]
    assert told["label"] == world.label


def test_the_page_to_read_escapes_what_they_said(plans: Plans) -> None:
    member, world = plans.begin(), plans.office.blue_sky.part("world", 0)
    member = plans.do(say, member, world, "<script>alert(1)</script>", MONDAY)
    page = plans.do(export_member, member, MONDAY, plans.office).html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; (only yours)" in page and "<script" not in page
