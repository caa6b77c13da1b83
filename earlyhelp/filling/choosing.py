"""Taking a pressed button: what it does depends on the step it belongs to, and on no other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from earlyhelp.contacts import Contact, Contacts, Routed
from earlyhelp.filling.editing import reopened, skipped
from earlyhelp.filling.filling import Facts, Filling
from earlyhelp.filling.questions import Questions

SKIP, AS_IT_IS = "skip", "as_it_is"


@dataclass(frozen=True)
class Reach:
    """Who could be asked today: the routed contact and the others, and who would step in for each."""

    routed: Routed
    contacts: Contacts
    day: date

    @property
    def offered(self) -> tuple[Contact, ...]:
        """The routed contact first, then those who could be asked instead."""
        return tuple(filter(None, (self.routed.contact, *self.routed.alternatives)))

    def second_of(self, contact: Contact) -> str:
        """The key of who steps in for this contact; empty if nobody does."""
        if contact is self.routed.contact:
            second = self.routed.second
        else:
            second = self.contacts.standing_in(contact, self.day) or self.routed.contact
        return second.key if second is not None and second is not contact else ""

    def is_there(self, key: str) -> bool:
        """Whether this contact has not left, and is not away while somebody else could be asked."""
        contact = self.contacts.by_key.get(key)
        return contact is not None and (not contact.is_away(self.day) or contact in self.offered)


def with_those_there(filling: Filling, reach: Reach) -> Filling:
    """The same, but for a chosen contact who has left or is away: then who gets it is chosen anew.

    So it is where a changed answer leads to others, and with who would step in, if somebody else is there.
    """
    if filling.contact and not (reach.is_there(filling.contact) and _fits(filling, reach)):
        return filling.without_contact()
    if filling.second and not reach.is_there(filling.second):
        second = reach.second_of(reach.contacts.by_key[filling.contact])
        return filling if second == filling.second else replace(filling, second=second, second_agreed=None)
    return filling


def _fits(filling: Filling, reach: Reach) -> bool:
    """Whether who was chosen is among those who could be asked, once a changed answer is given."""
    return (
        not filling.rerouted
        or bool(filling.open_question)
        or any(each.key == filling.contact for each in reach.offered)
    )


def choose(
    filling: Filling, step: str, answer: str, questions: Questions, items: Mapping[str, str], reach: Reach
) -> Filling:
    """The filling after `answer` was pressed at `step`, its present one; anything unknown changes nothing."""
    kind, _, what = step.partition(":")
    if kind == "ask":
        return _question(filling, what, answer, questions)
    if kind == "intro" and answer == "go_on":
        return filling.done(step, begun=True, offered=not filling.facts.told_anything)
    if kind == "offer" and answer in {"use", "leave"}:
        facts = filling.facts if answer == "use" else Facts(own=filling.facts.own)
        return filling.done(step, offered=True, facts=facts)
    if kind in {"contact", "others"}:
        return _contact(filling, answer, reach)
    if kind == "overview":
        return _overview(filling, answer, [item for item in items if item not in filling.always])
    if kind == "item" and answer in {"share", "keep"}:
        return filling.done(step, agreed={**filling.agreed, what: answer == "share"})
    if kind == "second" and answer in {"yes", "no"}:
        return filling.done(step, second_agreed=answer == "yes")
    if kind == "manager" and answer in {"yes", "no"}:
        return filling.done(step, manager_agreed=answer == "yes")
    if kind == "check" and answer == "change":
        return replace(filling, aside="change")
    if kind == "start_again" and answer == "no":
        return replace(filling, aside="")
    return _change(filling, answer) if kind == "change" else filling


def _question(filling: Filling, question: str, answer: str, questions: Questions) -> Filling:
    if answer == SKIP:
        return skipped(filling)
    if answer == AS_IT_IS and filling.typed:
        return filling.answered(question, filling.typed)
    known = {choice.key for choice in questions.questions[question].choices}
    return filling.answered(question, answer) if answer in known else filling


def _contact(filling: Filling, answer: str, reach: Reach) -> Filling:
    if answer == "somebody_else":
        return replace(filling, aside="others")
    chosen = next((each for each in reach.offered if each.key == answer), None)
    return filling if chosen is None else filling.with_contact(chosen.key, reach.second_of(chosen))


def _overview(filling: Filling, answer: str, items: Collection[str]) -> Filling:
    if answer == "share_all":
        return filling.done("overview", agreed=dict.fromkeys(items, True))
    if answer == "one_by_one" or (answer == "go_on" and not items):
        return filling.done("overview", one_by_one=True)
    return filling


def _change(filling: Filling, answer: str) -> Filling:
    if answer == "nothing":
        return replace(filling, aside="")
    if answer == "contact":
        return replace(filling.without_contact(), aside="")
    if answer == "sharing":
        return replace(filling, aside="", agreed={}, one_by_one=True, second_agreed=None, manager_agreed=None)
    item = answer.removeprefix("item:")
    return reopened(filling, item) if item != answer else filling
