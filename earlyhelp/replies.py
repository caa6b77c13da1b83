"""What people ask and say of a request besides answering it: data/earlyhelp/replies.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from earlyhelp.agreement import ITEMS
from earlyhelp.checking import mend, parts, several, words, yes_or_no
from earlyhelp.errors import EarlyHelpDataError
from earlyhelp.files import check_gaps, checked_key, read
from earlyhelp.wording import filled
from language.wishes import plain

_BEFORE, _CHOSEN = frozenset({"days"}), frozenset({"name", "role", "agency"})
_AFTER = _CHOSEN | {"phone", "readers", "opened"}
_SENTENCES: Mapping[str, frozenset[str]] = {
    key: frozenset(gaps.split())
    for key, gaps in {
        "opened": "day",
        "unopened": "",
        "deleted": "reference day",
        "deleted_told": "name",
        "deleted_telling": "name",
        "lost": "",
        "take_part": "label reference name",
        "part_again": "",
        "change_which": "",
        "change_what": "reference",
        "change_to": "label reference",
        "change_ask": "label reference value",
        "change_others": "others",
        "change_press": "",
        "change_done": "label reference name",
        "change_ring": "reference name phone",
        "change_over": "reference",
        "change_not": "",
        "other_person": "",
        "offer_person": "",
    }.items()
}
_BUTTONS: Mapping[str, frozenset[str]] = {
    "take_part": frozenset({"label"}),
    "change_request": frozenset({"reference"}),
    "change_yes": frozenset(),
    "change_no": frozenset(),
}
_LONGEST = 16
"""Words of the longest message that is taken for a question alone; a longer one tells a story."""
_LEAD = re.compile(
    r"(?:(?:ok|okay|so|and|but|wait|um|er|hi|hey|hello|oh|no|yes|yeah|please|pls|sorry|also|just|right|then|now|"
    r"well|hang on|hold on|can you tell me|do you know|i want to know) )*"
)
"""What may stand before a question."""
_MORE_AFTER = 3
"""Words that may follow one."""


@dataclass(frozen=True)
class Reply:
    """One question and its answers; `chosen` is empty where `before` serves."""

    key: str
    plainly: tuple[re.Pattern[str], ...]
    hears: tuple[re.Pattern[str], ...]
    before: str
    chosen: str
    after: str
    status: bool


@dataclass(frozen=True)
class Replies:
    """One version of all of it. Loaded once; safe to share between threads."""

    version: int
    items: Mapping[str, tuple[str, ...]]
    questions: tuple[Reply, ...]
    sentences: Mapping[str, str]
    buttons: Mapping[str, str]

    def say(self, sentence: str, **gaps: str) -> str:
        """One sentence with its gaps filled; raises EarlyHelpDataError."""
        return filled(self.sentences, sentence, gaps)

    def label(self, button: str, **gaps: str) -> str:
        """What stands on a button; raises EarlyHelpDataError."""
        return filled(self.buttons, button, gaps)

    def asked(self, text: str, *, about_it: bool) -> Reply | None:
        """The question that these words ask; `about_it` where a request is what was just spoken of."""
        said = plain(text)
        if len(said.split()) > _LONGEST:
            return None
        for reply in self.questions:
            if any(each.search(said) for each in reply.plainly):
                return reply
        asks = said[_LEAD.match(said).end() :]  # type: ignore[union-attr]
        return next((each for each in self.questions if about_it and _is_asked(each, asks)), None)

    def item_named(self, text: str) -> str:
        """The item of a request that the words name, by the longest name that fits; empty if none does."""
        said = f" {plain(text)} "
        named = [
            (len(name), item) for item, names in self.items.items() for name in names if f" {name} " in said
        ]
        return max(named)[1] if named else ""


def load_replies(folder: Path) -> Replies:
    """The replies in this folder; raises EarlyHelpDataError."""
    found = read(folder / "replies.yml")
    try:
        items = {item: several(names, least=1) for item, names in parts(found["items"], ITEMS).items()}
        questions = tuple(map(_reply, found["questions"]))
        sentences = _said(found["sentences"], _SENTENCES)
        buttons = _said(found["buttons"], _BUTTONS)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise mend("replies.yml", error) from None
    if items.keys() != ITEMS:
        raise EarlyHelpDataError(f"Name every item in replies.yml: {', '.join(sorted(ITEMS))}.")
    return Replies(found["version"], items, questions, sentences, buttons)


def _said(written: Any, known: Mapping[str, frozenset[str]]) -> dict[str, str]:
    told = parts(written, frozenset(known))
    return {key: check_gaps(words(told[key]), gaps) for key, gaps in known.items()}


def _reply(written: Mapping[str, Any]) -> Reply:
    chosen = written.get("chosen")
    return Reply(
        checked_key(written["key"], 24),
        _patterns(several(written["plainly"])),
        _patterns(several(written["hears"])),
        check_gaps(words(written["before"]), _BEFORE),
        check_gaps(words(chosen), _CHOSEN) if chosen is not None else "",
        check_gaps(words(written["after"]), _AFTER),
        yes_or_no(written.get("status", False)),
    )


def _is_asked(reply: Reply, asks: str) -> bool:
    """Whether the words begin with this question, and hardly anything follows."""
    found = filter(None, (each.match(asks) for each in reply.hears))
    return any(len(asks[each.end() :].split()) <= _MORE_AFTER for each in found)


def _patterns(phrases: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"\b{_pattern(each.split())}\b") for each in phrases)


def _pattern(tokens: Sequence[str]) -> str:
    """`a|b` either, `a?` or not, `*` up to three words, each with the space that follows it."""
    written = ""
    for at, token in enumerate(tokens):
        space = " " if at + 1 < len(tokens) else ""
        if token == "*":
            written += r"(?:[a-z0-9-]+ ){0,3}"
        elif token.endswith("?"):
            written += f"(?:(?:{_either(token[:-1])}){space})?"
        else:
            written += f"(?:{_either(token)}){space}"
    return written


def _either(token: str) -> str:
    options = token.split("|")
    if not all(re.fullmatch(r"[a-z0-9-]+", each) for each in options):
        raise ValueError(f"write {token!r} in small letters without marks")
    return "|".join(options)
