"""One's own entry: signed off, changed, looked at by an editor; a later file undoes none of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from core.audit import AuditEntry
from directory.people import EntryError, PeopleSearch
from directory.people.model import Person, PersonChange
from directory.people.owning import (
    EntryChangedError,
    as_written,
    decide,
    edit,
    own_entries,
    propose,
    sign_off,
    waiting,
)
from directory.people.reporting import LONGEST, MOST, report, reports, settle
from tests.core.conftest import Store
from tests.directory.people.conftest import NEEDS, NOW, TakeIn, person

ROWS = [
    person(1, name="Jo Hartley", email="jo.hartley@example.org", areas=["Frome"], phone="01632 960001"),
    person(2, name="Sam Coombe", email="sam.coombe@example.org", phone="01632 960002"),
]
MORE = {"signed_off_on": "2026-01-10"}


def do(store: Store, work: Any) -> Any:
    """Calls `work(session, Jo's row)` and commits."""
    with store.sessions.begin() as session:
        return work(session, session.scalars(select(Person).where(Person.source_id == "p-1")).one())


def propose_(store: Store, **written: Any) -> bool:
    return bool(do(store, lambda session, jo: propose(session, jo, written, NEEDS, "owner", NOW)))


@pytest.fixture(autouse=True)
def taken(take_in: TakeIn) -> None:
    take_in([{**each, **MORE} for each in ROWS])


def test_an_entry_is_owned_by_its_address_however_it_is_written(store: Store) -> None:
    with store.sessions() as session:
        assert [each.name for each in own_entries(session, " Jo.Hartley@Example.org ")] == ["Jo Hartley"]
        assert own_entries(session, "nobody@example.org") == []
        assert own_entries(session, "") == []


def test_an_address_that_two_entries_share_owns_both_and_none_owns_nothing(
    store: Store, take_in: TakeIn
) -> None:
    take_in([{**each, "email": "team@example.org"} for each in ROWS])
    with store.sessions() as session:
        assert len(own_entries(session, "team@example.org")) == 2
    take_in([ROWS[0], {**ROWS[1], "email": ""}])
    with store.sessions() as session:
        assert own_entries(session, "") == own_entries(session, " ") == []


def test_signing_off_makes_an_entry_fresh_and_settles_what_was_reported(
    store: Store, search: PeopleSearch
) -> None:
    assert search.find("jo hartley").results[0].stale
    do(store, lambda session, jo: report(session, jo.id, "has moved", "other", NOW))
    do(store, lambda session, jo: sign_off(session, jo, "owner", NOW.date(), NOW))
    assert not search.find("jo hartley").results[0].stale
    with store.sessions() as session:
        assert reports(session) == []


def test_absence_counts_at_once_and_the_rest_waits_for_an_editor(store: Store, search: PeopleSearch) -> None:
    away = {"absent_from": "2026-11-20", "absent_to": "2026-12-01", "deputy": "p-2"}
    assert propose_(store, **away, role="School nurse", areas=["Wells"])
    found = search.find("jo hartley").results[0]
    assert found.away is not None
    assert (found.away.deputy, found.role, found.covers["area"]) == (
        "Sam Coombe",
        "Health visitor",
        ("Frome",),
    )
    with store.sessions() as session:
        assert [each.differs for each in waiting(session)] == [
            [("role", "Health visitor", "School nurse"), ("areas", "Frome", "Wells")]
        ]


def test_absence_alone_leaves_nothing_for_an_editor(store: Store) -> None:
    assert not propose_(store, absent_from="2026-11-20")
    with store.sessions() as session:
        assert waiting(session) == []


def test_an_owner_cannot_change_who_they_are_known_as_nor_who_sees_them(store: Store) -> None:
    propose_(store, email="else@example.org", public=True, agency="Another", signed_off_on="2026-11-22")
    with store.sessions() as session:
        assert waiting(session) == []
        (jo,) = own_entries(session, "jo.hartley@example.org")
        assert (jo.public, jo.agency, jo.signed_off_on) == (False, "", date(2026, 1, 10))


@pytest.mark.parametrize("takes", [True, False])
def test_an_editor_takes_a_change_or_leaves_it(store: Store, search: PeopleSearch, takes: bool) -> None:
    propose_(store, role="School nurse", languages=["Polish"])
    propose_(store, absent_from="2026-11-20", role="School nurse", languages=["Polish"])
    assert do(store, lambda session, jo: decide(session, jo, takes, NEEDS, "editor", NOW))
    found = search.find("jo hartley").results[0]
    assert found.role == ("School nurse" if takes else "Health visitor")
    assert found.covers.get("language", ()) == (("Polish",) if takes else ())
    assert found.away is not None, "what counted at once stays"
    assert not do(store, lambda session, jo: decide(session, jo, takes, NEEDS, "editor", NOW))


def test_a_later_change_takes_the_place_of_one_that_waits(store: Store) -> None:
    propose_(store, role="School nurse")
    propose_(store, role="Midwife")
    with store.sessions() as session:
        assert [each.differs[0][2] for each in waiting(session)] == ["Midwife"]


def test_an_editor_s_change_stands_at_once_and_ends_what_waits(store: Store, search: PeopleSearch) -> None:
    propose_(store, role="School nurse")
    do(store, lambda session, jo: edit(session, jo, {"role": "Midwife", "public": "yes"}, NEEDS, "ed", NOW))
    assert search.find("jo hartley", public_only=True).results[0].role == "Midwife"
    with store.sessions() as session:
        assert session.scalars(select(PersonChange)).all() == []


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ({"role": ""}, "Say what the job is."),
        ({"name": " "}, "Give it a name."),
        ({"phone": "", "email": ""}, "Give a phone number or an e-mail address"),
        ({"email": "jo.hartley@example"}, "Write the whole e-mail address"),
        ({"deputy": "p-9"}, "Choose somebody in the who's-who"),
        ({"deputy": "p-1"}, "Choose somebody in the who's-who"),
        ({"absent_from": "soon"}, "the first day away is a day"),
        (
            {"absent_from": "2026-12-02", "absent_to": "2026-12-01"},
            "the last day away is before the first one",
        ),
        ({"reach": "x" * 2001}, "longer than 2,000 characters"),
    ],
)
def test_what_cannot_stand_changes_nothing_and_says_why(
    store: Store, written: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(EntryError, match=sentence.replace("(", r"\(")):
        do(store, lambda session, jo: edit(session, jo, written, NEEDS, "editor", NOW))
    with store.sessions() as session:
        (jo,) = own_entries(session, "jo.hartley@example.org")
        assert as_written(session, jo)["role"] == "Health visitor"


def test_the_same_file_again_undoes_nothing_and_a_newer_one_is_taken(store: Store, take_in: TakeIn) -> None:
    do(store, lambda session, jo: sign_off(session, jo, "owner", NOW.date(), NOW))
    do(store, lambda session, jo: edit(session, jo, {"role": "Midwife"}, NEEDS, "editor", NOW))
    assert take_in([{**each, **MORE} for each in ROWS]).changed == 0
    with store.sessions() as session:
        (jo,) = own_entries(session, "jo.hartley@example.org")
        assert jo.role == "Midwife"
    assert take_in([{**each, **MORE, "phone": "01632 960009"} for each in ROWS]).changed == 2
    with store.sessions() as session:
        (jo,) = own_entries(session, "jo.hartley@example.org")
        assert (jo.role, jo.phone) == ("Midwife", "01632 960009"), "only what the file changed is changed"
        assert jo.signed_off_on == NOW.date(), "an older file does not take a sign-off back"


def test_a_file_that_changes_one_thing_makes_nobody_public_again_and_ends_no_absence(
    store: Store, take_in: TakeIn
) -> None:
    take_in([{**each, **MORE, "public": "yes"} for each in ROWS])
    propose_(store, absent_from="2026-11-20", deputy="p-2")
    do(store, lambda session, jo: edit(session, jo, {"public": "no", "areas": ["Wells"]}, NEEDS, "ed", NOW))
    take_in([{**each, **MORE, "public": "yes", "works": "Mon to Wed"} for each in ROWS])
    with store.sessions() as session:
        (jo,) = own_entries(session, "jo.hartley@example.org")
        assert (jo.public, jo.works, jo.absent_from) == (False, "Mon to Wed", date(2026, 11, 20))
        assert as_written(session, jo)["areas"] == ["Wells"]
    take_in([ROWS[0]])
    with store.sessions() as session:
        assert own_entries(session, "jo.hartley@example.org")[0].deputy == "", "whoever stood in is gone"


def test_a_change_that_waits_brings_back_nothing_that_was_changed_since(store: Store) -> None:
    propose_(store, role="School nurse")
    do(store, lambda session, jo: edit(session, jo, {}, NEEDS, "ed", NOW) or None)
    propose_(store, role="School nurse")
    with store.sessions.begin() as session:
        (jo,) = own_entries(session, "jo.hartley@example.org")
        jo.phone, jo.public, jo.agency = "01632 960999", True, "NHS (sample)"
    do(store, lambda session, jo: decide(session, jo, True, NEEDS, "editor", NOW))
    with store.sessions() as session:
        (jo,) = own_entries(session, "jo.hartley@example.org")
        assert (jo.role, jo.phone, jo.public) == ("School nurse", "01632 960999", True)


def test_what_an_editor_did_not_see_is_neither_taken_nor_written_over(store: Store) -> None:
    propose_(store, role="School nurse")
    with store.sessions() as session:
        mark = waiting(session)[0].mark
    propose_(store, role="Midwife")
    with pytest.raises(EntryChangedError):
        do(store, lambda session, jo: decide(session, jo, True, NEEDS, "editor", NOW, mark))
    with pytest.raises(EntryChangedError):
        do(store, lambda session, jo: edit(session, jo, {"works": "Mon"}, NEEDS, "editor", NOW, mark))
    with store.sessions() as session:
        assert waiting(session)[0].differs == [("role", "Health visitor", "Midwife")]
        fresh = waiting(session)[0].mark
    assert do(store, lambda session, jo: decide(session, jo, True, NEEDS, "editor", NOW, fresh))


def test_needs_in_another_order_are_no_change(store: Store, take_in: TakeIn) -> None:
    needs = sorted(NEEDS)[:2]
    take_in([{**ROWS[0], "needs": needs}])
    assert not propose_(store, absent_from="2026-11-20", needs=[*reversed(needs)])


def test_somebody_who_is_gone_from_the_file_takes_what_waited_along(store: Store, take_in: TakeIn) -> None:
    propose_(store, role="School nurse")
    do(store, lambda session, jo: report(session, jo.id, "left", "other", NOW))
    take_in(ROWS[1:])
    with store.sessions() as session:
        assert (waiting(session), reports(session)) == ([], [])


def test_reports_are_kept_up_to_a_number_and_settled_once(store: Store) -> None:
    with pytest.raises(EntryError, match=f"{LONGEST} characters"):
        do(store, lambda session, jo: report(session, jo.id, "x" * (LONGEST + 1), "a", NOW))
    for number in range(MOST):
        assert do(
            store,
            lambda session, jo, at=number: report(session, jo.id, f"{at}", "a", NOW + timedelta(minutes=at)),
        )
    assert not do(store, lambda session, jo: report(session, jo.id, "more", "a", NOW))
    with store.sessions() as session:
        kept = reports(session)
    assert [each.words for each in kept] == [str(number) for number in range(MOST)]
    assert kept[0].name == "Jo Hartley"
    assert do(store, lambda session, _jo: settle(session, kept[0].id, "editor", NOW))
    assert not do(store, lambda session, _jo: settle(session, kept[0].id, "editor", NOW))


def test_everything_is_in_the_audit_without_a_name(store: Store) -> None:
    propose_(store, role="School nurse")
    do(store, lambda session, jo: decide(session, jo, True, NEEDS, "editor", NOW))
    do(store, lambda session, jo: sign_off(session, jo, "owner", NOW.date(), NOW))
    with store.sessions() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
        told = [(each.who, each.what, each.why) for each in entries]
    assert told == [
        ("owner", "people/wrote_own", ""),
        ("editor", "people/took", ""),
        ("owner", "people/signed_off", ""),
    ]
