"""Where each member is on the scale from 0 to 10, over time: a drawing, its words, and its table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from xml.etree.ElementTree import Element

from earlyhelp.days import date_words, day_of
from earlyhelp.plans.document import Goal
from earlyhelp.plans.office import PlanOffice
from earlyhelp.plans.printing.drawing import COLOURS, INK, PAPER, WIDTH, clipped, line, picture, piece, text
from earlyhelp.plans.printing.sheet import Chart, Table
from language.scale import HIGHEST, LOWEST, Score

_LEFT, _RIGHT, _TOP, _TALL = 36, WIDTH - 18, 16, 200
_LEGEND_ROW, _NAME_ROOM = 26, 24
_DATE_ROOM = 66
_DASHES = ("none", "8 4", "2 4", "10 3 2 3")
_SIDE_BY_SIDE = 3
"""How far apart two members stand who are at one place on one day."""
_SHAPES = ("M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0z", "M-5-5h10v10h-10z", "M0-6.5 6.5 5h-13z",
    "M0-7 7 0 0 7-7 0z", "M-5-5 5 5M5-5-5 5", "M0-6.5V6.5M-6.5 0H6.5")  # fmt: skip
"""Circle, square, triangle, diamond, cross and plus, around the point they stand on."""


def scale_chart(goals: Sequence[Goal], office: PlanOffice, key: str = "plan-places") -> Chart | None:
    """The chart of everybody who shares a place; None where nobody does. `key` is its own on a page."""
    scored = [goal for goal in goals if goal.scores]
    if not scored:
        return None
    say = office.wording.say
    title = say("chart_places") if len(scored) > 1 else say("chart_places_of", name=scored[0].name)
    description = " ".join(
        say("chart_place_line", name=goal.name, places=places_in_words(goal.scores, office))
        for goal in scored
    )
    rows = [(goal.name, date_words(day_of(at)), score.words) for goal in scored for at, score in goal.scores]
    columns = (say("column_name"), say("column_day"), say("column_place"))
    return Chart(
        title, description, _draw(key, title, description, scored), Table(columns, rows, 0, (4, 3, 2))
    )


def places_in_words(scores: Sequence[tuple[datetime, Score]], office: PlanOffice) -> str:
    """Such as `4 on 23 November 2026, 6 on 4 January 2027`."""
    return ", ".join(
        office.wording.say("chart_place", place=score.words, day=date_words(day_of(at)))
        for at, score in scores
    )


def _draw(key: str, title: str, description: str, scored: Sequence[Goal]) -> str:
    moments = sorted({at for goal in scored for at, _ in goal.scores})
    foot = _TOP + _TALL + 64
    pieces = [*_frame(moments)]
    for number, goal in enumerate(scored):
        pieces.append(_member(number, goal, moments, len(scored)))
        pieces.append(_in_legend(number, goal.name, foot + number * _LEGEND_ROW))
    return picture(key, title, description, foot + len(scored) * _LEGEND_ROW, pieces)


def _frame(moments: Sequence[datetime]) -> list[Element]:
    pieces = []
    for place in range(LOWEST, HIGHEST + 1, 2):
        pieces.append(line(_LEFT, _up(place), _RIGHT, _up(place)))
        pieces.append(text(_LEFT - 10, _up(place) + 5, f"{place}", anchor="end"))
    for x, moment, anchor in _dated(moments):
        pieces.append(line(x, _up(0), x, _up(0) + 6, INK))
        day = day_of(moment)
        for down, words in ((22, f"{day.day} {day:%b}"), (40, f"{day.year}")):
            pieces.append(text(x, _up(0) + down, words, anchor=anchor))
    return pieces


def _dated(moments: Sequence[datetime]) -> list[tuple[float, datetime, str]]:
    """Where a date is written: first and last always, those between where there is room, none twice."""
    first, last = moments[0], moments[-1]
    if day_of(first) == day_of(last):
        return [(_across(first, moments), first, "middle" if first == last else "start")]
    dates = [(_across(first, moments), first, "start")]
    edge = dates[0][0] + _DATE_ROOM / 2
    for moment in moments[1:-1]:
        x = _across(moment, moments)
        if x - edge >= _DATE_ROOM and _RIGHT - x >= _DATE_ROOM * 1.5 and day_of(moment) != day_of(last):
            dates.append((x, moment, "middle"))
            edge = x
    return [*dates, (_across(last, moments), last, "end")]


def _member(number: int, goal: Goal, moments: Sequence[datetime], of: int) -> Element:
    aside = (number - (of - 1) / 2) * min(_SIDE_BY_SIDE, 16 / of)
    at = [(_across(moment, moments) + aside, score) for moment, score in goal.scores]
    colour, dashes = COLOURS[number % len(COLOURS)], _DASHES[number % len(_DASHES)]
    path = " ".join(f"{x:.1f},{_up(score.middle):.1f}" for x, score in at)
    pieces = [piece("polyline", points=path, fill="none", stroke_dasharray=dashes)]
    pieces += [
        line(x, _up(score.low), x, _up(score.high), colour) for x, score in at if score.low < score.high
    ]
    pieces += [_mark(number, x, _up(score.middle)) for x, score in at]
    return piece("g", *pieces, stroke=colour, stroke_width=2)


def _mark(number: int, x: float, y: float) -> Element:
    shape = _SHAPES[number % len(_SHAPES)]
    return piece("path", d=shape, transform=f"translate({x:.1f} {y:.1f})", fill=PAPER)


def _in_legend(number: int, name: str, y: float) -> Element:
    colour, dashes = COLOURS[number % len(COLOURS)], _DASHES[number % len(_DASHES)]
    key = piece(
        "g",
        line(2, y, 42, y, colour, dashes),
        _mark(number, 22, y),
        stroke=colour,
        stroke_width=2,
    )
    return piece("g", key, text(52, y + 5, clipped(name, _NAME_ROOM)))


def _up(place: float) -> float:
    return _TOP + _TALL * (HIGHEST - place) / (HIGHEST - LOWEST)


def _across(moment: datetime, moments: Sequence[datetime]) -> float:
    """Where a moment is: the first at the left, the last at the right, a single one in the middle."""
    span = (moments[-1] - moments[0]).total_seconds()
    part = (moment - moments[0]).total_seconds() / span if span else 0.5
    return _LEFT + 12 + part * (_RIGHT - _LEFT - 24)
