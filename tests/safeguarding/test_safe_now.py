"""A typed yes or no to "Are you safe right now?" counts only when it is plain."""

import pytest

from safeguarding.safe_now import answer_in_words, says_misheard


@pytest.mark.parametrize(
    "said",
    ["yes", "Yes I am", "yeah im safe now thanks", "im ok", "no worries im safe", "no im fine thanks",
     "i am not in danger", "yh", "yes we are all safe at the moment", "I am perfectly safe it was a figure of speech"],
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


@pytest.mark.parametrize(
    "said",
    ["you got me wrong", "no you've got me wrong", "u misunderstood me", "thats not what i meant",
     "I am perfectly safe it was a figure of speech", "sorry it was just a figure of speech",
     "wot? im fine i just said wot a gd day is", "i only told you about a good day"],
)  # fmt: skip
def test_somebody_says_that_no_danger_was_meant(said: str) -> None:
    assert says_misheard(said)


@pytest.mark.parametrize(
    "said",
    ["you got me wrong but im not safe", "i was only joking", "dont get me wrong he does hit me", "no",
     "no im not safe, you got it wrong", "you got me wrong he is here", "i just said he hit me",
     "i just said a good day is when he doesnt hit me"],
)  # fmt: skip
def test_what_goes_against_it_or_is_said_in_fear_does_not_count(said: str) -> None:
    assert not says_misheard(said)
