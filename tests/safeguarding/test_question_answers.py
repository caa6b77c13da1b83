"""Answers to the questions of a request are heard as answers, and danger in them as danger."""

from __future__ import annotations

import pytest

from core.settings import load_settings
from safeguarding import DangerHearing, hear_answer, load_danger_hearing

ROW = ("my son wont go to school, hes 9, bridgwater", "my name is Morwenna", "07700 90")


@pytest.fixture(scope="module")
def hearing() -> DangerHearing:
    return load_danger_hearing(load_settings())


@pytest.mark.parametrize("text", ["07700 900123", "after school run, before 3", "Hillside Primary", "no one"])
def test_a_row_of_answers_is_no_story(hearing: DangerHearing, text: str) -> None:
    assert not hear_answer(hearing, text, ROW)


@pytest.mark.parametrize("text", ["my dad hits me", "i want to die", "he says he will kill us"])
def test_an_answer_that_discloses_danger_is_heard_alone(hearing: DangerHearing, text: str) -> None:
    assert hear_answer(hearing, text, ROW)


@pytest.mark.parametrize(
    "text",
    [
        "no he checks my phone",
        "after 4 on weekdays, not when mum has my phone",
        "mum checks my phone so text only please",
    ],
)
def test_a_shared_phone_goes_on_with_a_line_about_safety(hearing: DangerHearing, text: str) -> None:
    heard = hear_answer(hearing, text, ROW, about_reaching=True)
    assert not heard and heard.concern


def test_a_phone_that_is_checked_is_a_sign_at_any_other_question(hearing: DangerHearing) -> None:
    assert hear_answer(hearing, "he checks my phone", ROW)


@pytest.mark.parametrize(
    "text",
    [
        "he checks my phone and he hits me",
        "not when hes in, he would kill me",
        "mum looks at my phone, please dont, she beats me if i tell",
        "no, he reads my messages and says he will take the kids and i will never see them",
        "he checks my phone, im scared of him",
        "not when he is raping me at home",
        "never when he is touching me at home",
        "dad looks at me naked through my phone",
        "my boyfriend shares my nudes on his phone",
        "he shares me with men he texts",
    ],
)
def test_a_shared_phone_hides_nothing_else(hearing: DangerHearing, text: str) -> None:
    assert hear_answer(hearing, text, ROW, about_reaching=True)
