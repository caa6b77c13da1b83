"""What people say around an answer rather than as one: a greeting, a wish to go, the way back, their name."""

from __future__ import annotations

import re

from language.wishes import plain

_LEADS = (
    r"(?:(?:no|nah|wait|sorry|um|er|oh|well|ok|okay|right|so|and|but|hey|hi|hello|hiya|please|pls|actually|"
    r"oops) )*"
)
_GREETS = re.compile(
    r"(?:hi|hiya|hey|hello|yo|evening|morning)(?: (?:again|there|im|i am|its|me|we are|were|back|here|now))*"
)
_BEGINS = re.compile(
    rf"{_LEADS}(?:yes |yeah |yep )?(?:lets |let us |we can |i want to |can we |shall we )?"
    r"(?:start|begin|go|do (?:it|this)|try(?: it)?)(?: (?:then|now|please|pls|it))*"
)
_HURRIES = re.compile(
    r"(?:(?:sorry|oh|ok|no|i|ive|have|wait) )*(?:(?:gtg|g2g|got to run)\b.*|(?:got to|gotta|need to|must) go"
    r"(?: (?:now|bye|sorry|some\w*|mum|dad|my|hes|shes|theyre|tea|for now)\b.*)?)"
)
_LEAVES = re.compile(
    rf"{_LEADS}(?:(?:thanks?|thank you|thankyou|thats all|cheers|ta|anyway) )*"
    r"(?:bye+|goodbye|good bye|see (?:ya|you|u)\b|cya|ttyl|tara|ta ra|laters?|night night|good ?night|night|"
    r"take care|speak soon)\b.*"
)
_FOR_A_PERSON = re.compile(
    r"\b(?:can|could|would|will|please|want|wanna|need|like|get)\b.*"
    r"\b(?:someone|somebody|anyone|a (?:real |actual )?(?:person|human|worker|adviser)|you|u)\b"
    r"|\b(?:ring|call|phone|text|contact) (?:me|us)\b|\bget in touch\b"
    r"|\b(?:speak|talk|chat) (?:to|with) (?:an?|some\w*|any\w*|the (?:team|council)|real)\b"
)
_WAY_BACK = re.compile(
    rf"{_LEADS}how (?:do|can|will|would|shall) (?:i|we) (?:come|get|go) back\b.*"
    rf"|{_LEADS}how (?:do|can|will) (?:i|we) (?:find|get to|open) (?:this|it|my plan) again\b.*"
)
_SAME = re.compile(
    rf"{_LEADS}(?:its |im |i am |still |about |just |pretty much |exactly |probably |much )*(?:the )?same"
    r"(?: (?:as|really|again|place|number|last|time|before|then|still|tbh|i think|lol))*"
)
_HAS_CODE = re.compile(
    rf"{_LEADS}(?:i |ive |we |(?:my )?\w+ (?:gave|sent|has given) me )*"
    r"(?:have |got |has |have got |been given )*(?:a |the |this |my )?code(?: word)?"
    r"(?: (?:here|from|for|of|to|my|mum|dad|a|the|our|family|plan|join|it))*"
)
_CHANGES = re.compile(
    rf"{_LEADS}(?:(?:can|could|may|i|we|want|wanna|would|like|id|need|to|let me) )*"
    r"(?:change|correct|redo|edit|fix) "
    r"(?:my name|(?:my |the |that |an )?"
    r"(?:answers?|number|score|good day|(?:last|first) (?:one|answer|question))"
    r"|that to \d+|(?:that|it) to (?:a )?\w+|what (?:i|my good day) (?:said|put|wrote|is)\b).*"
)
_CALLS = re.compile(
    r"(?:\b(?:you can |u can |just |but |please )*(?:call me|calls me|everyone says|everybody says|they say|"
    r"people say|you can say|say))\W+(?:please\W+)?(?P<name>[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*)?)"
    r"\W*(?:please|pls|lol|ok|thanks|thank you)?\W*$",
    re.IGNORECASE,
)
_IS_CALLED = re.compile(
    r"^\W*(?:(?:hi|hiya|hello|hey|um|er|well|no|sorry|ok|yes)\W+)*"
    r"(?:my name(?:'?s| is| are)(?: only| just)?|(?:i am|i'?m|im)(?: called)?|it'?s|it is|this is)\W+"
    r"(?P<name>[^,.!?;]+?)(?:\W+(?:please|pls|lol|thanks))*\W*$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:^|[,.!?;]|\b(?:no|sorry|wait|hi|hiya|hello|hey|actually|but|and|well|ok)\b)\W*"
    r"my (?:real |first )?name(?:'?s| is)(?: only| just| actually)?\W+"
    r"(?P<name>(?!(?:not|that|a|an|the|mine|too|so|very|none|nobody|private)\b)[^,.!?;]+?)(?=[,.!?;]|\s+(?:and|but|i|im|i'm|not|sorry|lol|please|pls)\b|\W*$)",
    re.IGNORECASE,
)
_GREETED = re.compile(r"^\W*(?:hi|hiya|hello|hey)\b\W+(?P<name>[^,.!?;]+?)\W*$", re.IGNORECASE)
_NAMES_ANEW = re.compile(rf"{_LEADS}(?:my (?:real )?name(?:s| is)|(?:you can |just |please )*call me)\b.*")
_MOST_WORDS = 3
"""Of a name."""


def greets(text: str) -> bool:
    """Whether the words only say hello: `hey im back`."""
    return bool(_GREETS.fullmatch(plain(text)))


def begins(text: str) -> bool:
    """Whether the words are to begin: `ok lets start`."""
    return bool(_BEGINS.fullmatch(plain(text)))


def hurries(text: str) -> bool:
    """Whether somebody has to go at once: `gtg someones coming`."""
    return bool(_HURRIES.fullmatch(plain(text)))


def leaves(text: str) -> bool:
    """Whether the words are a farewell: `thanks bye`; `see my mates` is none."""
    return bool(_LEAVES.fullmatch(plain(text)))


def asks_for_a_person(text: str) -> bool:
    """Whether somebody asks for a person themselves: `can someone ring me`, not `ask nan to ring`."""
    return bool(_FOR_A_PERSON.search(plain(text)))


def same(text: str) -> bool:
    """Whether the words say that nothing has changed: `about the same`."""
    return bool(_SAME.fullmatch(plain(text)))


def asks_the_way_back(text: str) -> bool:
    """Whether the words ask how to come back another day."""
    return bool(_WAY_BACK.fullmatch(plain(text)))


def has_code(text: str) -> bool:
    """Whether the words only say that somebody has a code: `mum gave me a code`."""
    return bool(_HAS_CODE.fullmatch(plain(text)))


def wants_change(text: str) -> bool:
    """Whether something that was said in the talk is to be changed: `can i change what my good day is`."""
    return bool(_CHANGES.fullmatch(plain(text)))


def names_anew(text: str) -> bool:
    """Whether the words put a name right: `no, my name is only Agnieszka`."""
    return bool(_NAMES_ANEW.fullmatch(plain(text)))


def name_in(text: str) -> str:
    """The name in an answer to what somebody is called; the answer itself where it is no more than that."""
    for rule in (_CALLS, _IS_CALLED, _NAMED, _GREETED):
        found = rule.search(text)
        if found is not None and len(found["name"].split()) <= _MOST_WORDS:
            return found["name"].strip()
    return text.strip()
