"""The outcomes at first and now: drawn, said in words and in rows, the same in all three."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from earlyhelp.plans import PlanOffice
from earlyhelp.plans.printing.charts import Chart, outcome_chart
from tests.earlyhelp.plans.printing.conftest import EMPTY, wanting
from tests.earlyhelp.plans.printing.drawn import all_of, is_named, words_of

WANTED = (("More days at school", [5, 4, 2]), ("A better home", [3]))


def charted(office: PlanOffice, *wanted: tuple[str, list[int]]) -> Chart:
    chart = outcome_chart(wanting(*wanted).outcomes, office)
    assert chart is not None
    return chart


def bars(chart: Chart) -> list[tuple[str, float]]:
    """How each bar is filled and how long it is; the first two are the legend's."""
    return [
        (each.attrib["fill"], float(each.attrib["width"]))
        for each in all_of(chart.svg, "rect")
        if each.get("stroke")
    ]


def test_without_an_outcome_there_is_no_chart(plan_office: PlanOffice) -> None:
    assert outcome_chart(EMPTY.outcomes, plan_office) is None


def test_it_says_in_words_what_it_draws(plan_office: PlanOffice) -> None:
    chart = charted(plan_office, *WANTED)
    assert is_named(chart.svg) == (chart.title, chart.description)
    assert chart.description == "More days at school: 5 at first, 2 now. A better home: 3 at first."


def test_its_table_has_the_same_numbers(plan_office: PlanOffice) -> None:
    table = charted(plan_office, *WANTED).table
    assert list(table.columns) == ["What we want", "At first", "Now"]
    assert list(table.rows) == [("More days at school", "5", "2"), ("A better home", "3", "")]


def test_at_first_and_now_differ_without_colour_and_are_as_long_as_they_are_big(
    plan_office: PlanOffice,
) -> None:
    chart = charted(plan_office, *WANTED)
    (striped, _), (plain, _), *drawn = bars(chart)
    assert striped.startswith("url(#") and not plain.startswith("url(#")
    assert [fill for fill, _ in drawn] == [striped, plain, striped]
    assert [round(length / drawn[0][1] * 5) for _, length in drawn] == [5, 2, 3]
    assert [each for each in words_of(chart.svg) if each.isdigit()] == ["5", "2", "3"]


def test_before_the_first_review_nothing_is_said_of_now(plan_office: PlanOffice) -> None:
    assert "Now" not in words_of(charted(plan_office, ("A better home", [3])).svg)


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(st.text(), st.lists(st.integers(1, 5), min_size=1, max_size=20)), min_size=1, max_size=21
    )
)
def test_whatever_it_is_called_it_can_be_drawn(
    plan_office: PlanOffice, wanted: list[tuple[str, list[int]]]
) -> None:
    chart = charted(plan_office, *wanted)
    both = any(len(effects) > 1 for _, effects in wanted)
    assert len(bars(chart)) == 1 + both + sum(min(2, len(effects)) for _, effects in wanted)
