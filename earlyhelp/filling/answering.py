"""Taking an answer in words to the open question."""

from __future__ import annotations

import re
from dataclasses import replace

from earlyhelp.filling.editing import edited, skipped
from earlyhelp.filling.facts import Facts
from earlyhelp.filling.filling import ADULT, Filling
from earlyhelp.filling.how_to_reach import (
    answer_how,
    answer_message,
    answer_where,
    way_said,
    with_address,
    with_message,
)
from earlyhelp.filling.questions import CHOSEN, GROWN_UP, MESSAGE_NO, UNDER_18, Question, Questions
from earlyhelp.requests.draft import LONGEST_ANSWER
from language import corrections, wishes
from language.numbers import with_digits

_CALLED = re.compile(
    r"^\W*(?:(?:hi|hello|hey)\W+)?(?:my (?:first )?name(?:'s| is|s)?|i'?m called|they call me|"
    r"(?:just |you can )?call me|it'?s|i'?m|i am|im)\s+(?=\S)",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"[\s,]+(?:(?:will|would|ll) (?:do|be fine|be ok|be nice)|is (?:fine|ok|okay|good)|please|pls|thanks|"
    r"thank you|ta)\W*$",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"\d\s*(?:-|to|till|until|up to)\s*\d|\bbetween\b")
_OLDEST = 110
LONGEST_NAME = 40
"""Characters of a first name."""
PLAIN = "plain"
"""What `missed` holds where the question was not understood, and the voice in which it is asked then."""
_FEWEST_TOLD = frozenset({"about", "services", "change", "well"})
"""Questions whose answers tell something: `i said no to him` is one there."""
_NO_IS_NONE = frozenset({"place", "name", "reach_when", "family", "school"})
"""Questions to which a plain no is no answer but leaves them out."""
_TYPED = frozenset({"reach_where", "reach_when"})
"""Questions with a button that takes what was typed as it is."""
_OTHERS = frozenset({"child", "family", "other"})
_SURE_YEARS = 2
"""Years between the ages that one number or word may stand for; more is asked again."""


def answer_in_words(filling: Filling, text: str, told: Facts, questions: Questions) -> tuple[Filling, str]:
    """The filling with a typed answer to its open question, and the key of what is wrong with it, or nothing.

    `told` is what was understood of the words; the writer's own age counts whatever was asked.
    """
    answered, wrong = _answer(filling, text, replace(told, own=()), told.own, questions)
    if corrections.gives_own_address(text) and not answered.answers.get("reach_where") and not wrong:
        answered = with_address(answered, text, questions) or answered
    return answered.with_own(told.own), wrong


def _answer(
    filling: Filling, text: str, told: Facts, own: tuple[float, ...], questions: Questions
) -> tuple[Filling, str]:
    question, words = filling.open_question, text.strip()
    if len(words) > LONGEST_ANSWER:
        return filling, "too_long"
    if plain_words(words) in questions.skips or wishes.declines(words):
        return skipped(filling), ""
    if question in _NO_IS_NONE and wishes.says_only_no(words):
        return skipped(filling), ""
    if wishes.no_messages(words) and question not in {"about", "message"}:
        where = filling.answers.get("reach_where", "")
        return with_message(filling, MESSAGE_NO) if where and "@" not in where else skipped(filling), ""
    if filling.typed and question in _TYPED and _presses(words, questions.label("as_it_is")):
        return filling.answered(question, filling.typed), ""
    if wishes.not_understood(words):
        return replace(filling, missed=PLAIN), "other_words"
    if question != "about" and wishes.asks_how_many(words):
        return filling, "how_many"
    if question != "about" and _asks_back(words, questions):
        if question == "reach_how" and way_said(words, questions):
            return answer_how(filling, words, questions)[0], "asked_back"
        return filling, "asked_back"
    said_before = wishes.after_said_before(words)
    if said_before == "":
        return (
            (filling.answered(question, filling.typed), "")
            if filling.offers_when
            else (filling, "said_before")
        )
    if said_before and question not in _FEWEST_TOLD:
        words = said_before
    if filling.editing:
        return edited(filling, words, told.needs), ""
    if question == "about":
        return filling.answered(question, words, _together(replace(told, story=words), filling.facts)), ""
    if question == "place":
        spot = Facts(place=told.place, postcode=told.postcode, district=told.district)
        return filling.answered(question, words, _together(spot, filling.facts)), ""
    if question == "age":
        return _how_old(filling, words, told, own)
    if question == "reach_how":
        return answer_how(filling, words, questions)
    if question == "reach_where":
        return answer_where(filling, words, questions)
    if question == "message":
        return answer_message(filling, words)
    if question == "reach_when" and filling.offers_when and plain_words(words) in plain_words(filling.typed):
        return filling.answered(question, filling.typed), ""
    if question in {"name", "school"}:
        words = corrections.after_retraction(words)
    if question == "name":
        name = _AFTER_NAME.sub("", _CALLED.sub("", words))
        return (filling, "name_long") if len(name) > LONGEST_NAME else (filling.answered(question, name), "")
    choice = _choice(questions.questions[question], words)
    if question == "under_18":
        return _under_18(filling, choice, own or (() if choice or told.who in _OTHERS else _ages(words)))
    if question == "who":
        choice = choice or (told.who if told.who else "")
        if choice:
            known = (
                filling.facts
                if filling.facts.ages
                else replace(filling.facts, ages=told.ages, each=told.each)
            )
            return filling.answered(question, choice, known), ""
    if question in CHOSEN and not choice:
        return filling, "pick"
    return filling.answered(question, choice or words), ""


def _how_old(filling: Filling, words: str, told: Facts, own: tuple[float, ...]) -> tuple[Filling, str]:
    """The age or ages; what gives none for sure is asked once more, and is then no fact.

    What tells at least something, such as `a teenager`, is kept as it was said; the rest is left out.
    """
    numbers, is_own = _ages(words), filling.who == "self"
    if not is_own:
        numbers = tuple(each for each in numbers if each not in own)
        told = replace(told, ages=()) if told.ages == own else told
    if is_own and told.ages and told.who in _OTHERS and not own:
        known = replace(filling.facts, ages=told.ages, each=told.each, who=told.who)
        return filling.answered("who", told.who, known), ""
    heard = (own if is_own else ()) or told.ages or numbers
    if len(numbers) == 1 and words.strip(" .!") == str(int(numbers[0])):
        heard = numbers
    is_wide = bool(heard) and heard[-1] - heard[0] > _SURE_YEARS and (is_own or len(numbers) < 2)
    if heard and not is_wide:
        if is_own:
            return filling.answered("age", words, replace(filling.facts, own=heard)), ""
        each = len(numbers) > 1 and (heard[0], heard[-1]) == (numbers[0], numbers[-1])
        each = each and not _FROM_TO.search(words)
        ages = numbers if each else heard
        return filling.answered("age", words, replace(filling.facts, ages=ages, each=each)), ""
    if filling.missed != "age":
        return replace(filling, missed="age"), "age_unclear"
    return (filling.answered("age", words), "") if is_wide else (filling.answered("age", ""), "age_left")


def _under_18(filling: Filling, choice: str, own: tuple[float, ...]) -> tuple[Filling, str]:
    """Yes or no, or the writer's own age, which says it as well."""
    if own:
        known = replace(filling.facts, own=own)
        choice = UNDER_18 if own[0] < ADULT else GROWN_UP
        return filling.answered("under_18", choice, known), ""
    return (filling.answered("under_18", choice), "") if choice else (filling, "pick")


def _ages(words: str) -> tuple[float, ...]:
    """The numbers in an answer that can be ages in years, the lowest first."""
    found = re.findall(r"(?<!\d)\d{1,3}(?!\d)", with_digits(words))
    return tuple(sorted({float(each) for each in found if int(each) <= _OLDEST}))


def _asks_back(text: str, questions: Questions) -> bool:
    """Whether these words are a question of the person's own."""
    said = plain_words(text)
    while filler := next((each for each in questions.fillers if said.startswith(f"{each} ")), ""):
        said = said.removeprefix(f"{filler} ")
    return text.rstrip().endswith("?") or f"{said} ".startswith(
        tuple(f"{each} " for each in questions.asks_back)
    )


def _presses(words: str, label: str) -> bool:
    """Whether the words are what stands on a button."""
    said = plain_words(words).removeprefix("yes ").removeprefix("just ").removesuffix(" please")
    return said == plain_words(label)


def plain_words(text: str) -> str:
    """Small letters without marks, one space apart; a lone question mark stays."""
    small = text.lower().replace("'", "").replace("’", "")
    return " ".join(re.findall(r"[a-z0-9-]+", small)) or text.strip()


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
    both = Facts(**{name: getattr(new, name) or getattr(kept, name) for name in Facts.__dataclass_fields__})
    return replace(both, each=(new if new.ages else kept).each)
