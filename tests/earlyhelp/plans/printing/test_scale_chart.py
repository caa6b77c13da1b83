"""The places on the scale: drawn, said in words and in rows, the same in all three."""

from __future__ import annotations

import re
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from earlyhelp.plans import PlanOffice
from earlyhelp.plans.printing.charts import Chart, scale_chart
from earlyhelp.plans.printing.drawing import WIDTH
from language.scale import Score
from tests.earlyhelp.plans.printing.conftest import EMPTY, places, scored
from tests.earlyhelp.plans.printing.drawn import all_of, is_named, opened, words_of


def charted(office: PlanOffice, *goals: tuple[str, list[Score | float]], **apart: timedelta) -> Chart:
    """The chart of these people's places, four weeks apart unless said otherwise."""
    plan = scored(*((name, places(*scores, **apart)) for name, scores in goals))
    chart = scale_chart(plan.goals, office)
    assert chart is not None
    return chart


def test_without_a_place_there_is_no_chart(plan_office: PlanOffice) -> None:
    assert scale_chart(EMPTY.goals, plan_office) is None
    assert scale_chart(scored(("Jory", [])).goals, plan_office) is None


def test_it_says_in_words_what_it_draws(plan_office: PlanOffice) -> None:
    chart = charted(plan_office, ("Morwenna", [4, Score(5, 6)]), ("Jory", [3]))
    title, description = is_named(chart.svg)
    assert title == chart.title == "Where each of us is from 0 to 10"
    assert description == chart.description
    assert description == (
        "Morwenna: 4 on 23 November 2026, 5 to 6 on 21 December 2026. Jory: 3 on 23 November 2026."
    )


def test_of_one_person_it_says_whose_places_they_are(plan_office: PlanOffice) -> None:
    assert charted(plan_office, ("Jory", [3])).title == "Where Jory is from 0 to 10"


def test_its_table_has_the_same_places(plan_office: PlanOffice) -> None:
    chart = charted(plan_office, ("Morwenna", [4, Score(5, 6)]), ("Jory", [3]))
    assert list(chart.table.columns) == ["Name", "Day", "From 0 to 10"]
    assert list(chart.table.rows) == [
        ("Morwenna", "23 November 2026", "4"),
        ("Morwenna", "21 December 2026", "5 to 6"),
        ("Jory", "23 November 2026", "3"),
    ]


def test_each_of_twelve_members_is_drawn_in_another_way(plan_office: PlanOffice) -> None:
    chart = charted(plan_office, *((f"Member {number}", [4, 5]) for number in range(12)))
    looks = {
        (group.get("stroke"), group[0].get("stroke-dasharray"), group[1].get("d"))
        for group in all_of(chart.svg, "g")
        if group.get("stroke") and group[0].tag.endswith("polyline")
    }
    without_colour = {(dashes, shape) for _, dashes, shape in looks}
    assert len(without_colour) == 12


def test_two_at_one_place_on_one_day_stand_side_by_side(plan_office: PlanOffice) -> None:
    chart = charted(plan_office, ("Morwenna", [4]), ("Jory", [4]), every=timedelta(0))
    points = [each.get("points") for each in all_of(chart.svg, "polyline")]
    assert len(set(points)) == 2


def test_first_and_last_day_are_written_and_none_twice(plan_office: PlanOffice) -> None:
    words = words_of(charted(plan_office, ("Jory", [4] * 20)).svg)
    days = [each for each in words if re.fullmatch(r"\d+ [A-Z][a-z]{2}", each)]
    assert len(days) == len(set(days)) and days[0] == "23 Nov" and days[-1] == "8 May"
    assert words_of(charted(plan_office, ("Jory", [4, 5]), every=timedelta(0)).svg).count("23 Nov") == 1


def test_a_long_name_is_clipped_in_the_drawing_and_whole_beside_it(plan_office: PlanOffice) -> None:
    name = "Morwenna " * 20
    chart = charted(plan_office, (name, [4]))
    assert any(each.startswith("Morwenna") and each.endswith("…") for each in words_of(chart.svg))
    assert chart.table.rows[0][0] == name


@settings(max_examples=50)
@given(
    scores=st.lists(st.lists(st.integers(0, 10), min_size=1, max_size=20), min_size=1, max_size=9),
    name=st.text(),
    days=st.integers(0, 400),
)
def test_everything_is_drawn_within_the_drawing(
    plan_office: PlanOffice, scores: list[list[int]], name: str, days: int
) -> None:
    chart = charted(plan_office, *((name, list(each)) for each in scores), every=timedelta(days=days))
    height = float(opened(chart.svg).attrib["viewBox"].split()[3])
    for drawn in all_of(chart.svg, "polyline"):
        for point in drawn.attrib["points"].split():
            x, y = map(float, point.split(","))
            assert 0 < x < WIDTH and 0 < y < height
    assert len(chart.table.rows) == sum(map(len, scores))
