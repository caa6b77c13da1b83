"""Where a request that is being filled in stands: plain values, changed only by the person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from earlyhelp.filling.questions import MESSAGE_YES, ORDER
from earlyhelp.requests.draft import AGE

GROWN_UP, TEENAGER = 18, 13
PHONES = frozenset({"phone", "text"})
_REOPENS: Mapping[str, tuple[str, ...]] = {
    "needs": ("about",),
    "story": ("about",),
    "age": ("age",),
    "reach": ("reach_how", "reach_where", "reach_when", "message"),
}
"""The questions behind an item, where it is not the question of the same name."""

_ROUTES = frozenset({"about", "who", "age", "place", "school"})
"""Questions whose answer may change who is asked."""


@dataclass(frozen=True)
class Facts:
    """What the conversation told before, or tells in an answer. Empty means not told.

    `ages` are those of the person whom the help is for, or the youngest and the eldest of several; `who` is
    self, child, family or other.
    """

    needs: tuple[str, ...] = ()
    story: str = ""
    place: str = ""
    postcode: str = ""
    district: str = ""
    ages: tuple[float, ...] = ()
    who: str = ""

    @property
    def told_anything(self) -> bool:
        """Whether there is something to offer."""
        return bool(self.needs or self.story or self.place or self.postcode or self.ages or self.who)

    def without(self, question: str) -> Facts:
        """The same without what answers this question."""
        if question == "about":
            return replace(self, needs=(), story="")
        if question == "place":
            return replace(self, place="", postcode="", district="")
        if question == "age":
            return replace(self, ages=())
        return replace(self, who="") if question == "who" else self

    def answers(self, question: str) -> bool:
        """Whether this question need not be asked."""
        return self != self.without(question)


@dataclass(frozen=True)
class Filling:
    """A request before it is sent; every change gives a new one.

    `answers` are by question, empty where one was skipped. `agreed` is the yes or no by item. `aside` is a
    page opened in between: others, change, start_again or nothing; `put_away` says that the person stopped.
    `typed` is what was no number or address, as written. `trail` holds the steps that were done, `told` the
    notes that were said. `key` is the submission key; `sent` the id of the request.
    """

    begun: bool = False
    offered: bool = False
    facts: Facts = Facts()
    answers: Mapping[str, str] = field(default_factory=dict)
    contact: str = ""
    agreed: Mapping[str, bool] = field(default_factory=dict)
    one_by_one: bool = False
    second: str = ""
    second_agreed: bool | None = None
    aside: str = ""
    put_away: bool = False
    typed: str = ""
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
    def is_young(self) -> bool:
        """Whether the person who asks is known to be under 18."""
        return self.who == "self" and bool(self.facts.ages) and self.facts.ages[-1] < GROWN_UP

    @property
    def is_under_13(self) -> bool:
        """Whether the person who asks is known to be under 13."""
        return self.is_young and self.facts.ages[-1] < TEENAGER

    @property
    def always(self) -> frozenset[str]:
        """The items that go with every request of this person: the age of somebody young protects them."""
        return frozenset({AGE}) if self.is_young else frozenset()

    @property
    def may_leave_message(self) -> bool:
        """Whether the person said that a message is safe."""
        return self.answers.get("message") == MESSAGE_YES

    def decisions(self, items: Iterable[str]) -> dict[str, bool]:
        """The yes or no to each of these items, once nothing of them is undecided."""
        return {item: item in self.always or self.agreed[item] for item in items}

    @property
    def open_question(self) -> str:
        """The first question that is neither answered nor skipped nor beside the point; empty if none is."""
        return next((each for each in ORDER if each not in self.answers and self._asks(each)), "")

    def step(self, items: Mapping[str, str], has_second: bool) -> str:
        """What comes next: intro, offer, ask:QUESTION, contact, overview, item:ITEM, second or check.

        A page opened `aside` comes before the rest. `items` are the values that would be sent; `has_second`
        says whether somebody could step in.
        """
        if not self.begun:
            return "intro"
        if self.aside:
            return self.aside
        if self.facts.told_anything and not self.offered:
            return "offer"
        if self.open_question:
            return f"ask:{self.open_question}"
        if not self.contact:
            return "contact"
        asked = [item for item in items if item not in self.always]
        undecided = [item for item in asked if item not in self.agreed]
        if undecided:
            known = self.one_by_one or bool(self.agreed)
            return f"item:{undecided[0]}" if known else "overview"
        if not asked and "overview" not in self.trail:
            return "overview"
        if has_second and items and self.second_agreed is None:
            return "second"
        return "check"

    def done(self, step: str, **changes: Any) -> Filling:
        """The same with this step done."""
        trail = self.trail if self.trail[-1:] == (step,) else (*self.trail, step)
        return replace(self, aside="", typed="", trail=trail, **changes)

    def answered(self, question: str, answer: str, facts: Facts | None = None) -> Filling:
        """The same with an answer, empty where it was skipped."""
        answers = {**self.answers, question: answer}
        return self.done(f"ask:{question}", answers=answers, facts=facts or self.facts)

    def with_contact(self, contact: str, second: str) -> Filling:
        """Another recipient: every yes and no is asked for anew."""
        return self.done(
            "contact", contact=contact, second=second, agreed={}, one_by_one=False, second_agreed=None
        )

    def without_contact(self) -> Filling:
        """No recipient, and so no yes or no."""
        return replace(self, contact="", second="", agreed={}, second_agreed=None)

    def reopened(self, item: str) -> Filling:
        """The questions behind an item are asked again, and so is whether it may be shared."""
        questions = _REOPENS.get(item, (item,))
        changed = self
        for question in questions:
            changed = changed._without(question)
        agreed = {key: yes for key, yes in changed.agreed.items() if key != item}
        changed = replace(changed, agreed=agreed, aside="", one_by_one=True)
        return replace(changed, contact="", agreed={}) if _ROUTES & set(questions) else changed

    def back(self) -> Filling | None:
        """One step back, or None at the beginning."""
        if self.aside:
            return replace(self, aside="")
        if not self.trail:
            return None
        *before, last = self.trail
        kind, _, what = last.partition(":")
        earlier = replace(self, trail=tuple(before), typed="")
        if kind == "ask":
            return earlier._without(what)
        if kind == "item":
            return replace(earlier, agreed={key: yes for key, yes in self.agreed.items() if key != what})
        undone: Mapping[str, Mapping[str, Any]] = {
            "intro": {"begun": False},
            "offer": {"offered": False},
            "contact": {"contact": "", "agreed": {}, "second_agreed": None},
            "overview": {"agreed": {}, "one_by_one": False},
            "second": {"second_agreed": None},
        }
        return replace(earlier, **undone.get(kind, {}))

    def as_json(self) -> dict[str, Any]:
        """Plain values only, for a slot."""
        return asdict(self)

    def _asks(self, question: str) -> bool:
        if self.facts.answers(question):
            return False
        if question == "age":
            return self.who in {"self", "child", "family"}
        if question == "school":
            return self.who in {"child", "family", ""} or self.is_young
        if question == "reach_where":
            return bool(self.answers.get("reach_how"))
        if question == "reach_when":
            return bool(self.answers.get("reach_where"))
        if question == "message":
            return bool(self.answers.get("reach_where")) and self.answers.get("reach_how") in PHONES
        return True

    def _without(self, question: str) -> Filling:
        answers = {key: text for key, text in self.answers.items() if key != question}
        return replace(self, answers=answers, facts=self.facts.without(question))


def filling_from(kept: Mapping[str, Any] | None) -> Filling | None:
    """The request that `as_json` wrote; None for None. Unknown keys are passed over."""
    if not kept:
        return None
    known = {key: value for key, value in kept.items() if key in Filling.__dataclass_fields__}
    facts = {key: value for key, value in known.pop("facts", {}).items() if key in Facts.__dataclass_fields__}
    return Filling(**_tuples(known), facts=Facts(**_tuples(facts)))


def _tuples(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
