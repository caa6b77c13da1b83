"""A lead professional reads the plan while the family agrees, and nobody else ever does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from core.outbox.models import OutboxEntry, sealed_under
from earlyhelp.contacts import Contact
from earlyhelp.errors import PlanError
from earlyhelp.office import Office
from earlyhelp.plans import Mine, invite, join, leave
from earlyhelp.plans.document import PlanDocument, read_plan
from earlyhelp.plans.leading import (
    AGREED_TO,
    agree_lead,
    led_by,
    plan_led_by,
    take_back_lead,
    take_back_own_yes,
    with_lead,
    write_note,
)
from earlyhelp.plans.model import FamilyPlan
from tests.earlyhelp.conftest import MONDAY, office
from tests.earlyhelp.plans.conftest import SON, Plans

__all__ = ["office"]


@pytest.fixture
def pat(office: Office) -> Contact:
    return office.contacts.by_key["pat_ashdown"]


def leads(plans: Plans, contact: Contact) -> list[str]:
    with plans.store.sessions() as session:
        return [plan.reference for plan in led_by(session, contact)]


def test_a_yes_opens_the_plan_to_whom_it_names_and_taking_it_back_shuts_it(
    plans: Plans, office: Office, pat: Contact
) -> None:
    member = plans.begin()
    assert leads(plans, pat) == []
    for _ in range(2):
        plans.do(agree_lead, member, pat, MONDAY, plans.office, None)
    assert leads(plans, pat) == [member.reference]
    assert leads(plans, office.contacts.by_key["jo_lake"]) == []
    for _ in range(2):
        plans.do(take_back_lead, member.plan_id, office.contacts, MONDAY, plans.office)
    assert leads(plans, pat) == []
    assert plans.audited() == ["plan/begun", "plan/lead_agreed", "plan/lead_taken_back"]


def test_whoever_comes_after_them_under_the_same_key_opens_nothing(plans: Plans, pat: Contact) -> None:
    member = plans.begin()
    plans.do(agree_lead, member, pat, MONDAY, plans.office, None)
    newcomer = replace(pat, name="Someone New")
    assert leads(plans, newcomer) == []
    with plans.store.sessions() as session, pytest.raises(PlanError):
        plan_led_by(session, newcomer, member.reference)


def test_a_name_that_is_none_and_one_of_another_family_look_the_same(plans: Plans, pat: Contact) -> None:
    other = plans.begin("conversation-other")
    with plans.store.sessions() as session:
        for reference in (other.reference, "HILL-0000", ""):
            with pytest.raises(PlanError, match="There is no such plan"):
                plan_led_by(session, pat, reference)


def test_the_lead_writes_their_view_and_it_is_audited_as_theirs(plans: Plans, pat: Contact) -> None:
    member = plans.begin()
    plans.do(agree_lead, member, pat, MONDAY, plans.office, None)
    with plans.store.sessions.begin() as session:
        plan = plan_led_by(session, pat, member.reference)
        write_note(
            session, plans.store.vault, plan, "practitioner", "Mornings are the hard part", "staff-1", MONDAY
        )
    assert plans.audited()[-1] == "plan/lead_wrote"
    with plans.store.sessions() as session, pytest.raises(PlanError):
        write_note(session, plans.store.vault, plan, "review", "x" * 1001, "staff-1", MONDAY)


def read(plans: Plans, member: Mine) -> PlanDocument:
    with plans.store.sessions() as session:
        plan = session.get_one(FamilyPlan, member.plan_id)
        return read_plan(session, plans.store.vault, plan, plans.office)


def test_whose_yes_it_is_when_and_to_which_words_is_kept(plans: Plans, pat: Contact) -> None:
    member = plans.begin()
    plans.do(agree_lead, member, pat, MONDAY, plans.office, None)
    lead = read(plans, member).lead
    assert (lead["agreed_by"], lead["agreed_at"]) == (1, MONDAY.isoformat())
    assert lead["agreed_version"] == plans.office.wording.version
    assert lead["agreed_words"] == [plans.office.wording.say(each) for each in AGREED_TO]


def test_a_lead_who_is_no_contact_any_more_is_named_as_gone(
    plans: Plans, office: Office, pat: Contact
) -> None:
    member = plans.begin()
    plans.do(agree_lead, member, pat, MONDAY, plans.office, None)
    plan = read(plans, member)
    assert with_lead(plan, office.contacts) == plan
    for by_key in ({}, {pat.key: replace(pat, name="Someone New")}):
        left = with_lead(plan, replace(office.contacts, by_key=by_key))
        assert (left.lead, left.lead_left) == ({}, pat.name)
    assert with_lead(plan, None).lead_left == pat.name


def test_the_yes_goes_with_whoever_said_it(plans: Plans, pat: Contact) -> None:
    mother = plans.begin()
    code = plans.do(lambda session, _: invite(session, mother, MONDAY, plans.office))
    son = plans.do(join, mother.reference, code, SON, "teen", MONDAY, plans.office)
    plans.do(agree_lead, mother, pat, MONDAY, plans.office, None)
    plans.do(lambda session, _: leave(session, son, MONDAY))
    assert leads(plans, pat) == [mother.reference]
    other = plans.begin("conversation-other")
    code = plans.do(lambda session, _: invite(session, other, MONDAY, plans.office))
    plans.do(join, other.reference, code, SON, "teen", MONDAY, plans.office)
    plans.do(agree_lead, other, pat, MONDAY, plans.office, None)
    plans.do(lambda session, _: leave(session, other, MONDAY))
    assert leads(plans, pat) == [mother.reference]


def told(plans: Plans, contact: Contact) -> int:
    """How many mails told this contact that it is over; each names the plan alone."""
    vault = plans.store.vault
    with plans.store.sessions() as session:
        rows = session.scalars(select(OutboxEntry).where(OutboxEntry.key.contains("/lead-back/"))).all()
        written = [vault.open(row.sealed, sealed_under(row.key)).decode() for row in rows if row.sealed]
    mine = [each for each in written if contact.email in each]
    assert all("took back their yes" in each and contact.name not in each for each in mine)
    return len(mine)


def test_whoever_led_hears_once_that_the_yes_is_gone(plans: Plans, office: Office, pat: Contact) -> None:
    member, people = plans.begin(), office.contacts
    plans.do(agree_lead, member, pat, MONDAY, plans.office, people)
    for _ in range(2):
        plans.do(take_back_lead, member.plan_id, people, MONDAY, plans.office)
    assert told(plans, pat) == 1


def test_whoever_led_hears_that_somebody_else_leads_now(plans: Plans, office: Office, pat: Contact) -> None:
    member, people = plans.begin(), office.contacts
    jo = people.by_key["jo_lake"]
    for contact in (pat, pat, jo):
        plans.do(agree_lead, member, contact, MONDAY, plans.office, people)
    assert (told(plans, pat), told(plans, jo)) == (1, 0)


def test_whoever_leaves_takes_their_own_yes_back_and_no_other(
    plans: Plans, office: Office, pat: Contact
) -> None:
    mother, people = plans.begin(), office.contacts
    code = plans.do(lambda session, _: invite(session, mother, MONDAY, plans.office))
    son = plans.do(join, mother.reference, code, SON, "teen", MONDAY, plans.office)
    plans.do(agree_lead, mother, pat, MONDAY, plans.office, people)
    plans.do(take_back_own_yes, son, people, MONDAY, plans.office)
    assert (told(plans, pat), leads(plans, pat)) == (0, [mother.reference])
    plans.do(take_back_own_yes, mother, people, MONDAY, plans.office)
    assert (told(plans, pat), leads(plans, pat)) == (1, [])


def test_whoever_came_after_the_lead_under_their_key_hears_nothing(
    plans: Plans, office: Office, pat: Contact
) -> None:
    member = plans.begin()
    plans.do(agree_lead, member, pat, MONDAY, plans.office, office.contacts)
    newcomer = replace(pat, name="Someone New")
    people = replace(office.contacts, by_key={pat.key: newcomer})
    plans.do(take_back_lead, member.plan_id, people, MONDAY, plans.office)
    assert told(plans, newcomer) == 0 and leads(plans, pat) == []
