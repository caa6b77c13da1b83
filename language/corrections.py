"""Plain words that put something right: `i gave the wrong number`, `change my age`, `text me, not email`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from language.wishes import plain

_CHANGES = r"(?:change|correct|fix|edit|update|amend|alter|redo|put right|get rid of)"
_WRONG = (
    r"(?:wrong|incorrect|not right|isnt right|aint right|not correct|a mistake|mistaken|out of date|changed)"
)
_BETWEEN = r"(?: (?:the|my|our|his|her|that|this|bit|about|with|on|to|for|in|of|what|it|says|a)){0,4}"
_SIGNS = re.compile(
    rf"\b(?:{_WRONG}|{_CHANGES}|actually|meant|instead|should be|sorry|wait|hang on|oops|correction|mistake|"
    r"i (?:gave|put|typed|wrote|said)|not \w+)\b"
)
"""Words that stand beside something that is put right."""
_WAY = r"(?:ring|call|phone|text|txt|email|e-mail|mail)"
_OPENS = re.compile(
    r"(?:(?:oh|um|er|no|wait|sorry|hang on|hold on|actually|oops|but|hey) )+(?:\w+ ){0,4}?"
    rf"(?:{_WRONG}|{_CHANGES}|i (?:gave|put|said|typed|meant)|its|it is|its not|not|im|my|{_WAY} me)\b"
    rf"|i (?:said|meant) |(?:not|dont) (?:by )?{_WAY}\b"
    r"|(?:can|could|may) (?:i|you|u|we) (?:please )?(?:change|correct|fix)\b|(?:change|correct|fix) my\b"
    rf"|(?:thats|that is|its) {_WRONG}\b"
)
_GAVE_WRONG = re.compile(
    rf"\bi (?:\w+ ){{0,2}}?(?:gave|given|put|typed|wrote)(?: \w+){{0,4}} {_WRONG}\b"
    rf"|\b{_WRONG} (?:\w+ ){{0,2}}?(?:i|ive) (?:gave|given|put|typed|wrote)\b"
)
_SOMETHING = re.compile(
    r"(?:(?:no|nope|wait|hang on|um|er|oh|hey|but|sorry|lol|ok) )*"
    r"(?:(?:something|some of (?:it|that|this)|it|that|this|thats|its|one (?:bit|thing)|theres|there is|"
    rf"there|a|bit|is|not all|all|i see) )*{_WRONG}"
    r"(?: (?:there|here|that|it|now|with it|lol|sorry|though|in it))*"
)
_SOMETHING_ELSE = re.compile(
    r"(?:(?:can|could|may|i|want|need|would|like|id|to|please|wait|sorry|hang on|but|oh|let me|lets) )*"
    rf"{_CHANGES} (?:something|some of (?:it|this|that)|one thing|an answer|my answers?|a bit|"
    r"what i (?:said|wrote|put))(?: (?:please|first|here|i said|i wrote|i put|on it|in it))*"
    r"|something i (?:said|wrote|put) is wrong"
)
_NOT_MINE = re.compile(
    r"\b(?:im|i am|i aint) (?:not|no) (\d{1,3})\b|\b\d{1,3}(?: lol| and|,)? not (\d{1,3})\b"
)
_ADDRESS = r"(?:number|mobile|phone|email|e-mail)"
_OF_OTHERS = re.compile(
    rf"\b(?:his|her|their|hers|theirs|mums|dads|nans|\w*workers?)\b(?: \w+){{0,2}} {_ADDRESS}\b"
)
_REACHES = re.compile(
    r"\b(?:ring|call|phone|text|txt|message|email|e-mail|contact) me\b|\b(?:me|reach me|get me) on\b"
    rf"|\bmy (?:new |mobile |phone |home |other )*{_ADDRESS}\b|\b(?:use|on|to) mine\b|\bmine(?: is|s)\b"
)
_MINE = re.compile(r"\bmine\b")
_RETRACTS = re.compile(
    r"[\s,.;:!-]+(?:(?:no|oh|oops|um|er|actually|nah)[\s,.]+)*(?:sorry,? no|no,? sorry|no,? wait|wait,? no|"
    r"actually,? no|no,? actually|oops,? no|(?:sorry,? |no,? )?(?:i|we) meant?|i mean)\b(?! it\b)[\s,.;:!-]*"
    r"(?:(?:(?:i|we) meant?|it'?s|its|it is|(?:he|she)(?:'s|s| is)|he goes to|she goes to|at)\s+)*(?=\w)",
    re.IGNORECASE,
)
"""Words in the middle with which somebody takes back what they just wrote: `sorry no`."""
_REFUSES_WAY = re.compile(r"\b(?:not|dont|instead|rather)\b")
_KEEPS_BACK = re.compile(
    r"\b(?:except|apart from|other than|but not|just not|not the|not my|not our|everything but|all but|"
    r"all bar|(?:dont|do not|not) (?:want (?:you |them |him |her )?to )?"
    r"(?:share|send|tell|show|see|know|include)|keep back|hold back|leave out|leave off|take out|minus|"
    r"without)\b(?P<named>.*)"
)


def puts_right(text: str) -> bool:
    """Whether anything in these words hints at something that was wrong before."""
    return bool(_SIGNS.search(plain(text)))


def opens_correction(text: str) -> bool:
    """Whether the words begin as one who puts something right: `wait i gave`, `can you change`."""
    return bool(_OPENS.match(plain(text))) or gave_wrong(text)


def asks_to_change_something(text: str) -> bool:
    """Whether something is to be changed that is not named: `can i change something`."""
    return bool(_SOMETHING_ELSE.fullmatch(plain(text)))


def gave_wrong(text: str) -> bool:
    """Whether somebody says that they gave something wrong: `i put the wrong school`."""
    return bool(_GAVE_WRONG.search(plain(text)))


def says_wrong(text: str) -> bool:
    """Whether the words say nothing but that something is wrong: `thats not right`."""
    return bool(_SOMETHING.fullmatch(plain(text)))


def denied_ages(text: str) -> frozenset[float]:
    """The ages that the words say are not right: 6 in `im not 6` and in `34 not 6`."""
    return frozenset(float(each[1] or each[2]) for each in _NOT_MINE.finditer(plain(text)))


def asks_to_change(text: str) -> bool:
    """Whether something is to be changed, whatever it is: `change my age`; `changed my mind` is none."""
    return bool(re.search(rf"\b{_CHANGES} (?:my|the|our|his|her|that|what)\b(?! mind)", plain(text)))


def gives_own_address(text: str) -> bool:
    """Whether a number or an address in these words is the writer's, to be reached by: `ring me on`."""
    return bool(_REACHES.search(plain(text)))


def gives_address_of_another(text: str) -> bool:
    """Whether the number is somebody else's: `her number is`."""
    words = plain(text)
    return bool(_OF_OTHERS.search(words)) and not _MINE.search(words)


def after_retraction(text: str) -> str:
    """What counts after `sorry no`, `no wait` or `i mean`; all of it where nothing is taken back."""
    found = list(_RETRACTS.finditer(text))
    return text[found[-1].end() :].strip() if found and found[0].start() > 0 else text


def refuses_way(text: str) -> bool:
    """Whether one thing is wanted in place of another: `text not ring`."""
    return bool(_REFUSES_WAY.search(plain(text)))


def named_to_change(text: str, names: Mapping[str, Iterable[str]]) -> str:
    """The key of what the words ask to change, such as `change my age`; empty if nothing is."""
    words = plain(text)
    for called, key in _longest_first(names):
        item = re.escape(called)
        if re.search(
            rf"\b{_CHANGES}\b{_BETWEEN} {item}\b|\b{_WRONG}{_BETWEEN} {item}\b"
            rf"|\b{item}(?:s| is| was| are| has| i gave| i put| you have)*(?: \w+){{0,2}}? {_WRONG}\b",
            words,
        ):
            return key
    return ""


def named(text: str, names: Mapping[str, Iterable[str]]) -> str:
    """The key of the first that is named at all, the longest name first; empty if none is."""
    words = f" {plain(text)} "
    return next((key for called, key in _longest_first(names) if f" {called} " in words), "")


def keeps_back(text: str, names: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The keys of what is named after `except`, `dont share` and the like, in the order of `names`."""
    found = _KEEPS_BACK.search(plain(text))
    rest, keys = (found["named"] if found else ""), set[str]()
    for called, key in _longest_first(names):
        taken = re.sub(rf"\b{re.escape(called)}\b", "#", rest)
        if taken != rest:
            keys, rest = keys | {key}, taken
    return tuple(key for key in names if key in keys)


def _longest_first(names: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    pairs = ((plain(called), key) for key, calls in names.items() for called in calls)
    return sorted(pairs, key=lambda pair: -len(pair[0]))
