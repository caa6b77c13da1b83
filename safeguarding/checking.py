"""Hears what a message may disclose, by reviewed rules; other hearers can add their votes."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from safeguarding.disclosures import LEVELS, Disclosure, Heard, Level, join
from safeguarding.normalising import normalise
from safeguarding.phrases import Phrase, Span, spans
from safeguarding.signs import Rule, Signs, load_signs
from safeguarding.speakers import find_speaker, said_age

_log = logging.getLogger(__name__)
_ENOUGH = 0.5


def check(text: str, heard: Iterable[Heard] = (), contradicted: Level = "none") -> Disclosure:
    """What a message discloses, at once and without ever raising.

    `heard` are votes of other hearers (a classifier, an earlier turn); one with a confidence of 0.5 or more
    raises the outcome by itself, as every sign does. Only doubted signs are passed over, and only up to the
    level that another hearer has `contradicted`. A failure inside is a concern, never "none".
    """
    try:
        return _check(text, tuple(heard), contradicted)
    except Exception:
        _log.error("The safeguarding check failed, so the message is treated as a concern; run its tests.")
        return Disclosure("harm")


def load() -> None:
    """Read the signs ahead of the first message; raises SafeguardingDataError when the data is wrong."""
    load_signs()
    normalise("")


def _check(text: str, heard: tuple[Heard, ...], contradicted: Level) -> Disclosure:
    signs = load_signs()
    plain = normalise(text, signs.words)
    masked, lowered = _without_contexts(plain, signs)
    found = [
        (rule, span, some)
        for rule, span, some in _matches(masked, lowered, signs)
        if not rule.doubted or LEVELS.index(some[0].level) > LEVELS.index(contradicted)
    ]
    votes = [vote for vote in heard if vote.confidence >= _ENOUGH]
    level, kinds = join([*(one for _, _, some in found for one in some), *votes])
    if level == "none":
        return Disclosure("none")
    rules = [(rule, masked[span[0] : span[1]]) for rule, span, _ in found]
    speaker = find_speaker(plain, rules, kinds, signs.speakers)
    return Disclosure(level, kinds, speaker, said_age(plain, speaker))


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
