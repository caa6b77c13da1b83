"""Plans as they are read, with as much or as little in them as a test wants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from earlyhelp.plans.document import Goal, PersonInPlan, PlanDocument, PlannedAction, Wanted
from earlyhelp.plans.team.involving import Agency
from language.scale import Score
from tests.earlyhelp.conftest import MONDAY

EMPTY = PlanDocument(
    reference="ROSE-4821",
    people=[],
    agencies=[],
    family_view="",
    practitioner_view="",
    review_notes="",
    goals=[],
    outcomes=[],
    strengths=[],
    helpers=[],
    actions=[],
    summary="",
    lead={},
    review_on=None,
    changed_at=MONDAY,
    closed_at=None,
)


def places(*scores: Score | float, every: timedelta = timedelta(days=28)) -> list[tuple[datetime, Score]]:
    """Places on the scale, the first on Monday, each one of the others so much later."""
    return [
        (MONDAY + number * every, score if isinstance(score, Score) else Score(score, score))
        for number, score in enumerate(scores)
    ]


def scored(*goals: tuple[str, Sequence[tuple[datetime, Score]]]) -> PlanDocument:
    """A plan in which there is nothing but these people's places."""
    return replace(EMPTY, goals=[Goal(name, [], scores) for name, scores in goals])


def wanting(*wanted: tuple[str, Sequence[int]]) -> PlanDocument:
    """A plan in which there is nothing but these outcomes."""
    return replace(EMPTY, outcomes=[Wanted(f"key_{label}", label, effects) for label, effects in wanted])


def full(words: str = "", **changes: Any) -> PlanDocument:
    """A plan with something everywhere; `words` take the place of everything that a person typed."""

    def typed(said: str) -> str:
        return words or said

    told = [
        ("A really good day", typed("We all eat tea at the table and nobody shouts.")),
        ("What the next step looks like", typed("Two teas a week without a row.")),
    ]
    plan = replace(
        EMPTY,
        people=[
            PersonInPlan(typed("Morwenna"), typed("Mum")),
            PersonInPlan(typed("Jory"), typed("Son, 14")),
            PersonInPlan(typed("Nan"), ""),
        ],
        agencies=[
            Agency(
                "agency-key",
                typed("Pat Ashdown"),
                typed("Family worker"),
                typed("Hill Schools"),
                typed("Early help assessment, 3 October"),
            ),
        ],
        family_view=typed("We want fewer rows in the morning."),
        practitioner_view=typed("Mornings are hard since the move."),
        goals=[
            Goal(typed("Morwenna"), told, places(4, Score(5, 6), 7)),
            Goal(typed("Jory"), [("A really good day", typed("I play football."))], places(3, 3)),
        ],
        outcomes=[
            Wanted("family_functioning", "We get on better as a family", [5, 2]),
            Wanted("attendance", "More days at school", [3]),
            Wanted("other", typed("Nan can visit us again, by bus, on most Sundays of the year"), [4, 4]),
        ],
        helpers=[(typed("Morwenna"), typed("Tegen next door"))],
        strengths=[(typed("Morwenna"), typed("We laugh a lot.")), ("", typed("We live near Nan."))],
        actions=[
            PlannedAction(
                "action-key",
                "",
                typed("Two teas a week without a row."),
                typed("Phones in the basket at five."),
                typed("Me and Jory"),
                typed("Friday"),
                "",
                True,
            ),
            PlannedAction(
                "action-key-2",
                typed("Help with school"),
                typed("Jory likes Mondays"),
                typed("Ring the school and ask for a talk."),
                typed("Morwenna"),
                typed("End of the month"),
                "service-id-77",
                False,
            ),
        ],
        review_notes=typed("Jory was at school on nine days of ten."),
        summary=typed("It is calmer. The bus is what could get in the way."),
        lead={"name": typed("Pat Ashdown"), "agency": typed("Hill Schools"), "phone": typed("020 7946 0000")},
        review_on=(MONDAY + timedelta(days=42)).date(),
    )
    return replace(plan, **changes)
