"""What the check hears, and that nothing it is given can stop it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import safeguarding.checking
from safeguarding import Disclosure, Heard, check
from safeguarding.disclosures import LEVELS

WORDS = [
    "i",
    "me",
    "my",
    "dad",
    "hit",
    "kill",
    "die",
    "want to",
    "not",
    ".",
    "he",
    "baby",
    "blood",
    "home",
    "run away",
]


@pytest.mark.parametrize(
    ("text", "level", "kind", "speaker"),
    [
        ("im 13 and my dad hits me", "harm", "physical_abuse", "child"),
        ("my husband hits me", "harm", "domestic_abuse", "adult"),
        ("my daughter is cutting herself", "harm", "suicide_self_harm", "about_child"),
        ("my neighbour says she wants to kill herself", "harm", "suicide_self_harm", "about_adult"),
        ("a pupil in my class says her dad hits her", "harm", "physical_abuse", "professional"),
        ("i want to die", "harm", "suicide_self_harm", "unknown"),
        ("im on the bridge and im going to jump", "immediate", "suicide_self_harm", "unknown"),
        ("my baby isnt breathing", "immediate", "medical_emergency", "about_child"),
    ],
)
def test_level_kind_and_speaker_are_heard(text: str, level: str, kind: str, speaker: str) -> None:
    heard = check(text)
    assert (heard.level, heard.speaker) == (level, speaker)
    assert kind in heard.kinds


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("im a teacher and my husband is hitting me right now", "adult"),
        ("i work in a school, my partner beat me up last night and he is outside", "adult"),
        ("im a nurse and i want to kill myself tonight", "unknown"),
        ("a boy in my school keeps hitting me", "unknown"),
        ("theres a lad in my class who says he will stab me", "unknown"),
        ("im a teacher and one of my pupils told me her dad hits her", "professional"),
        ("social worker here my client has taken an overdose", "professional"),
        ("i work in a nursery and a child came in with burns on her arm", "professional"),
    ],
)
def test_whoever_has_a_job_with_children_is_heard_for_themself_too(text: str, speaker: str) -> None:
    heard = check(text)
    assert heard.level != "none"
    assert heard.speaker == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("im 14, a boy told me he will share my pics", "child"),
        ("a girl in my year has my nudes and im 13", "child"),
        ("my daughter is 14, a man online made her send nudes of herself", "about_child"),
        ("a man online keeps asking my daughter for nudes, he has seen my pics of her", "about_child"),
        ("my daughter is 13 and a boy shared my pictures of her naked in school", "about_child"),
        ("i found my photos of my daughter, 8, on a strangers phone, he touches her", "about_child"),
        ("my son is 15 and a man has his nudes, he also took photos of me", "about_child"),
    ],
)
def test_whose_pictures_they_are_tells_who_is_harmed(text: str, speaker: str) -> None:
    assert check(text).speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        "k!ll mys3lf", "k i l l m y s e l f", "i want to unalive myself", "KMS", "sui\u200bcidal", "i wanna d!e",
        "i dont want to die but i cant do this", "he dont hit me he just grabs me",
        "do you have clothes for a 9 year old also my husband beat me last night",
    ],
)  # fmt: skip
def test_disguised_denied_and_buried_disclosures_are_heard(text: str) -> None:
    assert check(text).level != "none"


@pytest.mark.parametrize(
    "text",
    [
        "this bus is killing me", "dying for a cuppa", "my boss will kill me", "suicide prevention training",
        "essay about self harm", "killing time", "shoot me a text", "he hit a goal", "she has hit puberty", "he kicks off",
        "domestic abuse support group near yeovil", "what is the FGM duty",
        "i used to self harm years ago but i am fine now", "im not suicidal just tired",
    ],
)  # fmt: skip
def test_idiom_training_policy_and_the_resolved_past_are_not(text: str) -> None:
    assert check(text) == Disclosure("none")


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("im 13 and dad hits me", 13),
        ("my 9 year old hurts himself", 9),
        ("i am 30 weeks pregnant and he hit me", None),
    ],
)
def test_an_age_said_is_kept(text: str, age: int | None) -> None:
    assert check(text).age == age


def test_kinds_are_ordered_by_level_and_then_gravity() -> None:
    votes = [
        Heard("neglect", "harm"),
        Heard("domestic_abuse", "immediate"),
        Heard("suicide_self_harm", "harm"),
    ]
    assert check("hello", heard=votes).kinds == ("domestic_abuse", "suicide_self_harm", "neglect")


def test_every_vote_raises_and_a_faint_one_names_no_kind() -> None:
    assert check("hello", heard=[Heard("neglect", "harm", 0.9)]).level == "harm"
    assert not check("hello", heard=[Heard("neglect", "harm", 0.2)]).named
    assert check("my baby isnt breathing", heard=[Heard("neglect", "none", 1.0)]).level == "immediate"


def test_a_failure_inside_is_a_concern(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise RuntimeError("private words")

    monkeypatch.setattr(safeguarding.checking, "load_signs", fail)
    assert check("private words") == Disclosure("harm", named=False)
    assert "private words" not in caplog.text


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gets_an_answer(text: str) -> None:
    assert check(text).level in LEVELS


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_any_run_of_words_that_matter_gets_the_same_answer_twice(words: list[str]) -> None:
    text = " ".join(words)
    assert check(text) == check(text)


@pytest.mark.parametrize(
    "text",
    [
        "a " * 5000,
        "x" * 10000,
        "k i l l " * 1250,
        "*" * 10000,
        "a*" * 5000,
        "he hit me and " * 700,
        "\u200b" * 10000,
        "💔" * 5000,
        "\x00\ud800",
    ],
)
def test_ten_thousand_characters_of_anything_are_answered_quickly(text: str) -> None:
    check(text)
    start = time.perf_counter()
    check(text)
    assert time.perf_counter() - start < 0.5


def test_a_normal_message_takes_under_two_milliseconds() -> None:
    text = "hi my daughter is 14 and has stopped going to school, is there anyone in taunton who can help us"
    check(text)
    times = []
    for _ in range(50):
        start = time.perf_counter()
        check(text)
        times.append(time.perf_counter() - start)
    assert sorted(times)[25] < 0.002
