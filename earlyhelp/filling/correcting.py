"""Hearing at any step that something is wrong: it is put right, or asked again; nothing is agreed to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from earlyhelp.contacts import Contacts
from earlyhelp.filling.editing import asked_anew, decided_anew
from earlyhelp.filling.facts import Facts
from earlyhelp.filling.filling import PHONES, Filling
from earlyhelp.filling.how_to_reach import refuses_way, way_said, with_address, with_way, without_way
from earlyhelp.filling.questions import Questions
from earlyhelp.filling.schools import known_school
from language import corrections

_TELL = frozenset({"about", "family", "services", "change", "well"})
"""Questions whose answers tell a story, in which `my school changed` is no correction."""
_WISHES = frozenset({"about", "change", "well"})
"""Questions of which `change my school` may be the answer."""
_REACH = frozenset({"reach_how", "reach_where"})
_AGES = frozenset({"age", "under_18"})
_ANOTHER = frozenset({"child", "family", "other"})
_FEW_WORDS = 9
"""Most words of a correction that tells the way alone: `not email, text me`."""


@dataclass(frozen=True)
class Corrected:
    """The filling after a correction, and the item that says something new; empty where it is asked again."""

    filling: Filling
    item: str = ""


def correct(
    filling: Filling, step: str, text: str, told: Facts, questions: Questions, contacts: Contacts
) -> Corrected | None:
    """What these words put right at this step; None where they are an answer, or anything else.

    `told` is what was understood of the words alone.
    """
    asked = step.removeprefix("ask:") if step.startswith("ask:") else ""
    if corrections.asks_to_change_something(text):
        return Corrected(replace(filling, aside="change"))
    own_number = corrections.gives_own_address(text) and corrections.puts_right(text)
    if asked in _TELL and not (own_number or corrections.opens_correction(text)):
        return None
    found = (
        _reach(filling, asked, text, questions)
        or (_age(filling, text, told, questions) if asked not in _AGES else None)
        or _place_or_school(filling, asked, text, told, questions, contacts)
    )
    if found is not None:
        return found
    named = corrections.named_to_change(text, questions.names)
    if asked in _WISHES and not corrections.gave_wrong(text):
        named = ""
    if named and named != asked:
        return Corrected(asked_anew(filling, named))
    if not asked and corrections.says_wrong(text):
        return Corrected(replace(filling, aside="change"))
    return None


def keep_back(filling: Filling, text: str, items: Collection[str], questions: Questions) -> Filling | None:
    """The same with a no to each item that is named after `except` or `dont share`; None if none is."""
    named = corrections.keeps_back(text, {item: questions.names[item] for item in items})
    refused = {item: False for item in named if item not in filling.always}
    if not refused:
        return None
    return replace(filling, agreed={**filling.agreed, **refused}, manager_agreed=None)


def kept_back(filling: Filling, items: Collection[str]) -> tuple[str, ...]:
    """The items that are refused while others are undecided."""
    return tuple(item for item in items if filling.agreed.get(item) is False)


def _reach(filling: Filling, asked: str, text: str, questions: Questions) -> Corrected | None:
    """A number that is corrected or told in passing, or another way."""
    if asked in _REACH or corrections.gives_address_of_another(text):
        return None
    hinted, own = corrections.puts_right(text), corrections.gives_own_address(text)
    given = with_address(filling, text, questions)
    if given is not None:
        is_meant = hinted or (own and (not asked or not filling.answers.get("reach_where")))
        return _now_reached(given) if is_meant else None
    before, way = filling.answers.get("reach_how", ""), way_said(text, questions)
    if not before or len(text.split()) > _FEW_WORDS:
        return None
    if refuses_way(text, before, questions):
        return Corrected(decided_anew(without_way(filling), "reach"))
    if way not in {*PHONES, "email"} or way == before or not hinted:
        return None
    if asked and not own and not corrections.refuses_way(text):
        return None
    return _now_reached(with_way(filling, way))


def _now_reached(changed: Filling) -> Corrected:
    return Corrected(decided_anew(changed, "reach"), "reach")


def _age(filling: Filling, text: str, told: Facts, questions: Questions) -> Corrected | None:
    """The writer's own age, or that of whom the help is for, where another was understood."""
    denied = corrections.denied_ages(text)
    hinted = bool(denied) or corrections.puts_right(text)
    if not hinted or not (told.own or (told.ages and told.who in _ANOTHER) or denied & set(filling.own)):
        return None
    facts = filling.facts
    answers = {key: answer for key, answer in filling.answers.items() if key != "under_18"}
    own = told.own or (() if denied & set(filling.own) else filling.own)
    facts = replace(facts, own=own)
    if told.ages and told.who in _ANOTHER:
        facts = replace(facts, ages=told.ages, each=told.each, who=told.who)
        answers.pop("who", None)
    if own == filling.own:
        answers = {**filling.answers, **answers}
    changed = replace(filling, facts=facts, answers=answers)
    if changed.facts == filling.facts:
        return None
    changed = decided_anew(decided_anew(changed, "who"), "age")
    return Corrected(changed.without_contact() if changed.is_young != filling.is_young else changed, "age")


def _place_or_school(
    filling: Filling, asked: str, text: str, told: Facts, questions: Questions, contacts: Contacts
) -> Corrected | None:
    """Another place or school, where the words name it and that something was wrong."""
    if not corrections.puts_right(text):
        return None
    named = corrections.named_to_change(text, questions.names) or corrections.named(text, questions.names)
    school = known_school(text, contacts, asked=named == "school")
    if school and asked != "school" and named == "school":
        answers = {**filling.answers, "school": school}
        return Corrected(decided_anew(replace(filling, answers=answers), "school"), "school")
    if told.place and asked != "place" and named == "place":
        there = replace(filling.facts, place=told.place, postcode=told.postcode, district=told.district)
        return Corrected(decided_anew(replace(filling, facts=there), "place"), "place")
    return None
