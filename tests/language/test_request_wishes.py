"""Plain words about a request that was sent, or for a person, are heard; other words are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from language import request_wishes as wishes

HEARD: dict[Callable[[str], bool], tuple[list[str], list[str]]] = {
    wishes.wants_contact: (
        ["could a person ring me please", "i want a real person to talk to me, like text me",
         "I should like to speak to a real person", "can i talk to someone about it but dont tell my mum",
         "i need help with money, im 29 in Yeovil. can someone ring me please",
         "shes at her nans tonight so shes safe. can someone still ring me"],
        ["i cant talk to anyone", "they text me at night", "someone keeps calling me", "my dad wont call me",
         "nobody will talk to me", "i want my mum to talk to me", "my son needs someone to talk to"],
    ),
    wishes.changes: (
        ["oh no i gave the wrong phone number, its 07700 900113", "its the wrong school", "my number has changed",
         "the number i gave for the call is wrong can u correct it", "can i change wat i said",
         "i forgot to give my phone number, its 01643 555123"],
        ["i need help with a new school", "we moved to a new address", "i want to change my life", "thanks"],
    ),
    wishes.keeps_back: (
        ["please dont share my school any more", "take back my school please", "stop passing on my number"],
        ["my school", "dont tell my mum", "we share a room"],
    ),
    wishes.lost: (
        ["I lost it", "ive forgotten the code word", "i dont have the code", "no code"],
        ["i lost my mum", "i lost my job", "nitibe"],
    ),
    wishes.wants_someone_else: (
        ["i want help but different person, not robin", "can someone else ring me"],
        ["someone ring me", "my son is a different child at home"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("wish", HEARD, ids=lambda wish: wish.__name__)
def test_a_wish_is_heard_in_many_words_and_not_in_others(wish: Callable[[str], bool]) -> None:
    meant, others = HEARD[wish]
    assert [text for text in meant if not wish(text)] == []
    assert [text for text in others if wish(text)] == []
