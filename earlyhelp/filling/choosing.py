"""Taking a pressed button: what it does depends on the step it belongs to, and on no other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from earlyhelp.contacts import Contact, Contacts, Routed
from earlyhelp.filling.editing import asked_anew, skipped
from earlyhelp.filling.facts import Facts
from earlyhelp.filling.filling import Filling
from earlyhelp.filling.how_to_reach import with_message, with_way, without_way
from earlyhelp.filling.questions import Questions

SKIP, AS_IT_IS, OTHER_WAY = "skip", "as_it_is", "other_way"


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
    """Whether a changed answer leads to the same people as before, once it is given."""
    if not filling.rerouted or filling.open_question:
        return True
    offered = [each.key for each in reach.offered]
    return filling.contact in offered and filling.proposed == offered[0]


def choose(
    filling: Filling, step: str, answer: str, questions: Questions, items: Mapping[str, str], reach: Reach
) -> Filling:
    """The filling after `answer` was pressed at `step`, its present one; anything unknown changes nothing."""
    kind, _, what = step.partition(":")
    if kind == "ask":
        return _question(filling, what, answer, questions)
    if kind == "intro" and answer == "go_on":
        return filling.done(step, begun=True, offered=not filling.facts.told_anything)
    if kind == "offer" and answer == "wrong":
        return replace(filling, aside="change")
    if kind == "offer" and answer in {"use", "leave"}:
        if answer == "use":
            return filling.done(step, offered=True)
        kept = {key: told for key, told in filling.answers.items() if key == "under_18"}
        return filling.done(step, offered=True, facts=Facts(own=filling.facts.own), answers=kept)
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
    if kind == "check":
        return replace(filling, aside="change") if answer == "change" else _changed_item(filling, answer)
    if kind == "start_again" and answer == "no":
        return replace(filling, aside="")
    return _change(filling, answer) if kind == "change" else filling


def _question(filling: Filling, question: str, answer: str, questions: Questions) -> Filling:
    if answer == SKIP:
        return skipped(filling)
    if answer == AS_IT_IS and filling.typed:
        return filling.answered(question, filling.typed)
    if answer == OTHER_WAY and question == "reach_where":
        return without_way(filling)
    known = {choice.key for choice in questions.questions[question].choices}
    if answer not in known:
        return filling
    if question == "message":
        return with_message(filling, answer)
    return with_way(filling, answer) if question == "reach_how" else filling.answered(question, answer)


def _contact(filling: Filling, answer: str, reach: Reach) -> Filling:
    if answer == "somebody_else":
        return replace(filling, aside="others")
    chosen = next((each for each in reach.offered if each.key == answer), None)
    return (
        filling
        if chosen is None
        else filling.with_contact(chosen.key, reach.second_of(chosen), reach.offered[0].key)
    )


def _overview(filling: Filling, answer: str, items: Collection[str]) -> Filling:
    if answer == "share_all":
        return filling.done("overview", agreed={**dict.fromkeys(items, True), **filling.agreed})
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
    return _changed_item(filling, answer)


def _changed_item(filling: Filling, answer: str) -> Filling:
    item = answer.removeprefix("item:")
    return asked_anew(filling, item) if item != answer else filling
