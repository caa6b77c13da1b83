"""A flowchart as a guided question and answer: one question at a time, and an end with its reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from directory.guidance.model import Citation, Source
from directory.guidance.reading import GuidanceError, read_citation

EndKind = Literal["share", "seek_consent", "do_not_share", "safeguarding_lead"]


@dataclass(frozen=True)
class Choice:
    """A button, and the key of the step or end it leads to."""

    say: str
    next: str


@dataclass(frozen=True)
class Step:
    """A question, why it is asked, and what may be answered."""

    key: str
    question: str
    why: str
    choices: Sequence[Choice]
    citations: Sequence[Citation]


@dataclass(frozen=True)
class End:
    """What to do and why, and what to write down."""

    key: str
    kind: EndKind
    title: str
    text: str
    record: str
    citations: Sequence[Citation]


@dataclass(frozen=True)
class Walked:
    """Where somebody stands: each question with its answer so far, and the step or end that is next."""

    answered: Sequence[tuple[Step, Choice]]
    at: Step | End


@dataclass(frozen=True)
class Flow:
    """All steps and ends by key."""

    title: str
    intro: str
    checked: date
    start: str
    steps: Mapping[str, Step]
    ends: Mapping[str, End]

    def walk(self, choices: Sequence[int]) -> Walked:
        """Where these choices lead, counted from 0 at each step; raises ValueError on one that is not."""
        at: Step | End = self.steps[self.start]
        answered: list[tuple[Step, Choice]] = []
        for number in choices:
            if isinstance(at, End) or not 0 <= number < len(at.choices):
                raise ValueError("no such choice")
            chosen = at.choices[number]
            answered.append((at, chosen))
            at = self.steps.get(chosen.next) or self.ends[chosen.next]
        return Walked(answered, at)


def load_flow(path: Path, sources: Mapping[str, Source]) -> Flow:
    """The flow in this file; raises GuidanceError, also where a choice leads nowhere or in a circle."""
    try:
        given = yaml.safe_load(path.read_text(encoding="utf-8"))
        steps = {key: _step(key, each, sources) for key, each in given["steps"].items()}
        ends = {key: _end(key, each, sources) for key, each in given["ends"].items()}
        flow = Flow(given["title"], given["intro"], given["checked"], given["start"], steps, ends)
        _check(flow)
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise GuidanceError(f"Mend {path.name} in data/guidance/flows: {error}.") from None
    return flow


def _step(key: str, given: Mapping[str, Any], sources: Mapping[str, Source]) -> Step:
    choices = tuple(Choice(str(each["say"]), each["next"]) for each in given["choices"])
    return Step(key, given["question"], given["why"], choices, _cited(given, sources))


def _end(key: str, given: Mapping[str, Any], sources: Mapping[str, Source]) -> End:
    if given["kind"] not in get_args(EndKind):
        raise ValueError(f"{key} is an end of no known kind")
    return End(key, given["kind"], given["title"], given["text"], given["record"], _cited(given, sources))


def _cited(given: Mapping[str, Any], sources: Mapping[str, Source]) -> tuple[Citation, ...]:
    return tuple(read_citation(words, sources) for words in given["cite"])


def _check(flow: Flow) -> None:
    """Raises ValueError unless every way from the start comes to an end, and everything is reached."""
    reached: set[str] = set()

    def go(key: str, before: tuple[str, ...]) -> None:
        if key in before:
            raise ValueError(f"{key} leads back to itself")
        reached.add(key)
        if key in flow.ends:
            return
        for choice in flow.steps[key].choices:
            go(choice.next, (*before, key))

    go(flow.start, ())
    if lost := sorted({*flow.steps, *flow.ends} - reached):
        raise ValueError(f"nothing leads to {lost[0]}")
