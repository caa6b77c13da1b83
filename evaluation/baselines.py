"""Plain ears to compare with, learnt from the same messages: words counted, and the signs alone."""

from __future__ import annotations

from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import MultiLabelBinarizer

from core.settings import Settings
from evaluation.listening import Ear
from language.messages import read_messages
from language.needs import lessons as need_lessons
from language.needs import load_needs
from language.normalising import normalise
from safeguarding import check
from safeguarding.hearing import DANGER, NOW
from safeguarding.learning import lessons as danger_lessons

WORDS = "words counted"
SIGNS = "signs alone"


def baselines(settings: Settings) -> dict[str, Ear]:
    """Each baseline by name: TF-IDF with logistic regression for all, and the reviewed signs for danger."""
    return {WORDS: _counting_words(settings), SIGNS: _signs}


def _signs(text: str) -> dict[str, Any]:
    heard = check(text)
    return {"risk": {"level": heard.level, "kinds": list(heard.kinds)}}


def _counting_words(settings: Settings) -> Ear:
    messages = read_messages(settings.data / "nlu")
    intents = _Learnt([normalise(each.text) for each in messages], [[each.intent] for each in messages])
    needs = _Learnt(*_apart(need_lessons(load_needs(settings.data / "needs.yml"), messages)))
    danger = _Learnt(*_apart(danger_lessons(settings)))

    def ear(text: str) -> dict[str, Any]:
        text = normalise(text)
        sure = danger.chances(text)
        alarmed = sure[DANGER] >= 0.5
        level = ("immediate" if sure[NOW] >= 0.5 else "harm") if alarmed else "none"
        kinds = [label for label, chance in sure.items() if chance >= 0.5 and label not in (DANGER, NOW)]
        ranked = intents.chances(text)
        best = max(ranked, key=lambda name: ranked[name])
        return {
            "intent": {"name": best, "confidence": ranked[best]},
            "needs": [{"need": k, "confidence": p} for k, p in needs.chances(text).items() if p >= 0.5],
            "risk": {"level": level, "kinds": kinds if alarmed else []},
        }

    return ear


def _apart(lessons: Any) -> tuple[list[str], list[list[str]]]:
    return list(lessons), [sorted(labels) for labels in lessons.values()]


class _Learnt:
    """TF-IDF of words, one logistic regression a label."""

    def __init__(self, texts: list[str], labels: list[list[str]]) -> None:
        self._labels = MultiLabelBinarizer()
        wanted = self._labels.fit_transform(labels)
        self._words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
        self._model = OneVsRestClassifier(LogisticRegression(C=10, solver="liblinear"), n_jobs=1)
        self._model.fit(self._words.fit_transform(texts), wanted)

    def chances(self, text: str) -> dict[str, float]:
        row = self._model.predict_proba(self._words.transform([text]))[0].tolist()
        return dict(zip(self._labels.classes_, row, strict=True))
