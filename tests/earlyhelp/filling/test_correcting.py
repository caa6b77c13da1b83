"""What is wrong can be said in words at any step; a correction agrees to nothing."""

from __future__ import annotations

import pytest

from earlyhelp.filling import Facts, Filling, correct, keep_back, with_those_there
from tests.earlyhelp.filling.conftest import Asked

TOLD = Facts(
    needs=("money",), story="we are short", place="Bridgwater", district="Somerset", ages=(6.0,), own=(6.0,), who="self"
)  # fmt: skip


def put_right(asked: Asked, text: str, **told: object) -> str | None:
    """The item that says something new, empty where it is asked again, None where nothing was corrected."""
    found = correct(asked.filling, asked.step, text, Facts(**told), asked.questions, asked.office.contacts)
    if found is None:
        return None
    asked.filling = found.filling
    return found.item


@pytest.fixture
def misheard(asked: Asked) -> Asked:
    """A mother who was taken for a child of six."""
    asked.filling = Filling(facts=TOLD)
    return asked.press("go_on")


@pytest.fixture
def reachable(asked: Asked) -> Asked:
    """A grown-up who is asked who is in the family, with a number to text."""
    asked.filling = Filling(facts=Facts(who="child", ages=(8.0,), needs=("money",), own=(34.0,)))
    asked.skip_to("ask:reach_how").say("text me on 07700 900999")
    return asked.skip_to("ask:family")


@pytest.mark.parametrize("said", ["thats wrong im 34", "change my age im 34 not 6", "no im 34 not 6"])
def test_a_misheard_age_is_put_right_at_the_offer(misheard: Asked, said: str) -> None:
    assert put_right(misheard, said, own=(34.0,), who="self", ages=(34.0,)) == "age"
    assert misheard.step == "offer" and misheard.items["age"] == "I am 34."
    assert not misheard.filling.is_young


def test_a_mother_says_that_her_daughter_is_six(misheard: Asked) -> None:
    said = "im not 6 lol im the mum, my daughter is 6"
    assert put_right(misheard, said, who="child", ages=(6.0,)) == "age"
    assert misheard.items["age"] == "The child is 6." and not misheard.filling.is_young
    misheard.press("use")
    assert misheard.step == "ask:under_18"


def test_something_is_wrong_lets_one_item_of_the_offer_be_asked(misheard: Asked) -> None:
    misheard.press("wrong")
    assert misheard.step == "change"
    misheard.press("item:place")
    assert misheard.step == "offer" and "place" not in misheard.items and "story" in misheard.items
    misheard.press("use")
    assert misheard.step == "ask:place"


def test_who_it_is_for_can_be_asked_again(misheard: Asked) -> None:
    misheard.press("wrong").press("item:who").press("use")
    assert misheard.step == "ask:who"


@pytest.mark.parametrize("said", ["that's wrong", "something is not right", "no thats wrong"])
def test_wrong_alone_opens_the_page_of_changes_at_a_button(misheard: Asked, said: str) -> None:
    assert put_right(misheard, said) == "" and misheard.step == "change"


@pytest.mark.parametrize(
    ("said", "reach"),
    [
        ("wait i gave the wrong number its 07700 900112", "Text 07700 900112."),
        ("actually my number is 07700 900112", "Text 07700 900112."),
        ("sorry, ring me on 01643 555123 instead", "Ring 01643 555123."),
        ("i said ring not text", "Ring 07700 900999."),
        ("my number changed its 07700 900112", "Text 07700 900112."),
        ("not text, email me at gran@example.org", "E-mail gran@example.org."),
    ],
)
def test_another_number_or_way_is_taken_wherever_it_is_said(reachable: Asked, said: str, reach: str) -> None:
    assert put_right(reachable, said) == "reach"
    assert reachable.items["reach"].startswith(reach) and "family" not in reachable.filling.answers


@pytest.mark.parametrize("said", ["can i change something", "something i said is wrong"])
def test_the_page_of_changes_opens_at_any_step(reachable: Asked, said: str) -> None:
    assert put_right(reachable, said) == "" and reachable.step == "change"


def test_a_way_that_is_refused_is_asked_again(reachable: Asked) -> None:
    reachable.skip_to("check")
    assert put_right(reachable, "please dont text me") == "" and reachable.step == "ask:reach_how"


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("can you change my age", "ask:age"),
        ("wait, the number i gave is wrong", "ask:reach_where"),
        ("sorry i put the wrong name", "ask:name"),
        ("hang on that's the wrong town", "ask:place"),
    ],
)
def test_what_is_named_is_asked_again(reachable: Asked, said: str, step: str) -> None:
    reachable.filling = reachable.filling.without_answer("name").answered("name", "Jo")
    reachable.filling = reachable.filling.answered("place", "Wells")
    assert put_right(reachable, said) == "" and reachable.step == step


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("family", "me and my two boys, their dad changed his number"),
        ("change", "change my school, its horrible"),
        ("change", "i want to change the town we live in"),
        ("services", "her social worker Jo, her number is 07700 900111"),
        ("well", "my phone is new and she rang me"),
        ("well", "not much, i sleep"),
        ("school", "not in school"),
        ("about", "he was wrong about the school and i am sorry"),
    ],
)
def test_an_answer_is_no_correction(asked: Asked, question: str, said: str) -> None:
    asked.filling = Filling(facts=Facts(who="child", ages=(8.0,), own=(34.0,)))
    asked.skip_to("ask:reach_how").say("text me on 07700 900999")
    if question == "about":
        asked.filling = asked.filling.without_answer("about")
    asked.skip_to(f"ask:{question}")
    assert put_right(asked, said) is None


def test_a_correction_at_the_check_needs_a_yes_of_its_own(reachable: Asked) -> None:
    reachable.skip_to("check")
    assert put_right(reachable, "actually text me on 07700 900112") == "reach"
    assert reachable.step == "item:reach" and reachable.filling.contact


def test_who_is_young_by_their_own_correction_is_protected(reachable: Asked) -> None:
    reachable.skip_to("check")
    assert put_right(reachable, "sorry thats wrong im 15", own=(15.0,)) == "age"
    assert reachable.filling.is_young and reachable.step == "contact"


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("share it all except family and the school", {"family", "school"}),
        ("everything but my name please", {"name"}),
        ("dont share my school", {"school"}),
        ("share all of it, not the school", {"school"}),
    ],
)
def test_items_are_kept_back_by_name_and_the_rest_takes_one_press(
    asked: Asked, said: str, refused: set[str]
) -> None:
    asked.skip_to("ask:name").say("Jo")
    asked.skip_to("ask:family").say("me and my boy")
    asked.say("Redstart")
    asked.skip_to("overview")
    kept = keep_back(asked.filling, said, asked.items, asked.questions)
    assert kept is not None and set(kept.agreed) == refused and not any(kept.agreed.values())
    asked.filling = kept
    assert asked.step == "overview"
    asked.press("share_all")
    assert {item for item, yes in asked.filling.agreed.items() if not yes} == refused
    assert set(asked.filling.agreed) == set(asked.items)


def test_nothing_is_agreed_to_by_typing(asked: Asked) -> None:
    asked.skip_to("ask:name").say("Jo")
    asked.skip_to("overview")
    assert keep_back(asked.filling, "share it all", asked.items, asked.questions) is None


def test_an_age_that_protects_is_not_kept_back(asked: Asked) -> None:
    asked.filling = Filling(facts=Facts(own=(13.0,), who="self", place="Taunton"))
    asked.skip_to("overview")
    assert keep_back(asked.filling, "dont share my age", asked.items, asked.questions) is None


def test_another_school_asks_its_adviser_and_says_so(asked: Asked) -> None:
    asked.filling = Filling(facts=Facts(who="child", ages=(9.0,), needs=("bullying",), own=(34.0,)))
    asked.skip_to("ask:school").say("hillside")
    asked.skip_to("check")
    assert asked.filling.contact == "pat_ashdown"
    asked.press("change").press("item:school").say("Riverside Community School")
    asked.filling = with_those_there(asked.filling, asked.reach)
    assert asked.step == "contact" and asked.reach.offered[0].key == "jo_lake"
