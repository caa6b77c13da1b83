"""Words that put something right are heard, and an answer that only sounds like one is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from language import corrections

HEARD: dict[Callable[[str], object], tuple[list[str], list[str]]] = {
    corrections.says_wrong: (
        ["thats wrong", "no that's not right", "something is wrong", "wait there's a mistake", "wrong"],
        ["what is wrong with him", "he was wrong", "thats wrong im 34", "nothing is wrong with school"],
    ),
    corrections.gave_wrong: (
        ["wait i gave the wrong number its 07700 900112", "sorry i put the school in wrong", "the wrong name i gave"],
        ["he gave me the wrong money", "i put up with a lot", "they got it wrong"],
    ),
    corrections.opens_correction: (
        ["wait i gave the wrong number", "actually my number is new", "i said text not ring", "can you change my age",
         "sorry, ring me on this one instead", "that's wrong"],
        ["me and my boys", "my phone is new", "i want to change the town we live in", "not much, i sleep"],
    ),
    corrections.asks_to_change: (
        ["change my age im 34 not 6", "can you fix the number", "correct that please"],
        ["i changed my mind", "change my mind", "nothing changes"],
    ),
    corrections.gives_own_address: (
        ["ring me on 07700 900123", "my new number is 07700 900123", "email me"],
        ["her number is 07700 900123", "we email the school", "07700 900123"],
    ),
    corrections.gives_address_of_another: (
        ["her number is 07700 900123", "the social workers phone is", "my mums number"],
        ["my number is 07700 900123", "ring me"],
    ),
}  # fmt: skip

NAMES = {
    "age": ("my age", "age"),
    "school": ("school",),
    "family": ("family",),
    "reach_where": ("number", "phone number"),
    "story": ("what happened",),
}


@pytest.mark.parametrize("heard", HEARD, ids=lambda each: each.__name__)
def test_it_is_heard_in_plain_words_and_in_no_others(heard: Callable[[str], object]) -> None:
    said, not_said = HEARD[heard]
    assert [text for text in said if not heard(text)] == []
    assert [text for text in not_said if heard(text)] == []


@pytest.mark.parametrize(
    ("said", "ages"),
    [
        ("im not 6 lol im the mum", {6.0}),
        ("change my age im 34 not 6", {6.0}),
        ("im not coping at 34", set()),
    ],
)
def test_the_ages_that_are_not_right_are_heard(said: str, ages: set[float]) -> None:
    assert corrections.denied_ages(said) == ages


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("change my age", "age"),
        ("the phone number i gave is wrong", "reach_where"),
        ("you have the wrong school", "school"),
        ("my number has changed", "reach_where"),
        ("my school is nice", ""),
        ("everything went wrong at home", ""),
    ],
)
def test_what_is_to_be_changed_is_heard_by_its_name(said: str, key: str) -> None:
    assert corrections.named_to_change(said, NAMES) == key


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ("share it all except family and the school", ("school", "family")),
        ("dont tell them what happened", ("story",)),
        ("share my school and family", ()),
        ("dont share my phone number", ("reach_where",)),
    ],
)
def test_what_is_kept_back_is_heard_by_its_names(said: str, keys: tuple[str, ...]) -> None:
    assert corrections.keeps_back(said, NAMES) == keys


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ("Kyle is at Hillside Primary sorry no Bridgwater college academy", "Bridgwater college academy"),
        ("hillside, no wait, riverside", "riverside"),
        ("hillside i mean riverside", "riverside"),
        ("sorry no idea", "sorry no idea"),
        ("Hillside Primary", "Hillside Primary"),
    ],
)
def test_what_stands_after_a_retraction_counts(said: str, counts: str) -> None:
    assert corrections.after_retraction(said) == counts
