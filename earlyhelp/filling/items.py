"""From answers to what a contact would read, and to the case that finds the contact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from earlyhelp.contacts import Case, Contacts
from earlyhelp.contacts.contact import USUAL_LEVEL
from earlyhelp.filling.facts import Facts
from earlyhelp.filling.filling import Filling
from earlyhelp.filling.questions import I_RING, MESSAGE_NO, MESSAGE_YES, VIA_SCHOOL, Questions
from earlyhelp.filling.schools import known_school


def items_of(filling: Filling, questions: Questions, needs: Mapping[str, str]) -> dict[str, str]:
    """What was told, by item of consent.yml and without what is empty; `needs` are labels by key."""
    facts, given = filling.facts, filling.answers
    items = {
        "name": given.get("name") or facts.name,
        "age": _age(filling, questions),
        "reach": _reach(filling, questions),
        "place": _place(facts) or given.get("place", ""),
        "family": _family(filling, questions),
        "school": given.get("school") or facts.school,
        "services": given.get("services", ""),
        "needs": given.get("needs") or ", ".join(needs.get(need, need) for need in facts.needs),
        "story": facts.story or given.get("about", ""),
        "change": given.get("change", ""),
        "well": given.get("well", ""),
    }
    return {item: value for item, value in items.items() if value.strip()}


def case_of(filling: Filling, contacts: Contacts, level: int = USUAL_LEVEL) -> Case:
    """What routing needs to know; `level` is the level of need that the conversation told."""
    facts, told = filling.facts, filling.answers.get("school") or filling.facts.school
    own = filling.who == "self"
    grown_up = filling.who == "other" or (own and filling.is_grown_up)
    case = Case(
        postcode=facts.postcode,
        place=facts.place,
        district=facts.district or "",
        school=known_school(told, contacts, asked=True) or told,
        adult=grown_up and not filling.is_young,
        needs=frozenset(facts.needs),
        level=level,
        lead=filling.lead,
    )
    if case.adult or filling.who == "other":
        return case
    return replace(case, ages=filling.own if own else facts.ages)


def _place(facts: Facts) -> str:
    """The town and the postcode, each once."""
    return ", ".join(dict.fromkeys(filter(None, (facts.place, facts.postcode))))


def _age(filling: Filling, questions: Questions) -> str:
    """The age of whom the help is for; of somebody young their own alone, since that goes in any case."""
    if filling.is_young:
        own = filling.own
        known = own and own[0] >= 1
        return _in_years(own, "self", questions) if known else questions.value("under_18")
    if filling.who == "self":
        return _in_years(filling.own, "self", questions) if filling.own else filling.answers.get("age", "")
    return _theirs(filling, questions) or filling.answers.get("age", "")


def _family(filling: Filling, questions: Questions) -> str:
    """Who is in the family, and whom the help is for where the item of the age does not say it already."""
    ages, who, for_whom = filling.facts.ages, filling.who, ""
    if filling.is_young and who != "self" and ages:
        for_whom = _theirs(filling, questions)
    elif not ages or filling.is_young:
        for_whom = "" if who == "self" and filling.own else questions.values.get(who, "")
    return " ".join(filter(None, (for_whom, filling.answers.get("family", ""))))


def _theirs(filling: Filling, questions: Questions) -> str:
    """The ages of whom the help is for, each of them where each was told."""
    ages, who = filling.facts.ages, filling.who or "family"
    if not ages:
        return ""
    if not filling.facts.each or len(ages) < 2:
        return _in_years(ages, who, questions)
    *first, last = (_years(age, questions) for age in ages)
    listed = questions.value("age_list", ages=", ".join(first), last=last)
    return questions.value("age_children" if who == "child" else f"age_{who}", age=listed)


def _in_years(ages: tuple[float, ...], whose: str, questions: Questions) -> str:
    low, high = _years(ages[0], questions), _years(ages[-1], questions)
    age = low if low == high else questions.value("age_range", low=low, high=high)
    return questions.value(f"age_{whose}", age=age)


def _years(age: float, questions: Questions) -> str:
    return str(int(age)) if age >= 1 else questions.value("age_baby")


def _reach(filling: Filling, questions: Questions) -> str:
    how, where = filling.answers.get("reach_how", ""), filling.answers.get("reach_where", "")
    if how in {VIA_SCHOOL, I_RING}:
        return questions.value(how)
    if not where:
        return ""
    when = _chosen(filling.answers.get("reach_when", ""), questions)
    note = filling.answers.get("reach_note", "")
    parts = [
        questions.value(how or "number", where=where),
        questions.value("reach_when", when=when) if when else "",
        _message(filling, questions) if how != "email" else "",
        questions.value("reach_note", words=note) if note else "",
    ]
    return " ".join(filter(None, parts))


def _message(filling: Filling, questions: Questions) -> str:
    """Whether a message is safe, in the same breath as the number; no unless the person said yes."""
    said = filling.answers.get("message", "") or MESSAGE_NO
    words = filling.answers.get("message_words", "") if said in {MESSAGE_YES, MESSAGE_NO} else said
    answer = questions.value(said) if said != words else ""
    about = questions.value("message_words", words=words) if words else ""
    return " ".join(filter(None, (answer, about)))


def _chosen(answer: str, questions: Questions) -> str:
    """The words of a choice, or what was written instead of choosing."""
    return questions.values.get(answer, answer)
