"""Text made plain before it is understood."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from language.normalising import normalise, tidy


def test_text_speak_becomes_words() -> None:
    assert normalise("Pls help, idk wot 2 do wiv my dd, soooo tired") == (
        "please help , i dont know what 2 do with my daughter , soo tired"
    )


def test_quotes_dashes_and_hidden_characters_become_plain() -> None:
    assert tidy("can’t\u200b – “stop”\x00 ") == 'can\'t - "stop"'


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_text_becomes_something_that_can_be_written_down(text: str) -> None:
    plain = normalise(text)
    plain.encode()
    assert plain == plain.strip()


def test_half_of_a_surrogate_pair_is_survived() -> None:
    assert normalise("hi \ud83d") == "hi ?"
