"""The rules that find the right contact for a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from earlyhelp.contacts.contact import POSTCODE, Case, Contact, Contacts
from earlyhelp.days import day_words

ALTERNATIVES = 3


@dataclass(frozen=True)
class Rule:
    """Which cases go to which team; a condition of None, or an empty one, always holds.

    `child_from` and `child_to` are whole years, both included; a child is 4 until their fifth birthday.
    """

    key: str
    team: str
    why: str
    at_their_school: bool = False
    levels: frozenset[int] = frozenset()
    child_from: int | None = None
    child_to: int | None = None
    needs: frozenset[str] = frozenset()
    adult: bool | None = None

    def fits(self, case: Case) -> bool:
        """Whether every condition holds, but for the school, which depends on the contact."""
        return (
            (not self.levels or case.level in self.levels)
            and (not self.needs or bool(self.needs & case.needs))
            and (self.adult is None or self.adult == case.adult)
            and self._has_child(case)
        )

    def closeness(self, contact: Contact, case: Case) -> int | None:
        """How well a contact of the team fits the case; None if not at all."""
        if self.at_their_school:
            return POSTCODE if contact.is_at(case.school) else None
        return contact.areas.closeness(case)

    def _has_child(self, case: Case) -> bool:
        if self.child_from is None and self.child_to is None:
            return True
        lowest = self.child_from or 0
        return any(lowest <= age and (self.child_to is None or age < self.child_to + 1) for age in case.ages)


@dataclass(frozen=True)
class Routing:
    """The rules from the most to the least particular, and what is said of significant harm and absence.

    Whoever leads a family's plan with their yes is asked before any rule; `lead_why` is said of that.
    """

    version: int
    rules: tuple[Rule, ...]
    harm_from: int
    harm_why: str
    away: str
    away_until: str
    lead_why: str


@dataclass(frozen=True)
class Routed:
    """Who is asked and why, who is asked if they do not answer, and who else could be asked instead.

    `contact` is None for significant harm alone: the safeguarding route is shown, and no form.
    """

    contact: Contact | None
    why: str
    second: Contact | None = None
    alternatives: tuple[Contact, ...] = ()

    @property
    def is_safeguarding(self) -> bool:
        """True where a form would be the wrong answer."""
        return self.contact is None


def route(case: Case, contacts: Contacts, routing: Routing, day: date) -> Routed:
    """The contact for this case on this day; someone is always found, unless the case is of harm."""
    if case.level >= routing.harm_from:
        return Routed(None, routing.harm_why)
    fitting = _fitting(case, contacts, routing)
    asked, why = _asked(fitting, case, contacts, routing, day)
    others = [each for each, _ in fitting if each is not asked and not each.is_away(day)]
    second = contacts.standing_in(asked, day) or next(iter(others), None)
    return Routed(asked, why, second, tuple(others[:ALTERNATIVES]))


def _asked(
    fitting: Sequence[tuple[Contact, Rule]], case: Case, contacts: Contacts, routing: Routing, day: date
) -> tuple[Contact, str]:
    """Who is asked, and why: the best, their cover while they are away, else the next who is there."""
    best, rule = fitting[0]
    why = _why(rule, best, case)
    if not best.is_away(day):
        return best, why
    cover = contacts.standing_in(best, day)
    if cover is not None:
        return cover, f"{why} {_away(routing, best, cover)}"
    there = ((each, _why(other, each, case)) for each, other in fitting if not each.is_away(day))
    return next(there, (best, why))


def _fitting(case: Case, contacts: Contacts, routing: Routing) -> list[tuple[Contact, Rule]]:
    """Every contact that fits, once, with the rule that found them, the best first."""
    found = dict[str, tuple[Contact, Rule]]()
    lead = contacts.by_key.get(case.lead)
    if lead is not None:
        found[lead.key] = lead, Rule("lead", "", routing.lead_why)
    for rule in (each for each in routing.rules if each.fits(case)):
        near = [
            (closeness, contact)
            for contact in contacts.by_key.values()
            if rule.team in contact.teams and (closeness := rule.closeness(contact, case)) is not None
        ]
        for _, contact in sorted(near, key=lambda pair: -pair[0]):
            found.setdefault(contact.key, (contact, rule))
    return list(found.values())


def _why(rule: Rule, contact: Contact, case: Case) -> str:
    return rule.why.format(name=contact.name, school=case.school)


def _away(routing: Routing, away: Contact, asked: Contact) -> str:
    if away.absent_until is None:
        return routing.away.format(away=away.name, name=asked.name)
    until = day_words(away.absent_until)
    return routing.away_until.format(away=away.name, until=until, name=asked.name)
