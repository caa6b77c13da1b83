"""Messages that only answer a question: a place, an age, for whom, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rapidfuzz.fuzz import ratio

from language.normalising import tidy
from language.numbers import with_digits

_LONGEST = 12
"""Words of the longest answer that is still only an answer."""
_SAYS_NOTHING_MORE = frozenset({
    "a", "about", "actually", "age", "aged", "ages", "all", "almost", "am", "an", "and", "anyone", "are",
    "area", "around", "as", "at", "aunt", "auntie", "aunty", "babies", "baby", "based", "be", "bit", "boy",
    "boyfriend", "boys", "brother", "by", "called", "child", "children", "client", "close", "county",
    "cousin", "dad", "daughter", "daughters", "do", "down", "eldest", "family", "father", "few", "for",
    "friend", "from", "gf", "girl", "girlfriend", "girls", "going", "gone", "got", "gran", "grandad",
    "granddaughter", "grandma", "grandson", "half", "he", "hello", "her", "here", "hes", "hi", "him", "his",
    "hiya", "home", "house", "husband", "i", "id", "im", "in", "is", "it", "its", "ive", "just", "kid",
    "kids", "lad", "lads", "little", "live", "lives", "living", "local", "located", "m", "mate", "mates",
    "me", "miles", "month", "months", "mother", "moved", "mum", "mums", "my", "myself", "name", "nan",
    "nana", "near", "nearest", "nearly", "nephew", "niece", "now", "of", "oh", "ok", "old", "older",
    "oldest", "on", "one", "only", "or", "our", "out", "outside", "over", "parent", "part", "partner",
    "patient", "please", "pls", "post", "postcode", "pupil", "reception", "right", "round", "s", "school",
    "she", "shes", "side", "sister", "so", "some", "somerset", "son", "sons", "staying", "step",
    "stepdaughter", "stepson", "student", "teen", "teenager", "tenant", "thanks", "that", "thats", "the",
    "them", "there", "they", "theyre", "think", "this", "to", "toddler", "toward", "towards", "town",
    "turned", "turning", "turns", "twins", "two", "uncle", "up", "us", "village", "was", "way", "we",
    "week", "weeks", "well", "were", "where", "who", "whos", "wife", "with", "y", "yeah", "year", "years",
    "yes", "yo", "young", "younger", "youngest", "yr", "yrs",
})  # fmt: skip


def is_only_details(text: str, place: Mapping[str, Any] | None) -> bool:
    """True if `text` tells no more than a place, an age or whom it is for: "down porlock way, hes 9"."""
    words = re.findall(r"[a-z0-9]+", with_digits(tidy(text).lower()).replace("'", ""))
    if not words or len(words) > _LONGEST:
        return False
    named = re.findall(r"[a-z0-9]+", str(place["name"]).lower()) if place else []
    return all(
        word in _SAYS_NOTHING_MORE
        or re.fullmatch(r"\d+(?:st|nd|rd|th|yr|yrs|yo|mths?)?|[a-z]{1,2}\d[a-z\d]?|\d[a-z]{2}", word)
        or any(ratio(word, part) >= 75 for part in named)
        for word in words
    )
