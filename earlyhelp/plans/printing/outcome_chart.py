"""How much each desired outcome touched the family at first and touches it now, from 1 to 5."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from earlyhelp.plans.document import Wanted
from earlyhelp.plans.office import PlanOffice
from earlyhelp.plans.printing.drawing import COLOURS, INK, PAPER, in_lines, picture, piece, text
from earlyhelp.plans.printing.sheet import Chart, Table

_UNIT, _BAR, _LINE, _BETWEEN = 52, 16, 19, 18
_LABEL_ROOM, _MOST_LINES = 34, 2
_STRIPES = "plan-stripes"


def outcome_chart(wanted: Sequence[Wanted], office: PlanOffice) -> Chart | None:
    """The chart of these outcomes; None where there are none."""
    if not wanted:
        return None
    say = office.wording.say
    title, at_first, now = say("chart_outcomes"), say("column_first"), say("column_now")
    description = " ".join(_in_words(each, office) for each in wanted)
    rows = [(each.label, str(each.first), str(each.last) if len(each.effects) > 1 else "") for each in wanted]
    drawn = _draw(title, description, wanted, at_first, now)
    return Chart(title, description, drawn, Table((say("column_wanted"), at_first, now), rows, 0, (3, 1, 1)))


def _in_words(wanted: Wanted, office: PlanOffice) -> str:
    say, label, first = office.wording.say, wanted.label, str(wanted.first)
    if len(wanted.effects) == 1:
        return say("chart_outcome_first", label=label, first=first)
    return say("chart_outcome_both", label=label, first=first, now=str(wanted.last))


def _draw(title: str, description: str, wanted: Sequence[Wanted], at_first: str, now: str) -> str:
    pieces = [_stripes(), _bar(2, 6, 24, before=True), text(34, 20, at_first)]
    if any(len(each.effects) > 1 for each in wanted):
        pieces += [_bar(132, 6, 24, before=False), text(164, 20, now)]
    y = 48.0
    for each in wanted:
        for words in in_lines(each.label, _LABEL_ROOM, _MOST_LINES):
            pieces.append(text(2, y, words))
            y += _LINE
        for number, before in ((each.first, True), (each.last, False))[: len(each.effects)]:
            pieces.append(_bar(2, y - 12, number * _UNIT, before=before))
            pieces.append(text(number * _UNIT + 10, y + 1, str(number), weight="bold"))
            y += _BAR + 4
        y += _BETWEEN
    return picture("plan-outcomes", title, description, y - _BETWEEN, pieces)


def _bar(x: float, y: float, width: float, *, before: bool) -> Element:
    fill = f"url(#{_STRIPES})" if before else COLOURS[0]
    return piece("rect", x=x, y=y, width=width, height=_BAR, fill=fill, stroke=INK, stroke_width=1.5)


def _stripes() -> Element:
    """Stripes for how it was at first, so that the two bars differ without colour."""
    pattern = piece(
        "pattern",
        piece("rect", width=8, height=8, fill=PAPER),
        piece("rect", width=3, height=8, fill=INK),
        id=_STRIPES,
        width=8,
        height=8,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return piece("defs", pattern)
