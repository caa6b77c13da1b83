"""The language in which signs are written."""

from __future__ import annotations

import pytest

from safeguarding.files import SafeguardingDataError
from safeguarding.normalising import normalise
from safeguarding.phrases import compile_phrase

GROUPS = {"parent": ["mum", "dad"], "irregular": ["take takes took taken taking"]}


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("<parent> hits me", "Mum hits me"),
        ("<parent> .. me", "my dad never ever likes me"),
        ("[punch~|kick~] me", "he kicked me"),
        ("take~ my phone", "she took my phone"),
        ("can't breathe", "i cant breathe"),
        ("hit? me $", "leave me."),
        ("^ help", "help now"),
        ("hit ... me", "hit one two three four five six seven eight nine me"),
    ],
)
def test_a_phrase_is_found(phrase: str, message: str) -> None:
    assert compile_phrase(phrase, GROUPS).spans(normalise(message))


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("<parent> hits me", "my mumps hits me"),
        ("<parent> .. me", "dad one two three four five me"),
        ("dad .. me", "I saw dad. He saw me"),
        ("^ help", "please help"),
        ("me $", "me and you"),
    ],
)
def test_a_phrase_is_not_found_where_it_should_not_be(phrase: str, message: str) -> None:
    assert not compile_phrase(phrase, GROUPS).spans(normalise(message))


@pytest.mark.parametrize("phrase", ["[a|b", "<nobody> hits", "x? ..", "[hit .. me]", "a | b"])
def test_a_phrase_that_cannot_be_read_says_so(phrase: str) -> None:
    with pytest.raises(SafeguardingDataError):
        compile_phrase(phrase, GROUPS)
