"""Changing one answer at the end: it alone changes, and who gets the request only if they no longer fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from earlyhelp.filling.filling import Filling
from earlyhelp.requests.draft import AGE, TO_ASK

_IN_ONE_ANSWER = frozenset({"needs", "story"})
"""Items that one answer told together; each is changed in words of its own."""

_REOPENS: Mapping[str, tuple[str, ...]] = {
    "age": ("age", "under_18"),
    "reach": ("reach_how", "reach_where", "reach_when", "message"),
}
"""The questions behind an item, where it is not the question of the same name."""

_ROUTES = frozenset({"age", "needs", "place", "school"})
"""Items whose answer may change who is asked."""


def reopened(filling: Filling, item: str) -> Filling:
    """The questions behind an item are asked again, and so is whether it may be shared."""
    changed = replace(filling, editing=item) if item in _IN_ONE_ANSWER else filling
    for question in () if item in _IN_ONE_ANSWER else _questions(filling, item):
        changed = changed.without_answer(question)
    agreed = {key: yes for key, yes in changed.agreed.items() if key != item}
    changed = replace(changed, agreed=agreed, aside="", one_by_one=True)
    changed = replace(changed, manager_agreed=None) if item in TO_ASK else changed
    if item == AGE and (filling.is_young or filling.who == "self"):
        return changed.without_contact()
    return replace(changed, rerouted=True) if item in _ROUTES else changed


def edited(filling: Filling, words: str, needs: tuple[str, ...]) -> Filling:
    """The item that is changed in words of its own, with these words; empty where it is left out."""
    changed = replace(filling, editing="", typed="", missed="")
    if filling.editing == "story":
        answers = {**filling.answers, "about": words}
        return replace(changed, answers=answers, facts=replace(filling.facts, story=words))
    answers = {"about": "", **filling.answers, "needs": words}
    return replace(changed, answers=answers, facts=replace(filling.facts, needs=needs))


def skipped(filling: Filling) -> Filling:
    """The open question left out."""
    return edited(filling, "", ()) if filling.editing else filling.answered(filling.open_question, "")


def questions_left(filling: Filling) -> int:
    """How many questions are still asked at most, the open one among them."""
    left = 0
    while filling.open_question:
        filling, left = skipped(filling), left + 1
    return left


def _questions(filling: Filling, item: str) -> tuple[str, ...]:
    """What is asked again; a grown-up who changes a child's age is not asked for their own."""
    if item == AGE and filling.who in {"child", "family"} and not filling.is_young:
        return (AGE,)
    return _REOPENS.get(item, (item,))
