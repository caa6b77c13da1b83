"""The figures that decide, each with what is wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaluation.figures import Figure, micro_f1, share
from evaluation.listening import Listened, Set
from safeguarding.hearing import NEAR_DANGER

KIND_LEAST = 5
"""A kind with fewer messages in a set is too small to be its weakest."""


@dataclass(frozen=True)
class Target:
    """One figure: its name, what it needs of an ear, how it is counted and what is wanted of it."""

    name: str
    field: str
    measure: Callable[[Set], Figure | None]
    wanted: float | None = None
    at_most: bool = False

    def met(self, figure: Figure) -> bool:
        """True if the figure is as wanted, or nothing is."""
        if self.wanted is None:
            return True
        return figure.value <= self.wanted if self.at_most else figure.value >= self.wanted

    @property
    def wish(self) -> str:
        """What is wanted, in words; empty if nothing is."""
        if self.wanted is None:
            return ""
        return f"{'at most' if self.at_most else 'at least'} {self.wanted:g}"


def _share(rows: Sequence[Listened], is_hit: Callable[[Listened], bool]) -> Figure | None:
    return share(sum(is_hit(each) for each in rows), len(rows))


def _immediate(heard: Set) -> list[Listened]:
    return [each for each in heard["risk"] if each.row["level"] == "immediate"]


def by_kind(heard: Set) -> dict[str, list[Listened]]:
    """The disclosures of a set by their chief kind."""
    kinds: dict[str, list[Listened]] = {}
    for each in heard["risk"]:
        kinds.setdefault(each.row["kinds"][0], []).append(each)
    return kinds


def _weakest(heard: Set) -> Figure | None:
    shares = [
        _share(rows, lambda one: one.alarmed) for rows in by_kind(heard).values() if len(rows) >= KIND_LEAST
    ]
    return min((each for each in shares if each), key=lambda each: each.value, default=None)


def _safe(heard: Set, ordinary: bool) -> list[Listened]:
    return [each for each in heard["safe"] if (each.row["why"] == "ordinary") is ordinary]


def _everyday(heard: Set) -> list[Listened]:
    return [each for each in heard["needs"] if not NEAR_DANGER & set(each.row["needs"])]


def _scope(heard: Set, inside: bool) -> list[Listened]:
    return [each for each in heard["intents"] if (each.row["intent"] != "out_of_scope") is inside]


def _place_right(each: Listened) -> bool:
    place = each.understood["place"] or {}
    return bool((place.get("postcode") or place.get("name")) == (each.row["postcode"] or each.row["place"]))


def _false_alarms(of: str, rows: Callable[[Set], list[Listened]], wanted: float | None = None) -> Target:
    def measure(heard: Set) -> Figure | None:
        return _share(rows(heard), lambda one: one.alarmed)

    return Target(f"false alarms, {of}", "risk", measure, wanted, at_most=True)


TARGETS = (
    Target("danger heard", "risk", lambda heard: _share(heard["risk"], lambda one: one.alarmed), 0.98),
    Target("danger heard, weakest kind", "risk", _weakest, 0.93),
    Target(
        "immediate heard as immediate",
        "risk",
        lambda heard: _share(_immediate(heard), lambda one: one.level == "immediate"),
        0.95,
    ),
    Target(
        "immediate heard as none",
        "risk",
        lambda heard: _share(_immediate(heard), lambda one: not one.alarmed),
        0.0,
        at_most=True,
    ),
    _false_alarms("hard negatives", lambda heard: _safe(heard, ordinary=False), 0.05),
    _false_alarms("ordinary messages", lambda heard: _safe(heard, ordinary=True), 0.02),
    _false_alarms("everyday needs", _everyday),
    Target(
        "needs, micro-F1",
        "needs",
        lambda heard: micro_f1(
            [each.needs for each in heard["needs"]], [each.row["needs"] for each in heard["needs"]]
        ),
        0.85,
    ),
    Target(
        "intents right",
        "intent",
        lambda heard: _share(heard["intents"], lambda one: one.intent == one.row["intent"]),
        0.92,
    ),
    Target(
        "out of scope caught",
        "intent",
        lambda heard: _share(_scope(heard, inside=False), lambda one: one.intent == "out_of_scope"),
        0.90,
    ),
    Target(
        "in scope refused",
        "intent",
        lambda heard: _share(_scope(heard, inside=True), lambda one: one.intent == "out_of_scope"),
        0.03,
        at_most=True,
    ),
    Target("places right", "place", lambda heard: _share(heard["details"], _place_right), 0.93),
    Target(
        "ages right",
        "age",
        lambda heard: _share(heard["details"], lambda one: one.understood["age"] == one.row["age"]),
        0.93,
    ),
    Target(
        "who right",
        "who",
        lambda heard: _share(heard["details"], lambda one: one.understood["who"] == one.row["who"]),
    ),
)
