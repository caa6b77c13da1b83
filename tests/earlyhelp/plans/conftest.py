"""The sample's plan office on a database of each sort, and families who talk about their good day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from core.audit import AuditEntry, verify
from core.settings import Settings
from earlyhelp.plans import Mine, PlanOffice, begin, mine, open_part, open_plan_office, say
from earlyhelp.plans.parts import Voice
from language.scale import Score
from tests.core.conftest import Store, cluster, migrated, store
from tests.earlyhelp.conftest import MONDAY

__all__ = ["cluster", "migrated", "store"]

FOUR = Score(4, 4)
MUM, SON = "conversation-mum", "conversation-son"
TALK = {
    "called": "Morwenna",
    "world": "We all eat tea at the table and nobody shouts",
    "happy": "I would sing in the kitchen",
    "notice": "My boys would",
    "look": "yes",
    "next": "Two teas a week without a row",
    "know": "The boys come down when I call",
    "action": "Phones in the basket at five",
    "action_who": "Me and Jory",
    "action_when": "Friday",
    "strengths": "We laugh a lot",
    "helpers": "My neighbour Tegen",
}


@dataclass(frozen=True)
class Plans:
    """The plan office at work on one database: each `do` is a transaction of its own."""

    store: Store
    office: PlanOffice

    def do(self, function: Callable[..., Any], *given: Any, **more: Any) -> Any:
        """Calls `function(session, vault, *given, **more)` and commits."""
        with self.store.sessions.begin() as session:
            return function(session, self.store.vault, *given, **more)

    def begin(self, person: str = MUM, voice: Voice = "adult", now: datetime = MONDAY) -> Mine:
        """Somebody's own part, new or known."""
        member: Mine = self.do(begin, person, voice, now, self.office)
        return member

    def mine(self, person: str = MUM) -> Mine:
        """Somebody's own part as it now is."""
        member: Mine = self.do(mine, person)
        return member

    def walk(self, member: Mine, now: datetime = MONDAY, place: Score | None = FOUR, **said: str) -> Mine:
        """Answers every part of the present round; what is not `said` is as in TALK."""
        answers = TALK | said
        while (part := open_part(member, self.office.blue_sky)) is not None:
            scored = place if place is not None else ""
            answer = scored if part.kind == "scale" else answers.get(part.key, "all right")
            member = self.do(say, member, part, answer, now)
        return member

    def audited(self) -> list[str]:
        """What was done, in order; the chain is whole."""
        with self.store.sessions() as session:
            assert verify(session).broken_at is None
            return list(session.scalars(select(AuditEntry.what).order_by(AuditEntry.number)))


@pytest.fixture(scope="session")
def plan_office() -> PlanOffice:
    """The sample of data/plans."""
    return open_plan_office(Settings(secret_key="s" * 40))


@pytest.fixture
def plans(store: Store, plan_office: PlanOffice) -> Plans:
    """The plan office on a database of each sort."""
    return Plans(store, plan_office)
