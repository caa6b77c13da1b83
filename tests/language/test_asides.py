"""Words around an answer are heard for what they are, and answers are left alone."""

from __future__ import annotations

import pytest

from language import asides

ANSWERS = (
    "pancakes", "go swimming", "try harder", "a dog", "my nan", "change my job", "call the gp", "say sorry to him",
    "get up earlier", "mum and me", "hello kitty stuff", "i need to go to bed earlier", "start running",
)  # fmt: skip


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        (asides.greets, ["hey im back", "Hello!", "hi again", "hiya its me"]),
        (asides.begins, ["let's start", "lets go", "ok lets begin", "yeah do it", "start please"]),
        (asides.hurries, ["gtg someones coming", "sorry got to go", "i need to go mum is here", "g2g"]),
        (
            asides.asks_the_way_back,
            ["how do i come back", "ok how can i get back to this", "how do i find it again"],
        ),
        (
            asides.has_code,
            ["i have a code", "ive got a code word", "mum gave me a code", "i got the code from mum"],
        ),
        (
            asides.wants_change,
            [
                "change my name",
                "no change that to 3",
                "can i change what my good day is",
                "i want to change my answer",
            ],
        ),
        (asides.names_anew, ["no, my name is only Agnieszka", "call me Jay"]),
        (asides.leaves, ["bye", "ok thanks bye", "see ya", "night night x", "thats all thanks take care"]),
        (asides.asks_for_a_person, ["can someone ring me", "i want to talk to a real person", "call me pls"]),
    ],
)
def test_an_aside_is_heard_and_no_answer_is(heard: object, said: list[str]) -> None:
    assert callable(heard)
    assert [text for text in said if not heard(text)] == []
    assert [text for text in ANSWERS if heard(text)] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jory", "Jory"),
        ("Hello call me please Agnieszka.", "Agnieszka"),
        ("Hello my name is Jay.", "Jay"),
        ("Hello im lily.", "lily"),
        ("Hello jakub but everyone says kuba.", "kuba"),
        ("no 1 asked lol, call me bean", "bean"),
        ("My name is Oksana, you can say Oksi", "Oksi"),
        ("it's Mary Ann", "Mary Ann"),
        ("mum, thats all anyone calls me", "mum, thats all anyone calls me"),
        ("no, my name is Sam, I mixed it up", "Sam"),
        ("sorry I mixed it up, my name is Sam not Dan", "Sam"),
        ("my names kayleigh and im 12", "kayleigh"),
        ("everyone says my name is weird", "everyone says my name is weird"),
        ("not telling, my name is mine", "not telling, my name is mine"),
        ("king of fortnite", "king of fortnite"),
        ("im not telling you that mate", "im not telling you that mate"),
        ("Zoë", "Zoë"),
        ("Аня", "Аня"),
    ],
)
def test_a_name_is_taken_out_of_what_stands_around_it(text: str, name: str) -> None:
    assert asides.name_in(text) == name
