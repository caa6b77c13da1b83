"""The who's-who, the guidance and a plan that is led, in a real browser on a narrow phone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from directory.people import import_people, read_people
from earlyhelp.plans import begin
from earlyhelp.plans.leading import agree_lead
from earlyhelp.plans.model import FamilyPlan
from earlyhelp.plans.team.involving import involve
from tests.browser.conftest import Opening, Screen
from tests.browser.test_access import too_wide, violations
from tests.browser.test_desk import CASEY, PAT, prepare, sign_in
from tests.web.conftest import Visitor
from tests.web.people.conftest import PEOPLE
from web.door import DESK, DOOR, PLANS

pytestmark = pytest.mark.browser
NARROW = {"viewport": {"width": 320, "height": 568}}


def with_people(visitor: Visitor, tmp_path: Path) -> str:
    """A small who's-who, and a plan that Pat Ashdown leads; gives its name."""
    prepare(visitor)
    assert visitor.client.app is not None
    door, desk, plans = (visitor.client.app[key] for key in (DOOR, DESK, PLANS))
    file, now = tmp_path / "people.json", door.clock()
    file.write_text(json.dumps(PEOPLE), encoding="utf-8")
    contact = desk.office.contacts.by_key["pat_ashdown"]
    with door.sessions.begin() as session:
        import_people(session, read_people(file, frozenset(door.needs)), file.name, now)
        mine = begin(session, door.vault, "conversation-mum", "adult", now, plans)
    with door.sessions.begin() as session:
        agree_lead(session, door.vault, mine, contact, now, plans, None)
    with door.sessions.begin() as session:
        plan = session.get_one(FamilyPlan, mine.plan_id)
        told = {"name": "Robin Vale (sample)", "role": "School nurse"}
        involve(session, door.vault, plan, told, contact.name, "pat", "robin", now)
    return str(mine.reference)


async def test_axe_finds_nothing_wrong_for_professionals(
    opening: Opening, visitor: Visitor, tmp_path: Path
) -> None:
    reference = with_people(visitor, tmp_path)
    screen = await opening(**NARROW)
    found = {}

    async def look(path: str) -> None:
        await screen.go(path)
        found[path] = await violations(screen)
        assert not await too_wide(screen), path

    for path in ("/whos-who", "/whos-who?q=pfsa+hillcrest", "/guidance/sharing", "/guidance/worry"):
        await look(path)
    await sign_in(screen, PAT)
    plan = f"/desk/plan/{reference}"
    for path in (
        "/whos-who?q=health+visitor+frome", "/whos-who?q=dentist+penzance", "/whos-who/areas", "/whos-who/own",
        "/guidance", "/guidance/fgm-duty", plan, f"{plan}/involved", f"{plan}/involved?q=frome",
        f"{plan}/meeting/new/edit",
    ):  # fmt: skip
        await look(path)
    await screen.page.get_by_label("Day", exact=True).fill("soon")
    await screen.page.get_by_role("button", name="Save").click()
    await screen.expect("There is a problem")
    found["problem"] = await violations(screen)
    await screen.page.get_by_label("Day", exact=True).fill("7 December 2026")
    await screen.page.get_by_label("What (1)").fill("Ring about the bus pass")
    await screen.page.get_by_role("button", name="Save").click()
    await screen.expect("The family reads all of it")
    found["meeting"] = await violations(screen)
    assert not await too_wide(screen)
    await screen.page.get_by_role("button", name="Sign out").click()
    await sign_in(screen, CASEY)
    await look("/desk/whos-who")
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert screen.elsewhere == [] and screen.complaints == []


async def test_a_suggestion_is_shown_as_it_is_written(
    scripted: Screen, visitor: Visitor, tmp_path: Path
) -> None:
    with_people(visitor, tmp_path)
    await scripted.go("/whos-who")
    await scripted.page.get_by_role("combobox").press_sequentially("hill")
    await scripted.page.get_by_role("option", name="Hillcrest Primary School").click()
    await scripted.page.get_by_role("button", name="Find").click()
    await scripted.expect("Sam Coombe")
