"""The right contact is found, with cover, and never a form for significant harm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.settings import PROJECT
from earlyhelp.contacts import Case, Contacts, Routed, load_contacts, load_routing, route
from language.needs import load_needs

FOLDER = PROJECT / "data" / "earlyhelp"
CONTACTS = load_contacts(FOLDER)
ROUTING = load_routing(FOLDER, CONTACTS, [need.key for need in load_needs()])
TODAY = date(2026, 11, 23)


def asked(case: Case, contacts: Contacts = CONTACTS) -> Routed:
    return route(case, contacts, ROUTING, TODAY)


def key(routed: Routed) -> str:
    assert routed.contact is not None
    return routed.contact.key


def away(*keys: str, until: date | None = date(2026, 11, 27)) -> Contacts:
    changed = {
        each: replace(CONTACTS.by_key[each], absent_from=date(2026, 11, 20), absent_until=until)
        for each in keys
    }
    return replace(CONTACTS, by_key={**CONTACTS.by_key, **changed})


@pytest.mark.parametrize(
    ("case", "wanted"),
    [
        (Case(school="hillside primary", ages=(8,), district="Somerset"), "pat_ashdown"),
        (Case(school="The Riverside Community School", ages=(3, 12)), "jo_lake"),
        (Case(school="Hillside Secondary", ages=(12,), district="Somerset"), "advice_line"),
        (Case(school="Hillside Primary", ages=(8,), level=3, district="Somerset"), "advice_line"),
        (Case(postcode="ta6 3rf", ages=(4.9,), district="Somerset"), "ash_renton"),
        (Case(postcode="TA67AB", ages=(0,)), "ash_renton"),
        (Case(place="Bridgwater", ages=(2,)), "ash_renton"),
        (Case(district="Somerset", ages=(2,)), "robin_marsh"),
        (Case(district="Somerset", ages=(5,)), "advice_line"),
        (Case(district="Somerset", ages=(12,), needs=frozenset({"young_carer"})), "sky_barlow"),
        (Case(district="Somerset", ages=(9,), needs=frozenset({"disability_and_send"})), "lee_thorne"),
        (Case(district="Somerset", adult=True, needs=frozenset({"disability_and_send"})), "max_ferrier"),
        (Case(postcode="TA24 5AA", district="Somerset", adult=True), "kit_weston"),
        (Case(district="Dorset", ages=(2,)), "advice_line"),
        (Case(), "advice_line"),
    ],
)
def test_a_case_goes_to_the_team_that_fits_and_its_most_local_contact(case: Case, wanted: str) -> None:
    assert key(asked(case)) == wanted


def test_the_first_fitting_rule_wins_and_the_others_can_be_asked_instead() -> None:
    routed = asked(
        Case(school="Hillside Primary", ages=(3, 9), needs=frozenset({"young_carer"}), district="Somerset")
    )
    assert key(routed) == "pat_ashdown"
    assert [each.key for each in routed.alternatives] == ["robin_marsh", "sky_barlow", "advice_line"]


def test_the_reason_is_a_plain_sentence() -> None:
    routed = asked(Case(school="Hillside Primary", ages=(8,)))
    assert routed.why == "Pat Ashdown works with families at Hillside Primary."


@pytest.mark.parametrize("case", [Case(level=4), Case(level=4, school="Hillside Primary", ages=(8,))])
def test_significant_harm_gets_the_safeguarding_route_and_no_contact(case: Case) -> None:
    routed = asked(case)
    assert routed.is_safeguarding and routed.second is None and routed.alternatives == ()
    assert "too serious for a form" in routed.why


def test_someone_covers_while_a_contact_is_away_and_the_family_is_told() -> None:
    routed = asked(Case(school="Hillside Primary", ages=(8,)), away("pat_ashdown"))
    assert key(routed) == "jo_lake"
    assert routed.why.endswith(
        "Pat Ashdown is away until the end of Friday 27 November, so Jo Lake is looking after their families."
    )
    assert routed.second is not None and routed.second.key == "advice_line"


def test_an_absence_without_an_end_is_said_so() -> None:
    routed = asked(Case(school="Hillside Primary", ages=(8,)), away("pat_ashdown", until=None))
    assert "is away for now" in routed.why


def test_the_next_team_is_asked_where_the_cover_is_away_too() -> None:
    routed = asked(Case(school="Hillside Primary", ages=(8,)), away("pat_ashdown", "jo_lake"))
    assert key(routed) == "advice_line" and routed.why.startswith("Sam Odell")


def test_somebody_is_named_even_on_a_day_when_all_are_away() -> None:
    assert key(asked(Case(), away(*CONTACTS.by_key))) == "advice_line"


def test_an_absence_counts_its_first_and_last_day() -> None:
    pat = replace(
        CONTACTS.by_key["pat_ashdown"], absent_from=date(2026, 11, 20), absent_until=date(2026, 11, 23)
    )
    assert [pat.is_away(date(2026, 11, day)) for day in (19, 20, 23, 24)] == [False, True, True, False]


def test_a_contact_who_has_left_leaves_their_requests_to_the_manager() -> None:
    pat = CONTACTS.by_key["pat_ashdown"]
    assert CONTACTS.to_reach("nobody_any_more", "").key == "casey_holm"
    assert CONTACTS.to_reach(pat.key, pat.mark) is CONTACTS.person(pat.key, pat.mark) is pat
    assert CONTACTS.person(pat.key, replace(pat, agency="Another").mark) is None


CASES: st.SearchStrategy[Case] = st.builds(
    Case,
    postcode=st.sampled_from(["", "TA6 1AA", "BA1 1AA", "TA24", "nonsense"]),
    place=st.sampled_from(["", "Bridgwater", "Minehead", "Leeds"]),
    district=st.sampled_from(["", "Somerset", "Dorset"]),
    school=st.sampled_from(["", "Hillside Primary", "Elsewhere Academy"]),
    ages=st.lists(st.floats(0, 30), max_size=3).map(tuple),
    adult=st.booleans(),
    needs=st.frozensets(st.sampled_from(["young_carer", "disability_and_send", "money"])),
    level=st.integers(1, 4),
)


@given(CASES, st.sets(st.sampled_from(sorted(CONTACTS.by_key))))
def test_every_case_finds_somebody_and_never_the_same_person_twice(case: Case, missing: Any) -> None:
    contacts = away(*missing)
    routed = asked(case, contacts)
    assert routed.is_safeguarding == (case.level == 4) == (routed.contact is None)
    if routed.contact is None:
        return
    assert not routed.contact.is_away(TODAY) or all(
        each.is_away(TODAY) for each in (routed.contact, *routed.alternatives)
    )
    assert routed.second is None or (routed.second != routed.contact and not routed.second.is_away(TODAY))
    assert routed.contact not in routed.alternatives
    assert not any(each.is_away(TODAY) for each in routed.alternatives)
    assert "{" not in routed.why and routed.why.endswith(".")


def test_whoever_leads_the_familys_plan_is_asked_before_any_rule() -> None:
    case = Case(school="Hillside Primary", ages=(8,), district="Somerset", lead="kit_weston")
    found = asked(case)
    assert key(found) == "kit_weston" and "leads your plan" in found.why
    assert "pat_ashdown" in [each.key for each in found.alternatives]
    assert key(asked(replace(case, lead="who_has_left"))) == "pat_ashdown"
    assert key(asked(case, away("kit_weston"))) != "kit_weston"
    assert asked(replace(case, level=4)).is_safeguarding
