"""The reviewed signs themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeguarding import KINDS, check
from safeguarding.files import SafeguardingDataError
from safeguarding.signs import Rule, load_signs

RULES = load_signs().rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.kinds[0]}: {rule.name}")
def test_the_example_of_every_sign_is_heard_as_its_kind(rule: Rule) -> None:
    heard = check(rule.example)
    assert rule.kinds[0] in heard.kinds
    assert rule.level == "harm" or heard.level == "immediate"


def test_every_kind_has_signs_and_no_two_signs_of_a_kind_share_a_name() -> None:
    names = [(rule.kinds[0], rule.name) for rule in RULES]
    assert {kind for kind, _ in names} == set(KINDS)
    assert len(names) == len(set(names))


def test_every_phrase_compiles() -> None:
    signs = load_signs()
    said = [
        phrase
        for rule in signs.rules
        for phrase in (*rule.says, *rule.with_, *rule.not_with, *rule.unless, *rule.immediate_if)
    ]
    said += [phrase for context in signs.contexts for phrase in (*context.says, *context.but_not)]
    said += [phrase for phrases in signs.speakers.values() for phrase in phrases]
    for phrase in said:
        phrase.spans(" nothing ")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SafeguardingDataError, match=r"words\.yml"):
        load_signs(tmp_path)
