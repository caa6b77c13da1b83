"""A request while it is being filled in: what was told, what is still asked, and what would be sent."""

from __future__ import annotations

from earlyhelp.filling.answering import answer_in_words
from earlyhelp.filling.choosing import Reach, choose, with_those_there
from earlyhelp.filling.correcting import correct, keep_back, kept_back
from earlyhelp.filling.facts import Facts
from earlyhelp.filling.filling import Filling, filling_from
from earlyhelp.filling.items import case_of, items_of
from earlyhelp.filling.questions import Question, Questions, load_questions
from earlyhelp.filling.reaching import read_address
from earlyhelp.filling.schools import known_school

__all__ = [
    "Facts",
    "Filling",
    "Question",
    "Questions",
    "Reach",
    "answer_in_words",
    "case_of",
    "choose",
    "correct",
    "filling_from",
    "items_of",
    "keep_back",
    "kept_back",
    "known_school",
    "load_questions",
    "read_address",
    "with_those_there",
]
