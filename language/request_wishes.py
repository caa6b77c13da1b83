"""Plain words about a request that was sent, or for a person to talk to."""

from __future__ import annotations

import re

from language.wishes import plain, takes_back

_ASKER = (
    r"(?:can|could|will|would|please|pls|want|need|like|love|get|have|ask|asking|for|is there|still|prefer)"
)
_SOMEONE = (
    r"(?:some ?one|some ?body|any ?one|any ?body|(?:a |an |the )?(?:real |actual |proper |live |human )*"
    r"(?:person|human|human being|worker|lady|woman|man))"
)
_REACHES = r"(?:ring|call|phone|text|contact|e-?mail|message|speak|talk|get in touch|reach|chat|get back)"
_FOR_CONTACT = re.compile(
    rf"\b{_ASKER} (?:\w+ )?{_SOMEONE} (?:\w+ ){{0,2}}{_REACHES}(?: (?:to|with|back to))?(?: (?:me|us)\b|$)"
    rf"|\b{_ASKER} (?:\w+ ){{0,3}}(?:talk|speak|chat) (?:to|with) {_SOMEONE}\b"
)
_NOT_TO_ME = re.compile(
    r"\b(?:i|we) (?:cant|cannot|dont|never|wont|couldnt|didnt)\b.{0,30}\b(?:talk|speak|chat)\b"
)

_LOST = re.compile(
    r"\b(?:(?:ive |have |i |we )*(?:lost|forgot|forgotten|cant (?:find|remember)|cannot (?:find|remember)|"
    r"dont "
    r"(?:have|know|remember)|havent got|deleted|threw)(?: \w+){0,3} "
    r"(?:it|code|word|reference|number|that|one|name)"
    r"|no code)\b"
)
_WRONG = (
    r"(?:wrong|mistake|mistyped|typo|old|incorrect|changed|correct|change|fix|put right|edit|update|new"
    r"|different)"
)
_FORGOT = (
    r"\b(?:forgot|didnt|did not|never)(?: to)? (?:give|gave|say|said|tell|told|put|add|write|leave|mention)\b"
)
_ITEM = r"(?:number|phone|mobile|email|e-mail|name|school|nursery|address|postcode|request|answer|answers)"
_CHANGES = re.compile(
    rf"\b(?:gave|give|put|sent|typed|wrote|said|told)(?: \w+){{0,4}} {_WRONG}\b"
    rf"|\b(?:{_ITEM})(?: \w+){{0,8}} (?:is|was|has|its|are) (?:\w+ ){{0,2}}{_WRONG}\b"
    rf"|\b(?:change|correct|fix|edit|update|put right)(?: \w+){{0,3}} (?:what|wat|wot|it|that|{_ITEM})\b"
    rf"|\bwrong (?:\w+ )?{_ITEM}\b|\b(?:new|different) (?:\w+ )?(?:number|phone|mobile|email|e-mail)\b"
    rf"|{_FORGOT}"
)
_KEEPS_BACK = re.compile(
    r"\b(?:dont|do not|not|stop|no longer|please dont)(?: \w+){0,3} "
    r"(?:share|sharing|show|showing|pass|passing|give|giving|use|using)\b"
    r"|\btake back\b"
)
_SOMEONE_ELSE = re.compile(
    r"\b(?:(?:different|other|another|new) (?:person|worker|one|lady|man|woman|contact)"
    r"|(?:someone|somebody|anyone|anybody) (?:else|different)|not (?:him|her|them) again)\b"
)


def wants_contact(text: str) -> bool:
    """Whether a person is asked for: `can someone still ring me`, `talk to a real person`."""
    words = plain(text)
    return bool(_FOR_CONTACT.search(words)) and not _NOT_TO_ME.search(words)


def wants_someone_else(text: str) -> bool:
    """Whether another person is asked for: `a different person`."""
    return bool(_SOMEONE_ELSE.search(plain(text)))


def lost(text: str) -> bool:
    """Whether what was asked for is lost: `i lost it`, `i dont have the code`."""
    return bool(_LOST.search(plain(text)))


def changes(text: str) -> bool:
    """Whether something that was told is to be put right: `i gave the wrong number`, `i forgot to say`."""
    return bool(_CHANGES.search(plain(text)))


def keeps_back(text: str) -> bool:
    """Whether something is not to be shared any more: `please dont share my school`."""
    return bool(_KEEPS_BACK.search(plain(text))) or takes_back(text)
