"""Putting a plan on paper: the sections of Appendix B in their order, with room to write where nothing is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from earlyhelp.days import date_words, day_of
from earlyhelp.plans.document import GOAL_PARTS, Goal, PlanDocument, PlannedAction
from earlyhelp.plans.office import PlanOffice
from earlyhelp.plans.outcomes import LEAST, MOST
from earlyhelp.plans.printing.outcome_chart import outcome_chart
from earlyhelp.plans.printing.scale_chart import places_in_words, scale_chart
from earlyhelp.plans.printing.sheet import (
    Block,
    Circle,
    Heading,
    Hint,
    Room,
    Sheet,
    Table,
    Words,
)
from earlyhelp.printable import on_one_line
from language.scale import HIGHEST, LOWEST

_CIRCLED = ("\N{NO-BREAK SPACE}" * 3).join(str(number) for number in range(LEAST, MOST + 1))
_PLACES = [str(number) for number in range(LOWEST, HIGHEST + 1)]
_MORE_ROWS, _EMPTY_ROWS = 2, 4
_FEW_LINES, _LINES = 3, 5


def lay_out(plan: PlanDocument, office: PlanOffice, now: datetime) -> Sheet:
    """The whole plan on paper, as it is at this moment."""
    say = office.wording.say
    opening: list[Block] = [
        Hint(say("paper_made", day=date_words(day_of(now)))),
        Hint(say("paper_intro")),
    ]
    if plan.closed_at is not None:
        opening.append(Words(say("paper_closed", day=date_words(day_of(plan.closed_at)))))
    sections = (_people, _change, _goals, _outcomes, _strengths, _actions, _summary, _lead, _review)
    blocks = [*opening, *(block for section in sections for block in section(plan, office))]
    footer = say("paper_page", reference=plan.reference)
    return Sheet(f"{say('paper_title')} {plan.reference}", footer, blocks)


def _people(plan: PlanDocument, office: PlanOffice) -> list[Block]:
    agencies = [(each.name, each.role, each.service, each.assessments) for each in plan.agencies]
    return [
        _title(1, "paper_people", office),
        _title(2, "paper_family", office),
        _table(office, ("name", "in_family"), [(each.name, each.role) for each in plan.people]),
        _title(2, "paper_agencies", office),
        *(Words(f"{name}: {words}") for name, words in plan.helpers),
        _table(office, ("name", "role", "service", "assessments"), agencies),
    ]


def _change(plan: PlanDocument, office: PlanOffice) -> list[Block]:
    return [
        _title(1, "paper_change", office),
        _title(2, "paper_family_view", office),
        _said(plan.family_view, _LINES),
        _title(2, "paper_practitioner_view", office),
        _said(plan.practitioner_view, _LINES),
    ]


def _goals(plan: PlanDocument, office: PlanOffice) -> list[Block]:
    hint = Hint(office.wording.say("paper_goals_hint"))
    told = [block for goal in plan.goals for block in _goal(goal, office)] or _empty_goal(office)
    chart = scale_chart(plan.goals, office)
    drawn: list[Block] = [Heading(2, chart.title), chart, chart.table] if chart else []
    return [_title(1, "paper_goals", office), hint, *told, *drawn]


def _goal(goal: Goal, office: PlanOffice) -> list[Block]:
    name = goal.name if on_one_line(goal.name) else office.wording.say("paper_goal_of")
    blocks: list[Block] = [Heading(2, name)]
    for label, words in goal.told:
        blocks += [Heading(3, label), Words(words)]
    if goal.scores:
        blocks += [_title(3, "paper_places", office), Words(places_in_words(goal.scores, office))]
    return blocks


def _empty_goal(office: PlanOffice) -> list[Block]:
    """What is asked in the talk, to be written by hand: for one person, who can take a second sheet."""
    talk = [part for key in GOAL_PARTS for part in office.blue_sky.talk if part.key == key]
    blocks: list[Block] = [_title(2, "paper_goal_of", office), _title(3, "column_name", office), Room(1)]
    for part in talk:
        blocks += [Heading(3, part.label), Room(_FEW_LINES)]
    hint = Hint(office.wording.say("paper_places_hint"))
    return [*blocks, _title(3, "paper_places", office), hint, Circle(_PLACES)]


def _outcomes(plan: PlanDocument, office: PlanOffice) -> list[Block]:
    say, effects = office.wording.say, office.outcomes.effects
    hint = Hint(say("paper_outcomes_hint", least=effects[LEAST], most=effects[MOST]))
    rows = [
        (each.label, str(each.first), str(each.last) if len(each.effects) > 1 else _CIRCLED)
        for each in plan.outcomes
    ] or [(each.label, _CIRCLED, _CIRCLED) for each in office.outcomes.by_key.values()]
    rows += [("", _CIRCLED, _CIRCLED)] * _MORE_ROWS
    chart, drawn = outcome_chart(plan.outcomes, office), list[Block]()
    if chart is not None:
        drawn = [Heading(2, chart.title), Hint(say("chart_outcomes_hint")), chart]
    return [
        _title(1, "paper_outcomes", office),
        hint,
        Hint(say("paper_outcomes_circle")),
        Table([say(f"column_{name}") for name in ("wanted", "first", "now")], rows, 0, (5, 3, 3)),
        *drawn,
    ]


def _strengths(plan: PlanDocument, office: PlanOffice) -> list[Block]:
    rows = [(name or office.wording.say("paper_family"), words) for name, words in plan.strengths]
    return [_title(1, "paper_strengths", office), _table(office, ("name", "strength"), rows, (1, 3))]


def _actions(plan: PlanDocument, office: PlanOffice) -> list[Block]:
    """What to do; which service of the directory it is about stands on the page, as a link."""
    rows = [
        (each.need, each.outcome, _action(each, office), each.who, each.by)
        for each in sorted(plan.actions, key=lambda each: each.done)
    ]
    columns = ("need", "outcome", "action", "who", "by")
    return [_title(1, "paper_actions", office), _table(office, columns, rows, (4, 5, 6, 4, 4))]


def _action(action: PlannedAction, office: PlanOffice) -> str:
    return office.wording.say("paper_done", words=action.action) if action.done else action.action


def _summary(plan: PlanDocument, office: PlanOffice) -> list[Block]:
    hint = Hint(office.wording.say("paper_summary_hint"))
    return [_title(1, "paper_summary", office), hint, _said(plan.summary, _LINES)]


def _lead(plan: PlanDocument, office: PlanOffice) -> list[Block]:
    fields = ("name", "agency", "phone")
    row = [str(plan.lead.get(field, "")) for field in fields]
    rows, blank = ([row], 0) if any(row) else ([], 1)
    columns = [office.wording.say(f"column_{field}") for field in fields]
    hint = Hint(office.wording.say("paper_lead_hint"))
    return [_title(1, "paper_lead", office), hint, Table(columns, rows, blank)]


def _review(plan: PlanDocument, office: PlanOffice) -> list[Block]:
    columns = [office.wording.say(f"column_{field}") for field in ("day", "time", "venue", "chair")]
    rows = [(date_words(plan.review_on), "", "", "")] if plan.review_on else []
    return [
        _title(1, "paper_review", office),
        Table(columns, rows, 1, (3, 2, 4, 4)),
        _title(2, "paper_review_notes", office),
        _said(plan.review_notes, _FEW_LINES),
    ]


def _title(level: int, key: str, office: PlanOffice) -> Heading:
    return Heading(level, office.wording.say(key))


def _said(words: str, lines: int) -> Block:
    return Words(words) if words.strip() else Room(lines)


def _table(
    office: PlanOffice, columns: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int] = ()
) -> Table:
    heads = [office.wording.say(f"column_{name}") for name in columns]
    return Table(heads, rows, _MORE_ROWS if rows else _EMPTY_ROWS, widths)
