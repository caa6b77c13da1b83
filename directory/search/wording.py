"""Words as the index keeps them: stemmed, and without those that say nothing about a need."""

from __future__ import annotations

import re
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHE = re.compile(r"['’]")
_STEMMER = snowballstemmer.stemmer("english")

EMPTY = frozenset(
    {
        "a", "an", "and", "the", "of", "to", "in", "on", "at", "for", "from", "with", "by", "is",
        "are", "was", "were", "be", "been", "am", "im", "i", "me", "my", "we", "our", "us", "you",
        "your", "he", "she", "it", "its", "they", "them", "his", "her", "their", "this", "that",
        "these", "those", "as", "or", "if", "so", "do", "does", "did", "have", "has", "had", "not",
        "no", "dont", "cant", "wont", "didnt", "isnt", "will", "would", "can", "could", "should",
        "just", "very", "really", "get", "got", "getting", "going", "go", "goes", "being", "there",
        "here", "what", "whats", "when", "where", "who", "how", "why", "all", "any", "some",
        "about", "up", "out", "too", "much", "than", "then", "into", "over", "want", "wants",
        "need", "needs", "help", "helps", "like", "please", "hes", "shes", "theyre", "ive", "weve",
        "thats", "know", "think", "near", "anyone", "someone", "something", "anything", "somewhere",
        "thing", "things", "lot", "bit", "keep", "keeps", "also", "more", "looking", "find",
        "service", "services", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
        "sunday", "day", "days", "week", "weeks", "month", "months", "year", "years", "today",
        "tonight", "tomorrow", "til", "till", "until",
    }
)  # fmt: skip
"""Words of a query that are not looked for, unless it has no others."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one lower-case word."""
    return str(_STEMMER.stemWord(word))


def words(text: str) -> list[str]:
    """Every word of a text in lower case, apostrophes dropped."""
    return _WORD.findall(_APOSTROPHE.sub("", text.lower()))


def stems(text: str) -> list[str]:
    """The stem of every word of a text."""
    return [stem(word) for word in words(text)]


def telling(text: str) -> list[str]:
    """The words of a query that are worth looking for; all of them if none is."""
    every = list(dict.fromkeys(words(text)))
    return [word for word in every if word not in EMPTY] or every
