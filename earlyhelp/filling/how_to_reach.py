"""How somebody is to be reached, as people write it: the way, the number, and what goes with it."""

from __future__ import annotations

import re
from dataclasses import replace

from earlyhelp.filling.filling import PHONES, Filling
from earlyhelp.filling.questions import I_RING, MESSAGE_NO, MESSAGE_YES, VIA_SCHOOL, Questions
from earlyhelp.filling.reaching import beside_address, note_beside, read_address
from language import wishes

UNSAFE = "unsafe"
"""What `missed` holds after a text was chosen and no message is safe: a text is one."""

_LONGEST_TRY = 60
"""Characters that are kept where no number or address was found."""
_NOT = r"(?:not|dont|do not|never|no|cant|cannot|wont|without|instead of|rather than|havent got|havent)"
_BETWEEN = (
    r"(?: (?:a|an|any|to|by|my|please|use|have|got|you|u|ya|they|them|him|her|anyone|anybody|someone|"
    r"somebody|people|ever|me|want|like|or|send))*"
)
_REFUSAL = (
    r"(?:(?:do|does|did|ca|wo|would|could|should|is|are|ai|have)nt|cannot|not|never|without)"
    r"(?! (?:mind|care|fuss\w*|bother\w*|sure|know|really mind)\b)"
)
"""What begins a refusal, whatever stands between it and the way."""
_ELSE_BEGINS = r"(?:but|so|and|just|instead|please|pls|because|cos|cuz|use|mine)"
"""Words with which something else begins."""
_PARTS = re.compile(r"[,.;:!?\n]+\s+(?!n?or\b)")
_CONDITION = re.compile(
    r"\b(?:but|only|just|if|unless|as long as|so long as|when|not|don'?t|never|before|after|except|say|no)"
    r"\b.*",
    re.IGNORECASE | re.DOTALL,
)
_ONLY_IF = re.compile(r"(?:only|just|if|when|as long as|so long as|unless)\b")
_AFTER_NO = re.compile(r"^\W*(?:no|nah|nope|please|don'?t|do not|not safe)\b[\s,.;:-]*", re.IGNORECASE)
_THANKS = re.compile(r"(?:thank|thanks|ta|sorry|not really)\b", re.IGNORECASE)
_PLAIN_YES = 7
"""Most words of a yes that tells no more than that."""
_TELLS = 3
"""Words after a no that are worth keeping."""


def way_said(words: str, questions: Questions) -> str:
    """The first way that is said and not refused: `text me, not email`; empty if none is."""
    heard, any_way = _ways(questions)
    found = re.search(rf"\b{any_way}\b", _not_refused(words, any_way))
    return heard[found[0]] if found else ""


def refuses_way(words: str, way: str, questions: Questions) -> bool:
    """Whether this way is refused and no other is wanted: `dont ring me`."""
    heard, any_way = _ways(questions)
    found = re.search(rf"\b{_NOT}{_BETWEEN} ({any_way})\b", wishes.plain(words))
    return found is not None and heard[found[1]] == way and not way_said(words, questions)


def with_way(filling: Filling, way: str) -> Filling:
    """The same to be reached in this way; a number or an address stays where the way uses it."""
    where = filling.answers.get("reach_where", "")
    fits = way in PHONES if where and "@" not in where else way == "email"
    gone = set() if fits else {"reach_where", "reach_when", "message", "message_words"}
    if way == "text" and filling.answers.get("message") == MESSAGE_NO:
        gone |= {"message", "message_words"}
    answers = {key: answer for key, answer in filling.answers.items() if key not in gone}
    return replace(filling, answers=answers).answered("reach_how", way)


def with_address(filling: Filling, words: str, questions: Questions) -> Filling | None:
    """The same with the number or address in these words; None if there is none.

    The way is the one said beside it, else the one chosen before; with a number alone it is asked.
    """
    found = read_address(words)
    if found is None:
        return None
    kind, value = found
    said, before = way_said(words, questions), filling.answers.get("reach_how", "")
    way = "email" if kind == "email" else next((each for each in (said, before) if each in PHONES), "")
    if way:
        changed = with_way(filling, way)
    else:
        answers = {key: answer for key, answer in filling.answers.items() if key != "reach_how"}
        changed = replace(filling, answers=answers)
    return changed.answered("reach_where", value)


def answer_how(filling: Filling, words: str, questions: Questions) -> tuple[Filling, str]:
    """How to get in touch; a number or an address in the same breath is taken as well."""
    given = with_address(filling, words, questions)
    if given is not None:
        return _with_words_beside(given, words), ""
    way = way_said(words, questions)
    if way:
        return with_way(filling, way), ""
    other = set(wishes.plain(words).split()) & questions.other_ways or any(
        f" {each} " in f" {wishes.plain(words)} " for each in questions.other_ways
    )
    return filling, "no_such_way" if other else "pick"


def answer_where(filling: Filling, words: str, questions: Questions) -> tuple[Filling, str]:
    """The number or address that was asked for; one of the other kind, or another way, changes the way."""
    given = with_address(filling, words, questions)
    if given is not None:
        return _with_note(_with_words_beside(given, words), filling.typed), ""
    before, way = filling.answers.get("reach_how", ""), way_said(words, questions)
    if way and way != before and len(words.split()) > 1:
        return with_way(filling, way), ""
    wrong = "email_wrong" if before == "email" else "phone_wrong"
    return replace(filling, typed=words[:_LONGEST_TRY]), wrong


def without_way(filling: Filling) -> Filling:
    """The way is asked anew, in place of a number or an address that there is none of."""
    return replace(filling.without_answer("reach_how"), typed="", missed="")


def answer_message(filling: Filling, words: str) -> tuple[Filling, str]:
    """Whether a message is safe: a yes or a no, each with what goes with it; else it is asked once more."""
    said = wishes.plain(words)
    if _ONLY_IF.match(said) or (filling.missed == "message" and not (_says(said))):
        return filling.answered("message", words), ""
    if wishes.says_no(words):
        rest = _AFTER_NO.sub("", words).strip()
        rest = "" if _THANKS.match(rest) else rest
        return with_message(filling, MESSAGE_NO, rest if len(rest.split()) >= _TELLS else ""), ""
    if wishes.says_yes(words):
        return with_message(filling, MESSAGE_YES, _condition_of(words)), ""
    return replace(filling, typed=words, missed="message"), "message_unclear"


def _condition_of(words: str) -> str:
    """What goes with a yes to a message; all of it where more than a plain yes stands before it."""
    said = re.sub(r"\bno (?:problem|worries)\b", "", words, flags=re.IGNORECASE)
    found = _CONDITION.search(said)
    if found is None:
        return ""
    tells_more = len(wishes.plain(said[: found.start()]).split()) > _PLAIN_YES
    return (words if tells_more else found[0]).strip()


def with_message(filling: Filling, answer: str, words: str = "") -> Filling:
    """The same with this yes or no. A text is a message: after a no to it, another way is asked for."""
    words = words or (filling.typed if filling.missed == "message" else "")
    changed = filling.answered("message", answer)
    answers = {**changed.answers, **({"message_words": words} if words else {})}
    changed = replace(changed, answers=answers)
    if answer == MESSAGE_NO and filling.answers.get("reach_how") == "text":
        return replace(changed.without_answer("reach_how"), missed=UNSAFE)
    return changed


def ways_offered(filling: Filling) -> frozenset[str]:
    """The ways that have a button just now."""
    if filling.missed == UNSAFE:
        return frozenset({"phone", "email", VIA_SCHOOL, I_RING})
    return PHONES if filling.answers.get("reach_where") else PHONES | {"email"}


def _ways(questions: Questions) -> tuple[dict[str, str], str]:
    """What each phrase means, and one pattern for all of them, the longest first."""
    ways = questions.questions["reach_how"].choices
    heard = {phrase: way.key for way in ways for phrase in (*way.hears, way.label.lower())}
    return heard, f"(?:{'|'.join(map(re.escape, sorted(heard, key=len, reverse=True)))})"


def _not_refused(words: str, any_way: str) -> str:
    """The words without what is refused: the next way, and all that it goes on with up to something else.

    `dont ring text me` wants a text; `dont want you to ring mums phone, mine is` wants no way.
    """
    to_me = rf"{any_way} (?:me|us|mine|my)\b"
    at_once = (
        rf"\b{_NOT}{_BETWEEN} {any_way}(?: me)?(?: n?or {any_way}(?: me)?)*\b(?= (?:{any_way}|n?or)\b|$)"
    )
    refused = (
        rf"\b(?:{_REFUSAL}(?: (?!{_ELSE_BEGINS}\b|{to_me})[\w-]+)*? (?!{to_me}){any_way}\b"
        rf"|{_NOT}{_BETWEEN} {any_way}\b)"
        rf"(?: (?!{_ELSE_BEGINS}\b|(?<!or ){to_me})[\w-]+)*"
    )
    parts = (wishes.plain(each) for each in _PARTS.split(words))
    return " # ".join(re.sub(refused, " ", re.sub(at_once, " ", each)) for each in parts)


def _says(said: str) -> bool:
    return wishes.says_yes(said) or wishes.says_no(said)


def _with_words_beside(filling: Filling, words: str) -> Filling:
    """The same with when it is safe, which is offered then, and with anything else said in that breath."""
    when = beside_address(words)
    if when:
        return replace(filling, typed=when) if "reach_when" not in filling.answers else filling
    return _with_note(filling, words)


def _with_note(filling: Filling, words: str) -> Filling:
    note = note_beside(words)
    if not note or "reach_note" in filling.answers:
        return filling
    return replace(filling, answers={**filling.answers, "reach_note": note})
