"""Hears disclosures of harm in what people write, and answers with fixed, reviewed words and helplines."""

from safeguarding.answers import SafeNow, SafetyAnswer, answer, follow_up
from safeguarding.checking import check, load
from safeguarding.disclosures import KINDS, Disclosure, Heard, Kind, Level, Speaker
from safeguarding.files import SafeguardingDataError
from safeguarding.hearing import DangerHearing
from safeguarding.helplines import Helpline, advice_line, choose_lines, urgent_lines
from safeguarding.learning import load_danger_hearing, train_danger_hearing
from safeguarding.question_answers import hear_answer
from safeguarding.safe_now import answer_in_words, says_misheard

__all__ = [
    "KINDS",
    "DangerHearing",
    "Disclosure",
    "Heard",
    "Helpline",
    "Kind",
    "Level",
    "SafeNow",
    "SafeguardingDataError",
    "SafetyAnswer",
    "Speaker",
    "advice_line",
    "answer",
    "answer_in_words",
    "check",
    "choose_lines",
    "follow_up",
    "hear_answer",
    "load",
    "load_danger_hearing",
    "says_misheard",
    "train_danger_hearing",
    "urgent_lines",
]
