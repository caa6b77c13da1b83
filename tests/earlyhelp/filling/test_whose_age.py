"""Nobody is taken for under 18 by the age of a child, and each child's age is told."""

from __future__ import annotations

import pytest

from earlyhelp.filling import Facts, Filling
from tests.earlyhelp.filling.conftest import Asked


def test_the_age_of_a_child_is_never_the_writers(asked: Asked) -> None:
    asked.filling = Filling(facts=Facts(ages=(6.0,), who="self", needs=("money",)))
    asked.press("go_on").press("use")
    assert asked.step == "ask:age" and not asked.filling.is_young and "I am 6" not in str(asked.items)


def test_who_presses_me_after_a_childs_age_is_asked_for_their_own(asked: Asked) -> None:
    asked.filling = Filling(facts=Facts(ages=(6.0,), needs=("money",)))
    asked.press("go_on").press("use").press("self")
    assert asked.step == "ask:age" and not asked.filling.is_young


def test_a_childs_age_at_how_old_are_you_says_whom_it_is_for(asked: Asked) -> None:
    asked.skip_to("ask:who").press("self")
    assert asked.say("my son is 6", who="child", ages=(6.0,)) == ""
    assert asked.filling.who == "child" and asked.items["age"] == "The child is 6."
    assert asked.step == "ask:under_18" and not asked.filling.is_young


def test_the_writers_own_age_alone_is_no_childs(asked: Asked) -> None:
    asked.skip_to("ask:who").press("child")
    assert asked.say("I am 34", ages=(34.0,), own=(34.0,)) == "age_unclear"
    assert asked.filling.facts.ages == ()


@pytest.mark.parametrize("ages", [(34.0,), (6.0, 9.0), ()])
def test_the_writers_own_age_beside_the_childrens_is_not_one_of_theirs(
    asked: Asked, ages: tuple[float, ...]
) -> None:
    asked.skip_to("ask:who").press("child")
    assert asked.say("9 and 6, I am 34", ages=ages, own=(34.0,)) == ""
    assert asked.filling.facts.ages == (6.0, 9.0) and asked.filling.own == (34.0,)


@pytest.mark.parametrize(
    ("said", "own", "young"),
    [
        ("over", (), False),
        ("im 31 not under 18", (31.0,), False),
        ("not under 18", (), False),
        ("under 18", (), True),
        ("im not 18 yet", (), True),
        ("15", (), True),
    ],
)
def test_under_18_is_answered_in_many_words(
    asked: Asked, said: str, own: tuple[float, ...], young: bool
) -> None:
    asked.skip_to("ask:who").press("other")
    assert asked.say(said, own=own) == ""
    assert asked.filling.is_young is young and asked.filling.is_grown_up is not young


def test_a_childs_age_does_not_answer_whether_the_writer_is_under_18(asked: Asked) -> None:
    asked.skip_to("ask:who").press("child").skip_to("ask:under_18")
    assert asked.say("my son is 6", who="child", ages=(6.0,)) == "pick"
    assert not asked.filling.is_young


@pytest.mark.parametrize(
    ("said", "who", "words"),
    [
        ("8 and 3", "child", "The children are 3 and 8."),
        ("eight, three and one is 11", "child", "The children are 3, 8 and 11."),
        ("8 and 3", "family", "Ages: 3 and 8."),
        ("8 to 10", "family", "Ages: 8 to 10."),
    ],
)
def test_each_child_has_their_age(asked: Asked, said: str, who: str, words: str) -> None:
    asked.skip_to("ask:who").press(who)
    assert asked.say(said) == "" and asked.items["age"] == words
