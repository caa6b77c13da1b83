"""Whom the help is for."""

from __future__ import annotations

import pytest

from language.who import find_who

FOR = [
    ("my son wont go to school", "child"), ("my kids and i are stuck", "child"), ("shes 4 and wont sleep", "child"),
    ("foster son is fourteen", "child"), ("got a toddler", "child"), ("my husband drinks", "partner"),
    ("it's for my wife, we have two boys", "partner"), ("me dads 81", "parent"), ("mums in her 80s", "parent"),
    ("my nan is lonely", "other"), ("my brother is 23", "other"), ("asking for a friend", "friend"),
    ("my best mate is 13", "friend"), ("i support a family with a toddler", "client"),
    ("health visitor here, mum with a new baby", "client"), ("a girl in my class", "client"), ("im 15 and scared", "self"),
    ("im from frome and my mum is ill, i do her meds, im 13", "self"), ("just for me", "self"), ("im not coping", "self"),
    ("my anxiety is bad", "self"), ("any clubs near taunton", None), ("im over the moon with that", None), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "who"), FOR)
def test_whom_a_message_is_about_is_heard(text: str, who: str | None) -> None:
    assert find_who(text) == who
