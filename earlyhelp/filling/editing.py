"""Changing one answer: it alone changes, and who gets the request only if that leads to somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from earlyhelp.filling.filling import Filling
from earlyhelp.requests.draft import AGE, TO_ASK

_IN_ONE_ANSWER = frozenset({"needs", "story"})
"""Items that one answer told together; each is changed in words of its own."""

_REOPENS: Mapping[str, tuple[str, ...]] = {
    "age": ("age", "under_18"),
    "reach": ("reach_how", "reach_where", "reach_when", "message", "message_words", "reach_note"),
    "message": ("message", "message_words"),
}
"""The answers behind an item or a part of one, where it is not the answer of the same name."""

_PART_OF: Mapping[str, tuple[str, ...]] = {
    "reach_where": ("reach",),
    "reach_when": ("reach",),
    "message": ("reach",),
    "who": ("age", "family"),
}
"""What a person can change that is no item of its own, and the items whose words change with it."""

_ROUTES = frozenset({"age", "needs", "place", "school", "who"})
"""What may change who is asked."""


def asked_anew(filling: Filling, what: str) -> Filling:
    """An item, or a part of one, is asked again; of what is only offered it is taken out."""
    if filling.is_offered_now and what not in _IN_ONE_ANSWER:
        return replace(_without(filling, what), aside="")
    return reopened(filling, what)


def reopened(filling: Filling, what: str) -> Filling:
    """The questions behind an item are asked again, and so is whether it may be shared."""
    changed = replace(filling, editing=what) if what in _IN_ONE_ANSWER else _without(filling, what)
    changed = replace(decided_anew(changed, what), aside="", typed="", missed="")
    if what == AGE and (filling.is_young or filling.who == "self"):
        return changed.without_contact()
    return changed


def decided_anew(filling: Filling, what: str) -> Filling:
    """The same where `what` says something else now: whether it may be shared is asked, and who may fit."""
    items = _PART_OF.get(what, (what,))
    agreed = {key: yes for key, yes in filling.agreed.items() if key not in items}
    one_by_one = filling.one_by_one or any(filling.agreed.values())
    changed = replace(filling, agreed=agreed, one_by_one=one_by_one)
    if TO_ASK & set(items):
        changed = replace(changed, manager_agreed=None)
    return replace(changed, rerouted=True) if what in _ROUTES else changed


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


def _without(filling: Filling, what: str) -> Filling:
    for question in _questions(filling, what):
        filling = filling.without_answer(question)
    return filling


def _questions(filling: Filling, what: str) -> tuple[str, ...]:
    """What is asked again; a grown-up who changes a child's age is not asked for their own."""
    if what == AGE and filling.who in {"child", "family"} and not filling.is_young:
        return (AGE,)
    return _REOPENS.get(what, (what,))
