"""Where a request that is being filled in stands: plain values, changed only by the person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from earlyhelp.filling.facts import Facts
from earlyhelp.filling.questions import GROWN_UP, MESSAGE_YES, ORDER, UNDER_18
from earlyhelp.requests.draft import AGE

ADULT, TWENTY, TEENAGER = 18, 20, 13
PHONES = frozenset({"phone", "text"})


@dataclass(frozen=True)
class Filling:
    """A request before it is sent; every change gives a new one.

    `answers` are by question, empty where one was skipped. `agreed` is the yes or no by item. `aside` is a
    page opened in between: others, change, start_again or nothing; `put_away` says that the person stopped.
    `typed` is what was no number or address, as written, or when it is safe where that was told already.
    `editing` is the item that is changed in words of its own; after `rerouted` whoever was `proposed` when
    the recipient was chosen may not fit any more. `missed` is a question that a first answer did not fit.
    `lead` is the key of the contact who leads the person's plan with their own yes.
    `trail` holds the steps that were done, `told` the notes that were said. `key` is the submission key;
    `sent` the id of the request.
    """

    begun: bool = False
    offered: bool = False
    facts: Facts = field(default_factory=Facts)
    answers: Mapping[str, str] = field(default_factory=dict)
    contact: str = ""
    proposed: str = ""
    agreed: Mapping[str, bool] = field(default_factory=dict)
    one_by_one: bool = False
    second: str = ""
    second_agreed: bool | None = None
    manager_agreed: bool | None = None
    aside: str = ""
    put_away: bool = False
    typed: str = ""
    editing: str = ""
    rerouted: bool = False
    missed: str = ""
    lead: str = ""
    trail: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    key: str = ""
    sent: str = ""

    @property
    def is_open(self) -> bool:
        """Whether something can still be answered."""
        return not self.sent

    @property
    def who(self) -> str:
        """Whom the help is for, as chosen or as told."""
        return self.answers.get("who") or self.facts.who

    @property
    def own(self) -> tuple[float, ...]:
        """The age of the person who asks, in years, or from and to; empty if it is not known."""
        return self.facts.own

    @property
    def is_young(self) -> bool:
        """Whether the person who asks is known to be under 18, or may be from the ages they gave."""
        own = self.own
        if own:
            return own[0] < ADULT and own[-1] < TWENTY
        return self.answers.get("under_18") == UNDER_18

    @property
    def is_grown_up(self) -> bool:
        """Whether the person who asks is known not to be under 18."""
        return not self.is_young and bool(self.own or self.answers.get("under_18") == GROWN_UP)

    @property
    def is_under_13(self) -> bool:
        """Whether the person who asks is known to be under 13."""
        return bool(self.own) and self.own[-1] < TEENAGER

    @property
    def always(self) -> frozenset[str]:
        """The items that go with every request of this person: their own age protects somebody young."""
        return frozenset({AGE}) if self.is_young else frozenset()

    @property
    def may_leave_message(self) -> bool:
        """Whether the person said that a message is safe."""
        return self.answers.get("message") == MESSAGE_YES

    def with_own(self, own: tuple[float, ...]) -> Filling:
        """The same where the person told their own age, asked or not: who is known to be young stays so.

        Where that makes them young, who gets it is chosen anew.
        """
        if not own or self.is_young:
            return self
        changed = replace(self, facts=replace(self.facts, own=own))
        return changed.without_contact() if changed.is_young else changed

    def decisions(self, items: Iterable[str]) -> dict[str, bool]:
        """The yes or no to each of these items, once nothing of them is undecided."""
        return {item: item in self.always or self.agreed[item] for item in items}

    @property
    def open_question(self) -> str:
        """The first question that is neither answered nor skipped nor beside the point; empty if none is."""
        if self.editing:
            return "about"
        return next((each for each in ORDER if each not in self.answers and self._asks(each)), "")

    @property
    def offers_when(self) -> bool:
        """Whether it was said beside a number or an address when it is safe to get in touch."""
        return bool(self.typed) and self.open_question == "reach_when"

    @property
    def is_offered_now(self) -> bool:
        """Whether what was told before is still to be accepted."""
        return self.facts.told_anything and not (self.offered or self.editing)

    def step(self, items: Mapping[str, str], has_second: bool, asks_for_manager: bool = False) -> str:
        """What is next: intro, offer, ask:QUESTION, contact, overview, item:ITEM, second, manager or check.

        A page opened `aside` comes before the rest. `items` are the values that would be sent; `has_second`
        says whether somebody could step in, `asks_for_manager` whether the manager could ask the person who
        else may help.
        """
        if not self.begun:
            return "intro"
        if self.aside:
            return self.aside
        if self.is_offered_now:
            return "offer"
        if self.open_question:
            return f"ask:{self.open_question}"
        if not self.contact:
            return "contact"
        asked = [item for item in items if item not in self.always]
        undecided = [item for item in asked if item not in self.agreed]
        if undecided:
            known = self.one_by_one or any(self.agreed.values())
            return f"item:{undecided[0]}" if known else "overview"
        if not asked and "overview" not in self.trail:
            return "overview"
        if has_second and items and self.second_agreed is None:
            return "second"
        if asks_for_manager and self.manager_agreed is None:
            return "manager"
        return "check"

    def done(self, step: str, **changes: Any) -> Filling:
        """The same with this step done."""
        trail = self.trail if self.trail[-1:] == (step,) else (*self.trail, step)
        return replace(self, **{"aside": "", "typed": "", "missed": "", "trail": trail, **changes})

    def answered(self, question: str, answer: str, facts: Facts | None = None) -> Filling:
        """The same with an answer, empty where it was skipped."""
        answers = {**self.answers, question: answer}
        return self.done(f"ask:{question}", answers=answers, facts=facts or self.facts)

    def with_contact(self, contact: str, second: str, proposed: str) -> Filling:
        """Another recipient: every yes and no is asked for anew."""
        return self.done(
            "contact",
            contact=contact,
            second=second,
            proposed=proposed,
            rerouted=False,
            agreed={},
            one_by_one=False,
            second_agreed=None,
            manager_agreed=None,
        )

    def without_contact(self) -> Filling:
        """No recipient, and so no yes or no."""
        nobody = replace(self, contact="", second="", rerouted=False)
        return replace(nobody, agreed={}, second_agreed=None, manager_agreed=None)

    def back(self) -> Filling | None:
        """One step back, or None at the beginning."""
        if self.aside or self.editing:
            return replace(self, aside="", editing="")
        if not self.trail:
            return None
        *before, last = self.trail
        kind, _, what = last.partition(":")
        earlier = replace(self, trail=tuple(before), typed="")
        if kind == "ask":
            return earlier.without_answer(what)
        if kind == "item":
            return replace(earlier, agreed={key: yes for key, yes in self.agreed.items() if key != what})
        undone: Mapping[str, Mapping[str, Any]] = {
            "intro": {"begun": False},
            "offer": {"offered": False},
            "contact": {"contact": "", "agreed": {}, "second_agreed": None, "manager_agreed": None},
            "overview": {"agreed": {}, "one_by_one": False},
            "second": {"second_agreed": None},
            "manager": {"manager_agreed": None},
        }
        return replace(earlier, **undone.get(kind, {}))

    def as_json(self) -> dict[str, Any]:
        """Plain values only, for a slot."""
        return asdict(self)

    def _asks(self, question: str) -> bool:
        if question == "age" and self.who == "self":
            return not self.own
        if self.facts.answers(question):
            return False
        if question == "age":
            return self.who in {"child", "family"}
        if question == "under_18":
            return not self.own
        if question == "school":
            return self.who in {"child", "family", ""} or self.is_young
        if question == "reach_where":
            return self.answers.get("reach_how") in {*PHONES, "email"}
        if question == "reach_when":
            return bool(self.answers.get("reach_where"))
        if question == "message":
            where = self.answers.get("reach_where", "")
            return bool(where) and self.answers.get("reach_how") != "email"
        return True

    def without_answer(self, question: str) -> Filling:
        """The same with this question open again."""
        answers = {key: text for key, text in self.answers.items() if key != question}
        facts = self.facts.without(question)
        if question == "age" and self.who == "self":
            facts = facts.without("under_18")
        return replace(self, answers=answers, facts=facts)


def filling_from(kept: Mapping[str, Any] | None) -> Filling | None:
    """The request that `as_json` wrote; None for None. Unknown keys are passed over."""
    if not kept:
        return None
    known = {key: value for key, value in kept.items() if key in Filling.__dataclass_fields__}
    facts = {key: value for key, value in known.pop("facts", {}).items() if key in Facts.__dataclass_fields__}
    return Filling(**_tuples(known), facts=Facts(**_tuples(facts)))


def _tuples(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
