"""Held-out questions find their passage, what we do not know is said, and worries find their route."""

from __future__ import annotations

import numpy as np
import pytest

from directory.guidance import GuidanceDesk
from directory.guidance.flow import End
from directory.guidance.routes import LEVELS
from directory.guidance.routing import kinds_for, level_for
from safeguarding import Disclosure
from tests.directory.guidance.conftest import held_out

GRAVE = ("social_care", "emergency")
QUESTIONS = held_out("guidance")
WORRIES = held_out("worries")


def test_held_out_questions_find_their_passage(desk: GuidanceDesk) -> None:
    first = within = 0
    asked = [each for each in QUESTIONS if each["right"] != "none"]
    keys = list(desk.guidance.passages)
    for each in asked:
        right = each["right"] if isinstance(each["right"], list) else [each["right"]]
        best = [keys[at] for at in np.argsort(-desk.search.chances(each["asked"])[:-1])[:3]]
        first += best[0] in right
        within += bool(set(best) & set(right))
    assert first / len(asked) >= 0.9
    assert within / len(asked) >= 0.96


def test_what_nothing_answers_is_not_answered(desk: GuidanceDesk) -> None:
    unknown = [each["asked"] for each in QUESTIONS if each["right"] == "none"]
    known = [each["asked"] for each in QUESTIONS if each["right"] != "none"]
    assert sum(not desk.search.find(text) for text in unknown) / len(unknown) >= 0.72
    assert sum(not desk.search.find(text) for text in known) / len(known) <= 0.06


@pytest.mark.parametrize("text", ["", " ", "?", "🙂", "\x00", "a" * 5000, "' OR 1=1 --"])
def test_no_question_breaks_the_search(desk: GuidanceDesk, text: str) -> None:
    assert len(desk.search.find(text)) <= 3


def test_worries_find_their_route_and_danger_is_never_sent_down(desk: GuidanceDesk) -> None:
    told = [(text, level) for level in LEVELS for text in WORRIES.get(level, ())]
    found = [(desk.router.route(text).route.level, level) for text, level in told]
    assert sum(one == other for one, other in found) / len(found) >= 0.85
    grave = [LEVELS.index(one) - LEVELS.index(other) for one, other in found if other in GRAVE]
    assert sum(each < 0 for each in grave) / len(grave) <= 0.05
    assert all(one in GRAVE for one, other in found if other == "emergency")


def test_worries_that_have_a_way_of_their_own_are_told_it(desk: GuidanceDesk) -> None:
    kinds = held_out("worry_kinds")
    for kind in ("staff", "private_fostering"):
        found = [kind in [each.kind for each in desk.router.route(text).kinds] for text in kinds[kind]]
        assert sum(found) / len(found) >= 0.65, kind
        others = [kind in [each.kind for each in desk.router.route(text).kinds] for text in kinds["neither"]]
        assert sum(others) / len(others) <= 0.15, kind


@pytest.mark.parametrize(
    ("worry", "kind", "parents"),
    [
        (
            "Y5 girl told me her uncle touches her at night",
            "sexual_abuse_exploitation",
            "Do not tell the parents",
        ),
        ("she says she was cut last summer, she is 12", "harmful_practices", "Do not tell the parents"),
        ("coach keeps a lad behind alone and buys him boots", "staff", "Do not tell the parents"),
    ],
)
def test_parents_are_not_told_first_where_that_could_harm(
    desk: GuidanceDesk, worry: str, kind: str, parents: str
) -> None:
    way = desk.router.route(worry)
    assert kind in [each.kind for each in way.kinds] and way.parents.startswith(parents)
    assert way.route.level in GRAVE


def test_what_must_not_be_told_comes_before_private_fostering() -> None:
    likely = {"staff": 0.1, "private_fostering": 0.9, "neither": 0.0}
    assert kinds_for(likely, Disclosure("harm", ("harmful_practices",))) == [
        "harmful_practices",
        "private_fostering",
    ]
    assert kinds_for({**likely, "staff": 0.8}, Disclosure("none")) == ["staff", "private_fostering"]


def test_fear_of_grave_harm_is_never_sent_to_early_help(desk: GuidanceDesk) -> None:
    for kind in ("harmful_practices", "sexual_abuse_exploitation", "domestic_abuse"):
        assert desk.router.routes.way("early_help", [kind]).route.level == "social_care"


def test_a_missing_child_who_may_be_exploited_has_both_ways() -> None:
    likely = {"staff": 0.0, "private_fostering": 0.5, "neither": 0.5}
    told = Disclosure("harm", ("missing_child", "physical_abuse", "criminal_exploitation"))
    assert kinds_for(likely, told) == ["criminal_exploitation", "missing_child"]
    assert kinds_for(likely, Disclosure("none")) == ["private_fostering"]


@pytest.mark.parametrize("words", ["asdkjh", "hello", "a boy in my class", "when is the hub open"])
def test_what_tells_nothing_is_not_called_mild(desk: GuidanceDesk, words: str) -> None:
    assert desk.router.route(words).route.level == "unclear"


def test_the_case_studies_find_their_route(desk: GuidanceDesk) -> None:
    wrong = []
    for each in WORRIES["case_studies"]:
        levels = each["level"] if isinstance(each["level"], list) else [each["level"]]
        if desk.router.route(each["told"]).route.level not in levels:
            wrong.append(each["told"][:40])
    assert len(wrong) <= 2, wrong


@pytest.mark.parametrize(
    ("chances", "heard", "level"),
    [
        ((0.9, 0.1, 0.0, 0.0), "none", "universal"),
        ((0.3, 0.6, 0.1, 0.0), "none", "early_help"),
        ((0.2, 0.35, 0.45, 0.0), "none", "social_care"),
        ((0.1, 0.1, 0.4, 0.4), "none", "social_care"),
        ((0.01, 0.32, 0.19, 0.48), "none", "early_help"),
        ((0.1, 0.1, 0.4, 0.4), "harm", "social_care"),
        ((0.1, 0.1, 0.3, 0.5), "immediate", "emergency"),
        ((0.9, 0.1, 0.0, 0.0), "harm", "early_help"),
        ((0.3, 0.4, 0.3, 0.0), "harm", "social_care"),
        ((0.9, 0.1, 0.0, 0.0), "immediate", "social_care"),
        ((0.6, 0.1, 0.1, 0.2), "immediate", "emergency"),
        ((0.0, 0.0, 0.0, 1.0), "none", "emergency"),
    ],
)
def test_either_hearing_raises_and_neither_brings_down(
    chances: tuple[float, ...], heard: str, level: str
) -> None:
    disclosure = Disclosure(heard)  # type: ignore[arg-type]
    assert level_for(np.array([0.0, *chances], np.float32), disclosure) == level


def test_every_way_through_the_flowchart_ends_with_a_reason(desk: GuidanceDesk) -> None:
    flow, ways, ends = desk.sharing, 0, set()
    waiting: list[tuple[int, ...]] = [()]
    while waiting:
        choices = waiting.pop()
        walked = flow.walk(choices)
        assert len(choices) <= 8
        if isinstance(walked.at, End):
            ways += 1
            ends.add(walked.at.kind)
            assert walked.at.text and walked.at.record and walked.at.citations
            continue
        assert any("not sure" in each.say.lower() for each in walked.at.choices), walked.at.key
        waiting += [(*choices, number) for number in range(len(walked.at.choices))]
    assert ends == {"share", "seek_consent", "do_not_share", "safeguarding_lead"}
    assert ways >= 50
    assert "999" in flow.walk([0]).at.text  # type: ignore[union-attr]
    for wrong in ([9], [-1], [0, 0]):
        with pytest.raises(ValueError, match="no such choice"):
            flow.walk(wrong)
