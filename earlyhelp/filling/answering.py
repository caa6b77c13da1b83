"""Taking an answer in words to the open question."""

from __future__ import annotations

import re
from dataclasses import replace

from earlyhelp.filling.filling import Facts, Filling
from earlyhelp.filling.questions import CHOSEN, Question, Questions
from earlyhelp.filling.reaching import read_address
from earlyhelp.requests.draft import LONGEST_ANSWER

_CALLED = re.compile(
    r"^\W*(?:(?:hi|hello|hey)\W+)?(?:my (?:first )?name(?:'s| is|s)?|i'?m called|they call me|"
    r"(?:just |you can )?call me|it'?s|i'?m|i am|im)\s+(?=\S)",
    re.IGNORECASE,
)
_OLDEST = 110
_LONGEST_NAME, _LONGEST_TRY = 40, 60
"""Characters of a name, and of what is kept where no number or address was found."""


def answer_in_words(filling: Filling, text: str, told: Facts, questions: Questions) -> tuple[Filling, str]:
    """The filling with a typed answer to its open question, and the key of what is wrong with it, or nothing.

    `told` is what was understood of the words.
    """
    question, words = filling.open_question, text.strip()
    if len(words) > LONGEST_ANSWER:
        return filling, "too_long"
    if plain_words(words) in questions.skips:
        return filling.answered(question, ""), ""
    if question != "about" and _asks_back(words, questions):
        return filling, "asked_back"
    if question == "about":
        return filling.answered(question, words, _together(replace(told, story=words), filling.facts)), ""
    if question == "place":
        spot = Facts(place=told.place, postcode=told.postcode, district=told.district)
        return filling.answered(question, words, _together(spot, filling.facts)), ""
    if question == "age":
        ages = told.ages or _ages(words)
        known = replace(filling.facts, ages=ages)
        return (filling.answered(question, words, known), "") if ages else (filling, "age_unclear")
    if question == "reach_how":
        return _how(filling, words, questions)
    if question == "reach_where":
        return _where(filling, words)
    if question == "name":
        name = _CALLED.sub("", words)
        return (filling, "name_long") if len(name) > _LONGEST_NAME else (filling.answered(question, name), "")
    choice = _choice(questions.questions[question], words)
    if question == "who":
        choice = choice or (told.who if told.who else "")
        ages = filling.facts.ages or told.ages
        if choice:
            return filling.answered(question, choice, replace(filling.facts, ages=ages)), ""
    if question in CHOSEN and not choice:
        return filling, "pick"
    return filling.answered(question, choice or words), ""


def _ages(words: str) -> tuple[float, ...]:
    """The numbers in an answer that can be ages in years: the lowest and the highest."""
    ages = sorted(
        {float(each) for each in re.findall(r"(?<!\d)\d{1,3}(?!\d)", words) if int(each) <= _OLDEST}
    )
    return (ages[0], ages[-1]) if len(ages) > 1 else tuple(ages)


def _asks_back(text: str, questions: Questions) -> bool:
    """Whether these words are a question of the person's own."""
    said = plain_words(text)
    while filler := next((each for each in questions.fillers if said.startswith(f"{each} ")), ""):
        said = said.removeprefix(f"{filler} ")
    return text.rstrip().endswith("?") or f"{said} ".startswith(
        tuple(f"{each} " for each in questions.asks_back)
    )


def plain_words(text: str) -> str:
    """Small letters without marks, one space apart; a lone question mark stays."""
    small = text.lower().replace("'", "").replace("’", "")
    return " ".join(re.findall(r"[a-z0-9-]+", small)) or text.strip()


def _how(filling: Filling, words: str, questions: Questions) -> tuple[Filling, str]:
    """How to get in touch; a number or an address in the same breath is taken as well."""
    found, choice = read_address(words), _choice(questions.questions["reach_how"], words)
    if found is None:
        return (filling.answered("reach_how", choice), "") if choice else (filling, "pick")
    kind, value = found
    how = "email" if kind == "email" else (choice if choice == "text" else "phone")
    return filling.answered("reach_how", how).answered("reach_where", value), ""


def _where(filling: Filling, words: str) -> tuple[Filling, str]:
    wanted = "email" if filling.answers["reach_how"] == "email" else "phone"
    found = read_address(words)
    if found is None or found[0] != wanted:
        return replace(filling, typed=words[:_LONGEST_TRY]), f"{wanted}_wrong"
    return filling.answered("reach_where", found[1]), ""


def _choice(question: Question, words: str) -> str:
    """The choice whose words stand in the answer, the longest first; empty if none does.

    Where anything may be written, only an answer that says nothing else is a choice.
    """
    said = plain_words(words)
    heard = [
        (phrase, choice.key)
        for choice in question.choices
        for phrase in (*choice.hears, choice.label.lower().replace(",", ""))
    ]
    for phrase, key in sorted(heard, key=lambda pair: -len(pair[0])):
        if said == phrase or (question.key in CHOSEN and f" {phrase} " in f" {said} "):
            return key
    return ""


def _together(new: Facts, kept: Facts) -> Facts:
    """What was told now, and what was told before where it is silent."""
    return Facts(**{name: getattr(new, name) or getattr(kept, name) for name in Facts.__dataclass_fields__})
