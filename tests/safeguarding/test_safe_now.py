"""A typed yes or no to "Are you safe right now?" counts only when it is plain."""

import pytest

from safeguarding.safe_now import answer_in_words


@pytest.mark.parametrize(
    "said",
    ["yes", "Yes I am", "yeah im safe now thanks", "im ok", "no worries im safe", "no im fine thanks",
     "i am not in danger", "yh", "yes we are all safe at the moment"],
)  # fmt: skip
def test_a_plain_yes_is_yes(said: str) -> None:
    assert answer_in_words(said) == "yes"


@pytest.mark.parametrize(
    "said",
    ["no", "nope", "no way", "not really", "i dont think so", "im not safe", "i dont feel safe", "in danger",
     "no im in danger", "no we are all in danger", "not safe, in danger right now", "yes we are in danger"],
)  # fmt: skip
def test_a_plain_no_is_no(said: str) -> None:
    assert answer_in_words(said) == "no"


@pytest.mark.parametrize(
    "said",
    ["yes last night", "yes but hes coming back", "no she hit me", "i dont know", "right", "", "...",
     "im safe for now he is at work", "safe as houses lol", "what do you mean", "yes he is here",
     "yes hes home now", "ok", "okay thanks", "fine", "fine he got me", "ok they have been"],
)  # fmt: skip
def test_anything_more_than_that_is_not_sure(said: str) -> None:
    assert answer_in_words(said) == "not_sure"
