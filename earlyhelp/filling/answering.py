"""Taking an answer in words to the open question."""

from __future__ import annotations

import re
from dataclasses import replace

from earlyhelp.filling.editing import edited, skipped
from earlyhelp.filling.filling import ADULT, Facts, Filling
from earlyhelp.filling.questions import CHOSEN, GROWN_UP, UNDER_18, Question, Questions
from earlyhelp.filling.reaching import beside_address, read_address
from earlyhelp.requests.draft import LONGEST_ANSWER
from language import wishes

_CALLED = re.compile(
    r"^\W*(?:(?:hi|hello|hey)\W+)?(?:my (?:first )?name(?:'s| is|s)?|i'?m called|they call me|"
    r"(?:just |you can )?call me|it'?s|i'?m|i am|im)\s+(?=\S)",
    re.IGNORECASE,
)
_OLDEST = 110
_LONGEST_NAME, _LONGEST_TRY = 40, 60
"""Characters of a name, and of what is kept where no number or address was found."""
_FEWEST_TOLD = frozenset({"about", "services", "change", "well"})
"""Questions whose answers tell something: `i said no to him` is one there."""
_SURE_YEARS = 2
"""Years between the ages that one number or word may stand for; more is asked again."""


def answer_in_words(filling: Filling, text: str, told: Facts, questions: Questions) -> tuple[Filling, str]:
    """The filling with a typed answer to its open question, and the key of what is wrong with it, or nothing.

    `told` is what was understood of the words; the writer's own age counts whatever was asked.
    """
    answered, wrong = _answer(filling, text, replace(told, own=()), told.own, questions)
    return answered.with_own(told.own), wrong


def _answer(
    filling: Filling, text: str, told: Facts, own: tuple[float, ...], questions: Questions
) -> tuple[Filling, str]:
    question, words = filling.open_question, text.strip()
    if len(words) > LONGEST_ANSWER:
        return filling, "too_long"
    if plain_words(words) in questions.skips or wishes.declines(words):
        return skipped(filling), ""
    if question != "about" and wishes.asks_how_many(words):
        return filling, "how_many"
    if question != "about" and _asks_back(words, questions):
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
        return _how(filling, words, questions)
    if question == "reach_where":
        return _where(filling, words)
    if question == "reach_when" and filling.offers_when and plain_words(words) in plain_words(filling.typed):
        return filling.answered(question, filling.typed), ""
    if question == "name":
        name = _CALLED.sub("", words)
        return (filling, "name_long") if len(name) > _LONGEST_NAME else (filling.answered(question, name), "")
    choice = _choice(questions.questions[question], words)
    if question == "under_18":
        return _under_18(filling, choice, own or _ages(words))
    if question == "who":
        choice = choice or (told.who if told.who else "")
        ages = filling.facts.ages or told.ages
        if choice:
            return filling.answered(question, choice, replace(filling.facts, ages=ages)), ""
    if question in CHOSEN and not choice:
        return filling, "pick"
    return filling.answered(question, choice or words), ""


def _how_old(filling: Filling, words: str, told: Facts, own: tuple[float, ...]) -> tuple[Filling, str]:
    """The age or ages; what gives none for sure is asked once more, and is then no fact.

    What tells at least something, such as `a teenager`, is kept as it was said; the rest is left out.
    """
    numbers, is_own = _ages(words), filling.who == "self"
    heard = (own if is_own else ()) or told.ages or numbers
    if len(numbers) == 1 and words.strip(" .!") == str(int(numbers[0])):
        heard = numbers
    is_wide = bool(heard) and heard[-1] - heard[0] > _SURE_YEARS and (is_own or len(numbers) < 2)
    if heard and not is_wide:
        known = replace(filling.facts, ages=heard, own=heard if is_own else filling.facts.own)
        return filling.answered("age", words, known), ""
    if filling.missed != "age":
        return replace(filling, missed="age"), "age_unclear"
    return (filling.answered("age", words), "") if is_wide else (filling.answered("age", ""), "age_left")


def _under_18(filling: Filling, choice: str, own: tuple[float, ...]) -> tuple[Filling, str]:
    """Yes or no, or the age itself, which says it as well."""
    if own:
        known = replace(filling.facts, own=own)
        choice = UNDER_18 if own[0] < ADULT else GROWN_UP
        return filling.answered("under_18", choice, known), ""
    return (filling.answered("under_18", choice), "") if choice else (filling, "pick")


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
    return _with_when(filling.answered("reach_how", how).answered("reach_where", value), words), ""


def _where(filling: Filling, words: str) -> tuple[Filling, str]:
    wanted = "email" if filling.answers["reach_how"] == "email" else "phone"
    found = read_address(words)
    if found is None or found[0] != wanted:
        return replace(filling, typed=words[:_LONGEST_TRY]), f"{wanted}_wrong"
    return _with_when(filling.answered("reach_where", found[1]), words), ""


def _with_when(filling: Filling, words: str) -> Filling:
    """The same with when it is safe, where it was said in the same breath: it is offered, not asked again."""
    rest = beside_address(words)
    return replace(filling, typed=rest) if rest and filling.open_question == "reach_when" else filling


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
