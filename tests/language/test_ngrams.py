"""Our TF-IDF gives the numbers of scikit-learn's, and is kept and recalled unchanged."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from language import ngrams

TEXTS = [
    "im skint til friday", "skint again, can't pay the rent!!", "my lad wont go to school", "he wont go in",
    "the rent is late", "a", "", "school? school. school", "I'm 13 & i look after my mum 😭", "café at 9am",
]  # fmt: skip


def _theirs(learnt_from: list[str], texts: list[str]) -> np.ndarray:
    same = {"sublinear_tf": True, "dtype": np.float32, "min_df": 2}
    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b|[^\w\s]", **same)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), **same)
    return hstack([each.fit(learnt_from).transform(texts) for each in (words, letters)]).toarray()


def test_the_numbers_are_those_of_scikit_learn() -> None:
    ours = ngrams.learn(TEXTS).weigh(TEXTS).toarray()
    assert np.allclose(ours, _theirs(TEXTS, TEXTS), atol=1e-6)


@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_they_are_for_any_text(texts: list[str]) -> None:
    ours = ngrams.learn(TEXTS).weigh(texts).toarray()
    assert np.allclose(ours, _theirs(TEXTS, texts), atol=1e-6)


def test_what_was_kept_comes_back() -> None:
    learnt = ngrams.learn(TEXTS)
    again = ngrams.recall(learnt.keep())
    assert (learnt.weigh(TEXTS) != again.weigh(TEXTS)).nnz == 0


def test_strange_spelling_is_unfamiliar() -> None:
    learnt = ngrams.learn(TEXTS)
    assert learnt.familiar("school rent") > 0.8
    assert learnt.familiar("zzyx qwrtp") < 0.2
    assert learnt.familiar("!!") == 1.0
