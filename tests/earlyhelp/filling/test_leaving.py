"""A contact who leaves, or goes away, while a request is being filled in."""

from __future__ import annotations

from dataclasses import replace

from earlyhelp.filling import Reach, case_of, with_those_there
from earlyhelp.office import Office
from tests.earlyhelp.conftest import Desk, away, without
from tests.earlyhelp.filling.conftest import MONDAY, Asked


def at_check(asked: Asked) -> Asked:
    asked.press("go_on")
    asked.say("Mornings are hard")
    return asked.skip_to("check")


def reach_of(asked: Asked, office: Office) -> Reach:
    case = case_of(asked.filling, office.contacts)
    return Reach(office.route(case, MONDAY), office.contacts, MONDAY.date())


def test_while_they_are_there_nothing_changes(asked: Asked) -> None:
    at_check(asked)
    assert with_those_there(asked.filling, asked.reach) == asked.filling


def test_one_who_left_or_is_away_is_chosen_anew_with_every_yes(asked: Asked) -> None:
    at_check(asked)
    desk = Desk(None, asked.office)  # type: ignore[arg-type]
    for changed in (without(desk, asked.filling.contact), away(desk, asked.filling.contact)):
        found = reach_of(asked, changed.office)
        filling = with_those_there(asked.filling, found)
        assert (filling.contact, filling.second, filling.agreed) == ("", "", {})
        assert filling.answers == asked.filling.answers
        assert found.offered[0].key not in {"", asked.filling.contact}


def test_only_the_second_is_asked_about_again_if_only_they_are_gone(asked: Asked) -> None:
    at_check(asked)
    desk = Desk(None, asked.office)  # type: ignore[arg-type]
    changed = without(desk, asked.filling.second)
    filling = with_those_there(asked.filling, reach_of(asked, changed.office))
    assert filling.contact == asked.filling.contact and filling.agreed == asked.filling.agreed
    assert filling.second != asked.filling.second and filling.second_agreed is None


def test_where_all_are_away_the_first_still_gets_it(asked: Asked) -> None:
    at_check(asked)
    contacts = asked.office.contacts
    gone = {key: replace(each, absent_from=MONDAY.date()) for key, each in contacts.by_key.items()}
    office = replace(asked.office, contacts=replace(contacts, by_key=gone))
    found = reach_of(asked, office)
    filling = with_those_there(replace(asked.filling, contact=found.offered[0].key), found)
    assert (filling.contact, filling.second) == (found.offered[0].key, "")
    assert filling.agreed == asked.filling.agreed and with_those_there(filling, found) == filling
