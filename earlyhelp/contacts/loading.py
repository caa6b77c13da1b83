"""Contacts and rules as a council writes them, checked before anybody relies on them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from earlyhelp.contacts.contact import Areas, Case, Contact, Contacts, plain_school
from earlyhelp.contacts.routing import Routing, Rule
from earlyhelp.errors import EarlyHelpDataError
from earlyhelp.files import check_gaps, checked_key, read

_TOLD = ("key", "name", "role", "agency", "email", "phone", "teams")
_FIELDS = frozenset({*_TOLD, "schools", "areas", "cover", "absent"})
_CONDITIONS = frozenset({"at_their_school", "levels", "child_age", "needs", "adult"})


def load_contacts(folder: Path) -> Contacts:
    """The contacts in this folder; raises EarlyHelpDataError naming the contact that is wrong."""
    found = read(folder / "contacts.yml")
    by_key: dict[str, Contact] = {}
    for written in found.get("contacts") or ():
        name = written.get("key") if isinstance(written, dict) else written
        try:
            contact = _contact(written)
        except (KeyError, TypeError, AttributeError, ValueError):
            raise EarlyHelpDataError(
                f"Mend the contact {name!r} in contacts.yml: see the notes there."
            ) from None
        if contact.key in by_key:
            raise EarlyHelpDataError(
                f"Give each contact in contacts.yml a key of its own, not {name!r} twice."
            )
        by_key[contact.key] = contact
    for contact in by_key.values():
        if contact.cover and contact.cover not in by_key:
            raise EarlyHelpDataError(f"Name a known cover for {contact.key!r} in contacts.yml.")
    if found.get("manager") not in by_key:
        raise EarlyHelpDataError("Name as manager in contacts.yml the key of one of its contacts.")
    return Contacts(found["version"], bool(found.get("sample")), by_key, by_key[found["manager"]])


def load_routing(folder: Path, contacts: Contacts) -> Routing:
    """The rules in this folder; raises EarlyHelpDataError if some case could be left without a contact."""
    found = read(folder / "routing.yml")
    try:
        rules = tuple(_rule(written) for written in found["rules"])
        harm = found["safeguarding"]
        routing = Routing(
            found["version"],
            rules,
            int(harm["from_level"]),
            harm["why"].strip(),
            check_gaps(found["away"], {"away", "name"}),
            check_gaps(found["away_until"], {"away", "until", "name"}),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise EarlyHelpDataError(
            f"Mend routing.yml in data/earlyhelp: {type(error).__name__}, {error}."
        ) from None
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


def _contact(written: Mapping[str, Any]) -> Contact:
    if unknown := written.keys() - _FIELDS:
        raise ValueError(unknown)
    absent, areas = written.get("absent") or {}, written.get("areas") or {}
    return Contact(
        key=checked_key(written["key"], 64),
        name=written["name"],
        role=written["role"],
        agency=written["agency"],
        email=written["email"],
        phone=str(written["phone"]),
        teams=frozenset(written["teams"]),
        schools=frozenset(plain_school(name) for name in written.get("schools", ())),
        areas=Areas(
            frozenset(name.upper() for name in areas.get("postcodes", ())),
            frozenset(name.casefold() for name in areas.get("places", ())),
            frozenset(name.casefold() for name in areas.get("districts", ())),
        ),
        cover=written.get("cover", ""),
        absent_from=absent.get("from"),
        absent_until=absent.get("until"),
    )


def _rule(written: Mapping[str, Any]) -> Rule:
    when = written.get("when") or {}
    if unknown := when.keys() - _CONDITIONS:
        raise ValueError(f"the conditions {sorted(unknown)} are not known")
    ages = when.get("child_age") or {}
    return Rule(
        key=written["key"],
        team=written["team"],
        why=check_gaps(written["why"], {"name", "school"}),
        at_their_school=bool(when.get("at_their_school")),
        levels=frozenset(int(level) for level in when.get("levels", ())),
        child_from=ages.get("from"),
        child_to=ages.get("to"),
        needs=frozenset(when.get("needs", ())),
        adult=when.get("adult"),
    )
