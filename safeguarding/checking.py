"""Hears what a message may disclose, by reviewed rules; other hearers can add their votes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator

from safeguarding.disclosures import LEVELS, Disclosure, Heard, Level, join
from safeguarding.normalising import normalise
from safeguarding.phrases import Phrase, Span, spans
from safeguarding.signs import Rule, Signs, load_signs
from safeguarding.speakers import find_speaker, said_age

_log = logging.getLogger(__name__)
_CLEAR = 0.25
"""A kind that another hearer only guesses at, below this, is passed over where a sign names one."""
Doubt = Callable[[str], Level]
"""Up to which level a hearer contradicts a sign that stands in this sentence."""


def check(text: str, heard: Iterable[Heard] = (), contradicts: Doubt | None = None) -> Disclosure:
    """What a message discloses, at once and without ever raising.

    `heard` are votes of another hearer (a classifier); each raises the outcome by itself, as every sign does.
    Only doubted signs are passed over, and only up to the level that another hearer `contradicts`; what was
    passed over is still a concern. A failure inside is a disclosure, never "none".
    """
    votes = tuple(heard)
    try:
        return _check(text, votes, contradicts)
    except Exception:
        _log.error("The safeguarding check failed, so the message is treated as a concern; run its tests.")
        level, kinds = join(votes)
        return Disclosure("harm" if level == "none" else level, kinds, named=bool(kinds))


def load() -> None:
    """Read the signs ahead of the first message; raises SafeguardingDataError when the data is wrong."""
    load_signs()
    normalise("")


def _check(text: str, votes: tuple[Heard, ...], contradicts: Doubt | None) -> Disclosure:
    signs = load_signs()
    plain = normalise(text, signs.words)
    masked, lowered = _without_contexts(plain, signs)
    matched = list(_matches(masked, lowered, signs))
    found = [each for each in matched if not _contradicted(each, plain, contradicts)]
    signed = [one for _, _, some in found for one in some]
    level, _ = join([*signed, *votes])
    if level == "none":
        return Disclosure("none", concern=bool(matched))
    _, kinds = join([*signed, *(vote for vote in votes if vote.confidence >= _CLEAR or not signed)])
    rules = [(rule, masked[span[0] : span[1]]) for rule, span, _ in found]
    speaker = find_speaker(plain, rules, kinds, signs.speakers)
    named = bool(signed) or any(vote.confidence >= _CLEAR for vote in votes)
    return Disclosure(level, kinds, speaker, said_age(plain, speaker), named)


def _contradicted(found: tuple[Rule, Span, list[Heard]], plain: str, contradicts: Doubt | None) -> bool:
    rule, span, some = found
    if not rule.doubted or contradicts is None:
        return False
    start, end = _sentence(plain, span[0])
    return LEVELS.index(some[0].level) <= LEVELS.index(contradicts(plain[start:end]))


def _without_contexts(plain: str, signs: Signs) -> tuple[str, list[Span]]:
    """The message with idioms hidden behind `~`, and the sentences in which a sign of harm does not count."""
    masked, lowered = plain, list[Span]()
    for number, phrases in signs.context_index.candidates(plain).items():
        context = signs.contexts[number]
        for start, end in spans(phrases, plain):
            sentence = _sentence(plain, start)
            if spans(context.but_not, f" {plain[start : sentence[1]].strip()} "):
                continue
            if context.reach == "words":
                masked = masked[:start] + "~" * (end - 1 - start) + masked[end - 1 :]
            else:
                lowered.append(sentence if context.reach == "sentence" else (0, len(plain)))
    return masked, lowered


def _matches(masked: str, lowered: list[Span], signs: Signs) -> Iterator[tuple[Rule, Span, list[Heard]]]:
    words = frozenset(masked.split())
    for number, phrases in signs.rule_index.candidates(masked).items():
        rule = signs.rules[number]
        span = _first_match(rule, phrases, masked, words, lowered)
        if span:
            level: Level = "immediate" if spans(rule.immediate_if, masked, words) else rule.level
            yield rule, span, [Heard(kind, level) for kind in rule.kinds]


def _first_match(
    rule: Rule, phrases: list[Phrase], masked: str, words: frozenset[str], lowered: list[Span]
) -> Span | None:
    found = spans(phrases, masked)
    if (
        not found
        or (rule.with_ and not spans(rule.with_, masked, words))
        or spans(rule.not_with, masked, words)
    ):
        return None
    exempt = spans(rule.unless, masked, words)
    if rule.level == "harm":
        exempt += lowered
    return next((span for span in found if not any(_overlap(span, other) for other in exempt)), None)


def _sentence(plain: str, place: int) -> Span:
    """Where the sentence around a place starts and ends."""
    start, end = plain.rfind(" . ", 0, place), plain.find(" . ", place)
    return start + 2 if start >= 0 else 0, end if end >= 0 else len(plain)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
