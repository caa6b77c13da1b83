"""What the page of a plan shows, ready for its template: days in words, and outcomes under their themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from earlyhelp.days import date_words, day_of
from earlyhelp.plans.document import Goal, PlanDocument, PlannedAction, Wanted
from earlyhelp.plans.office import PlanOffice
from earlyhelp.plans.outcomes import is_own
from earlyhelp.plans.printing.charts import Chart, outcome_chart, scale_chart
from earlyhelp.plans.team.meetings import Coming, Meeting


@dataclass(frozen=True)
class Place:
    """One place on the scale from 0 to 10, and the day on which it was said."""

    day: str
    place: str


@dataclass(frozen=True)
class ShownGoal:
    """The goal of one member with their places, and the drawing of these; no drawing without a place."""

    goal: Goal
    places: Sequence[Place]
    drawing: Markup


@dataclass(frozen=True)
class Theme:
    """Outcomes under one of Southwark's themes, or of Somerset's Family Outcomes."""

    title: str
    outcomes: Sequence[Wanted]


COMING_WORDS: Mapping[Coming, str] = {"asked": "Is asked", "came": "Was there", "sorry": "Could not come"}


@dataclass(frozen=True)
class ShownMeeting:
    """A meeting, its day in words, and what was agreed at it; `ahead` while it is to take place."""

    meeting: Meeting
    day: str
    agreed: Sequence[PlannedAction]
    ahead: bool


def goals_of(plan: PlanDocument, office: PlanOffice) -> list[ShownGoal]:
    """What each member wants, in the order in which they joined."""
    return [
        ShownGoal(goal, places_of(goal), _drawn(scale_chart([goal], office, f"places-{number}")))
        for number, goal in enumerate(plan.goals, 1)
    ]


def drawing_of_outcomes(plan: PlanDocument, office: PlanOffice) -> Markup:
    """The drawing of what the family wants to be different; none where there is nothing."""
    return _drawn(outcome_chart(in_turn(plan, office), office))


def places_of(goal: Goal) -> list[Place]:
    """Each place of a goal, the first one first."""
    return [Place(date_words(day_of(at)), score.words) for at, score in goal.scores]


def by_theme(plan: PlanDocument, office: PlanOffice) -> list[Theme]:
    """What the family wants to be different, in the order of the list; their own wishes come last."""
    found, listed = {each.key: each for each in plan.outcomes}, office.outcomes.by_key.values()
    themes = [
        Theme(title, [found[each.key] for each in listed if each.southwark == key and each.key in found])
        for key, title in office.outcomes.southwark.items()
    ]
    own = Theme(office.wording.say("page_own"), [each for each in plan.outcomes if is_own(each.key)])
    return [theme for theme in (*themes, own) if theme.outcomes]


def by_aim(plan: PlanDocument, office: PlanOffice) -> list[Theme]:
    """The same under each of Somerset's Family Outcomes that it works towards, in the order of these."""
    outcomes = office.outcomes
    aims = [
        Theme(
            title,
            [
                each
                for each in in_turn(plan, office)
                if each.key in outcomes.by_key and key in outcomes.by_key[each.key].somerset
            ],
        )
        for key, title in outcomes.somerset.items()
    ]
    return [aim for aim in aims if aim.outcomes]


def in_turn(plan: PlanDocument, office: PlanOffice) -> list[Wanted]:
    """The same as one list, in which a review asks about them."""
    return [each for theme in by_theme(plan, office) for each in theme.outcomes]


def meetings_of(plan: PlanDocument, today: date) -> list[ShownMeeting]:
    """Every meeting, the latest first."""
    return [
        ShownMeeting(
            each, date_words(each.on), actions_of(plan, each)[0], each.on >= today and not each.called_off
        )
        for each in plan.meetings
    ]


def actions_of(
    plan: PlanDocument, meeting: Meeting | None
) -> tuple[list[PlannedAction], list[PlannedAction]]:
    """What was agreed at this meeting, and what else of the plan is still to do."""
    keys = set(meeting.actions) if meeting else set()
    agreed = [each for each in plan.actions if each.key in keys]
    return agreed, [each for each in plan.actions if each.key not in keys and not each.done]


def effect_words(effect: int, office: PlanOffice) -> str:
    """A number from 1 to 5 with what it means."""
    return f"{effect} – {office.outcomes.effects[effect]}"


def _drawn(chart: Chart | None) -> Markup:
    """The drawing itself, every word of which is escaped already."""
    return Markup(chart.svg if chart is not None else "")
