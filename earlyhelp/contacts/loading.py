"""Contacts and rules as a council writes them, checked before anybody relies on them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from core.mail import is_address
from earlyhelp.checking import day, mend, one_line, parts, several, whole, words, yes_or_no
from earlyhelp.contacts.contact import (
    HARM_LEVEL,
    USUAL_LEVEL,
    Areas,
    Case,
    Contact,
    Contacts,
    plain_school,
)
from earlyhelp.contacts.routing import Routing, Rule
from earlyhelp.errors import EarlyHelpDataError
from earlyhelp.files import check_gaps, checked_key, read

FILE = "contacts.yml"

_OLDEST = 25
"""Years: help for children with special needs goes on until then."""
_TOLD = ("key", "name", "role", "agency", "email", "phone", "teams")
_FIELDS = frozenset({*_TOLD, "schools", "areas", "cover", "absent"})
_AREAS = frozenset({"postcodes", "places", "districts"})
_ABSENCE = frozenset({"from", "until"})
_RULE = frozenset({"key", "team", "when", "why"})
_AGES = frozenset({"from", "to"})
_CONDITIONS = frozenset({"at_their_school", "levels", "child_age", "needs", "adult"})


def load_contacts(folder: Path) -> Contacts:
    """The contacts in this folder; raises EarlyHelpDataError naming the contact that is wrong."""
    found = read(folder / FILE)
    by_key: dict[str, Contact] = {}
    written = found.get("contacts")
    for each in written if isinstance(written, list) else ():
        name = each.get("key") if isinstance(each, dict) else each
        try:
            contact = _contact(each)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise mend(f"the contact {name!r} of {FILE}", error) from None
        if contact.key in by_key:
            raise EarlyHelpDataError(
                f"Give each contact in contacts.yml a key of its own, not {name!r} twice."
            )
        by_key[contact.key] = contact
    for contact in by_key.values():
        if contact.cover and (contact.cover not in by_key or contact.cover == contact.key):
            raise EarlyHelpDataError(f"Name a known cover for {contact.key!r} in contacts.yml.")
    if found.get("manager") not in by_key:
        raise EarlyHelpDataError("Name as manager in contacts.yml the key of one of its contacts.")
    if not isinstance(found.get("sample"), bool):
        raise EarlyHelpDataError("Say in contacts.yml `sample: true` or, once it is yours, `sample: false`.")
    return Contacts(found["version"], found["sample"], by_key, by_key[found["manager"]])


def load_routing(folder: Path, contacts: Contacts, needs: Collection[str]) -> Routing:
    """The rules in this folder, for the needs with these keys.

    Raises EarlyHelpDataError if a rule could never find anybody, or if some case could be left without.
    """
    found = read(folder / "routing.yml")
    try:
        harm = parts(found["safeguarding"])
        routing = Routing(
            found["version"],
            tuple(_rule(written, needs) for written in found["rules"]),
            whole(harm["from_level"], USUAL_LEVEL + 1, HARM_LEVEL),
            words(harm["why"]),
            check_gaps(words(found["away"]), {"away", "name"}),
            check_gaps(words(found["away_until"]), {"away", "until", "name"}),
            check_gaps(words(found["lead"]), {"name"}),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise mend("routing.yml", error) from None
    teams = {team for contact in contacts.by_key.values() for team in contact.teams}
    for rule in routing.rules[:-1]:
        if rule.team not in teams:
            raise EarlyHelpDataError(
                f"Name in the rule {rule.key!r} of routing.yml a team with a contact in contacts.yml."
            )
    last = routing.rules[-1] if routing.rules else None
    if last is None or not _takes_all(last, contacts):
        raise EarlyHelpDataError(
            "End routing.yml with a rule without conditions, for a team with a contact who works everywhere."
        )
    return routing


def _takes_all(rule: Rule, contacts: Contacts) -> bool:
    plain = Rule(rule.key, rule.team, rule.why)
    team = [each for each in contacts.by_key.values() if rule.team in each.teams]
    return rule == plain and any(each.areas.closeness(Case()) is not None for each in team)


def _contact(written: object) -> Contact:
    told = parts(written, _FIELDS)
    areas, absent = parts(told.get("areas") or {}, _AREAS), parts(told.get("absent") or {}, _ABSENCE)
    email = one_line(told["email"])
    if not is_address(email):
        raise ValueError(f"{email!r} is no e-mail address")
    first, last = day(absent["from"]) if absent else None, day(absent["until"]) if "until" in absent else None
    if first and last and last < first:
        raise ValueError("the absence ends before it begins")
    return Contact(
        key=checked_key(words(told["key"]), 64),
        name=one_line(told["name"]),
        role=one_line(told["role"]),
        agency=one_line(told["agency"]),
        email=email,
        phone=one_line(told["phone"]),
        teams=frozenset(several(told["teams"], least=1)),
        schools=frozenset(map(plain_school, several(told.get("schools", [])))),
        areas=Areas(
            frozenset(each.upper() for each in several(areas.get("postcodes", []))),
            frozenset(each.casefold() for each in several(areas.get("places", []))),
            frozenset(each.casefold() for each in several(areas.get("districts", []))),
        ),
        cover=words(told["cover"]) if told.get("cover") else "",
        absent_from=first,
        absent_until=last,
    )


def _rule(written: object, needs: Collection[str]) -> Rule:
    told = parts(written, _RULE)
    when = parts(told.get("when") or {}, _CONDITIONS)
    ages = parts(when.get("child_age") or {}, _AGES)
    first, last = (whole(ages[end], 0, _OLDEST) if end in ages else None for end in ("from", "to"))
    if first is not None and last is not None and last < first:
        raise ValueError("child_age ends before it begins")
    wanted = several(when.get("needs", []))
    if unknown := sorted(set(wanted) - set(needs)):
        raise ValueError(f"{', '.join(unknown)} is no need of data/needs.yml")
    levels = when.get("levels", [])
    if not isinstance(levels, list):
        raise ValueError("write levels as a list, as in [1, 2]")
    return Rule(
        key=words(told["key"]),
        team=words(told["team"]),
        why=check_gaps(words(told["why"]), {"name", "school"}),
        at_their_school=yes_or_no(when.get("at_their_school", False)),
        levels=frozenset(whole(level, 1, HARM_LEVEL) for level in levels),
        child_from=first,
        child_to=last,
        needs=frozenset(wanted),
        adult=yes_or_no(when["adult"]) if "adult" in when else None,
    )
