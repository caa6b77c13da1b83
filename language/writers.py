"""Whether an age is the writer's own, and whether it is that of today."""

from __future__ import annotations

import re

_WRITES, _GROWN = 11, 18
"""From what age a message that opens with an age may be the writer's, and from what age it surely is."""
_OWN = re.compile(
    r"(?:^(?:am|at|pregnant and|scared and|lonely and)"
    r"|\b(?:i'?m|i am|i be|iam|i'?ve (?:just )?(?:turned|been|hit)|i (?:just )?turn(?:ed)?|i was|i'?ll be))"
    r"\W+(?:(?!(?:my|our|his|her|for|he|she|hes|shes|with|and|but|got|have|because|cos)\b|\w+ to an?\b)"
    r"[a-z']+\W+){0,4}$|[.,] (?:and )?me $"
    r"|^(?:[a-z]+[,.]? ){0,2}(?:mum|dad|nan|nana|nanna|gran|granny|grandad|grandpa|carer) here\W+$"
)
_IN_A_YEAR = re.compile(
    r"(?:^in |\b(?:i'?m|i am|i was|i be|me) )\W*"
    r"(?:(?:only|just|now|still|starting|going|currently|a|in|into|the|girl|boy|kid|student|pupil)\W+)*$"
)
"""What comes before a school year of the writer's own, unlike "I'm a helper in year 3"."""
_NEARLY = re.compile(
    r"\b(?:nearly|neerly|nearley|almost|not (?:yet|quite)|going on(?: for)?|getting on for"
    r"|coming (?:up|on)(?: to| for)?|(?<!just )turning|pushing|rising|nigh on|to be)\W*$"
)
_NOT_NOW = re.compile(r"\bi(?: was|'?ll be| will be)\W+(?:[a-z']+\W+){0,4}$")
_OPENING = re.compile(
    r"\W*(?:(?:\w+ )?student\W+|[a-z]{3,}[.,] ?)?"
    r"(?:(?:hi|hey|hello|hiya|just|only|nearly|almost|turned|turning|f|m|girl|boy|male|female)\W+)*"
)
_I_GO_ON = re.compile(
    r"\s?[fm]\b|\s*(?:next \w+|on \w+|in \w+|soon|[,.]|and|n|but|here)*\s*"
    r"(?:i|i'?m|i'?ve|my|me|just|been|pregnant|scared|lonely|homeless|feel\w*|can'?t|living|need|want|kicked|no|here"
    r"|in care)\b"
)
_OF_A_CLIENT = re.compile(
    r"\W*(?:[mf]\W+)?(?:lives|has|needs|wants|presents|refuses|attends|suffers|struggles|uses|drinks)\b"
)
"""How notes about somebody go on after an age: "72yrs, lives alone"."""
_YEARS_OLD = re.compile(
    r"^[\s-]*(?:years?|yrs?|y/?o|y)\b\W*(?:olds?\b)?\W*(?:(?:girl|boy|lad|male|female)\b)?"
)
_PEOPLE = (
    r"son|daughter|boy|girl|lad|mother|father|sister|brother|friend|mate|(?:mum|dad)(?! of)|nan|gran|husband"
    r"|wife|partner|baby|grand\w+|step\w+|neighbour|lady|nephew|niece|aunt\w*|uncle|cousin|client|patient|pupil"
)
_NAMED = re.compile(rf"\b(?:{_PEOPLE})s?\b")
_ANOTHER = re.compile(rf"\b(?:s?he'?s?|hers?|his|him|{_PEOPLE})\b")


def is_own(text: str, start: int, number: tuple[int, int], meaning: str, ages: tuple[float, float]) -> bool:
    """Whether the writer tells their own age: "im 15", or an opening "15 and scared", "14f".

    `start` is where the words of the age begin, `number` where its number begins and ends.
    """
    before, after = text[: number[0]], _YEARS_OLD.sub("", text[number[1] :])
    if meaning == "school year":
        return bool(_IN_A_YEAR.search(text[:start]))
    if meaning == "own" or _OWN.search(before):
        return True
    if meaning == "alone" and ages[0] >= _GROWN:
        return not _NAMED.search(text)
    opens = meaning == "alone" or _OPENING.fullmatch(before)
    if ages[0] != ages[1] or not opens or _ANOTHER.search(before + after) or _OF_A_CLIENT.match(after):
        return False
    return ages[0] >= _GROWN or (ages[0] >= _WRITES and bool(_I_GO_ON.match(after)))


def is_now(before: str) -> bool:
    """Whether the words before an age tell it of today, not of then: "I was", "I'll be"."""
    return not _NOT_NOW.search(before)


def is_nearly(before: str) -> bool:
    """Whether the words before an age tell that it is not reached yet: "nearly 18"."""
    return bool(_NEARLY.search(before))
