"""The questions of data/earlyhelp, and a way through them without a chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from core.settings import PROJECT
from earlyhelp.days import day_of
from earlyhelp.filling import (
    Facts,
    Filling,
    Questions,
    Reach,
    answer_in_words,
    case_of,
    choose,
    items_of,
    load_questions,
)
from earlyhelp.office import Office

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)


@dataclass
class Asked:
    """A person who is asked one thing after the other."""

    office: Office
    questions: Questions
    filling: Filling

    @property
    def items(self) -> dict[str, str]:
        return items_of(self.filling, self.questions, {"young_carer": "Young carers"})

    @property
    def step(self) -> str:
        filling = self.filling
        asks = self.office.asks_for_manager(filling.contact, filling.second, filling.agreed)
        return filling.step(self.items, bool(filling.second), asks)

    @property
    def reach(self) -> Reach:
        case = case_of(self.filling, self.office.contacts)
        return Reach(self.office.route(case, MONDAY), self.office.contacts, day_of(MONDAY))

    def press(self, answer: str) -> Asked:
        self.filling = choose(self.filling, self.step, answer, self.questions, self.items, self.reach)
        return self

    def say(self, text: str, **told: object) -> str:
        self.filling, wrong = answer_in_words(self.filling, text, Facts(**told), self.questions)
        return wrong

    def skip_to(self, step: str) -> Asked:
        """Skips questions, and takes the first contact, until this step."""
        for _ in range(40):
            if self.step == step:
                return self
            first = {"intro": "go_on", "offer": "use", "overview": "share_all"}
            first |= {"second": "yes", "manager": "yes"}
            if self.step == "contact":
                self.press(self.reach.offered[0].key)
            else:
                self.press("skip" if self.step.startswith("ask:") else first[self.step])
        raise AssertionError(f"{step} never came; {self.step} did")


@pytest.fixture(scope="session")
def questions() -> Questions:
    return load_questions(PROJECT / "data" / "earlyhelp")


@pytest.fixture
def asked(office: Office, questions: Questions) -> Asked:
    """Somebody who has told nothing yet."""
    return Asked(office, questions, Filling())
