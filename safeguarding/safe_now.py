"""What a typed answer to "Are you safe right now?" says; whatever is not plain counts as not sure."""

from __future__ import annotations

import re

from safeguarding.answers import SafeNow
from safeguarding.normalising import normalise

_YES = frozenset(
    {
        "yes",
        "yeah",
        "yep",
        "yup",
        "ya",
        "yh",
        "ye",
        "yea",
        "yess",
        "safe",
        "ok",
        "okay",
        "fine",
        "alright",
        "right",
        "good",
    }
)
_LUKEWARM = frozenset({"ok", "okay", "fine", "alright", "right", "good"})
"""Words that also only say that a message was read; with "I" or "we" they are a yes."""
_OF_ONESELF = frozenset({"i", "am", "we", "are", "all", "feel", "feeling"})
_NO = frozenset({"no", "nope", "nah", "unsafe"})
_DENIES = frozenset({"not", "never", "cannot"})
_SAYS_NO_MORE = frozenset(
    {
        "i", "am", "are", "is", "we", "it", "all", "both", "now", "right", "here", "thanks",
        "thank", "you", "ta", "for", "the", "moment", "at", "just", "very", "quite", "really",
        "honestly", "please", "so", "me", "and", "kids", "children", "us", "of", "safe", "home",
        "today", "think", "mate", "love", "worries", "feel", "feeling", "do", "currently", "this",
        "minute", "to", "be", "in", "any", "longer", "danger", "way", "as", "far", "know", "problem",
        "actually", "sorry", "x", "xx", "perfectly", "totally", "completely", "absolutely",
    }
)  # fmt: skip
"""Words beside which a yes is still a plain yes and a no a plain no."""

_MISHEARD = re.compile(
    r"\b(?:you|u)(?: have| ve)?(?: just| completely| all)? (?:got|heard|took|taken|understood)"
    r" (?:me|it|that|this|what i said)(?: all| completely| totally)? wrong\b"
    r"|\b(?:you|u)(?: have| ve)? (?:misheard|misunderstood)(?: me| that| it| what i said)?\b"
    r"|\b(?:that|it|this) (?:is|was) not what i (?:meant|said)\b"
    r"|\bnot what i meant\b|\bwrong end of the stick\b"
    r"|\b(?:(?:it|that|this) (?:is|was) )?(?:just |only )*a (?:figure|manner) of speech\b"
    r"|\bi (?:just|only|was just|was only) (?:said|saying|told you|telling you|meant|wrote)"
    r" (?:what|wot|wat|about)? ?(?:a|my|the|an)? ?(?:really )?(?:good|gd|nice|best|perfect|dream) day"
    r"(?: (?:is|was|would be|wud be|looks like))?\b"
)
"""How somebody says that no danger was meant; `i was only joking` is not one: it is said in fear."""
_BESIDE_MISHEARD = frozenset(
    {
        "no",
        "nope",
        "sorry",
        "but",
        "oh",
        "ok",
        "okay",
        "well",
        "please",
        "i",
        "think",
        "and",
        "mate",
        "what",
        "wot",
        "wat",
        "huh",
        "lol",
        "am",
        "fine",
    }
)
_OUT_OF_DANGER = re.compile(
    r"\b(?:not|never|no longer|not now) (?:really )?in (?:any )?danger\b|\bno danger\b"
)


def answer_in_words(text: str) -> SafeNow:
    """`yes` or `no` only for a plain answer: "yes im safe now", "no", "not really safe".

    A yes with anything more ("yes last night", "yes but he's coming back") is `not_sure`.
    """
    words = re.findall(r"[a-z']+", _MISHEARD.sub(" ", _plain(text)))
    if not words or not set(words) <= _YES | _NO | _DENIES | _SAYS_NO_MORE:
        return "not_sure"
    said_yes, said_no, denies = _YES & set(words), _NO & set(words), bool(_DENIES & set(words))
    if "danger" in words:
        return "yes" if _OUT_OF_DANGER.search(" ".join(words)) and "safe" not in words else "no"
    if denies:
        return "not_sure" if "know" in words else "no"
    if said_no:
        return "yes" if said_yes & {"safe", "ok", "okay", "fine", "alright"} else "no"
    plain = said_yes - _LUKEWARM or (said_yes - {"right"} and _OF_ONESELF & set(words))
    return "yes" if plain else "not_sure"


def says_misheard(text: str) -> bool:
    """Whether somebody says that no danger was meant, and nothing that goes against it."""
    plain = _plain(text)
    beside = set(re.findall(r"[a-z']+", _MISHEARD.sub(" ", plain)))
    return bool(_MISHEARD.search(plain)) and (beside <= _BESIDE_MISHEARD or answer_in_words(text) == "yes")


def _plain(text: str) -> str:
    return " ".join(normalise(text).replace(".", " ").split())
