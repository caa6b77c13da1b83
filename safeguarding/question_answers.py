"""What an answer to a question discloses: of a request, which itself asks what is safe, or of a talk."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from safeguarding.checking import check
from safeguarding.disclosures import LEVELS, Disclosure
from safeguarding.files import DATA, read
from safeguarding.hearing import DangerHearing
from safeguarding.normalising import normalise
from safeguarding.phrases import Phrase, compile_phrase, spans

_CONTROL = frozenset({"domestic_abuse", "emotional_abuse"})
"""Kinds of danger of which "he looks at my phone" may be a sign."""


def hear_answer(
    hearing: DangerHearing,
    text: str,
    before: Sequence[str],
    about_reaching: bool = False,
    *,
    in_talk: bool = False,
) -> Disclosure:
    """What an answer to a question discloses: alone by all that hears, and with what was said before by the
    reviewed signs only.

    Names, numbers and schools in a row are no story: the trained hearing took one such row in eleven for
    danger. The signs took none of 15,000. Alone, too, an answer must sound more like danger than other
    messages do, and `in_talk`, about a good day, more so still. `about_reaching`: the question is how and
    when it is safe to get in touch, so that "he looks at my phone" is what was asked for. Where nothing else
    was told, then or before, it stays a concern and the request goes on.
    """
    alone = hearing.check_answer(text, in_talk=in_talk)
    together, earlier = check(". ".join([*before, text])), check(". ".join(before))
    if about_reaching and not earlier and _only_a_shared_phone(hearing, alone, text):
        return Disclosure("none", concern=True)
    if alone or LEVELS.index(together.level) <= LEVELS.index(earlier.level):
        return alone
    return together


def _only_a_shared_phone(hearing: DangerHearing, alone: Disclosure, text: str) -> bool:
    if alone.level != "harm" or not set(alone.kinds) <= _CONTROL:
        return False
    plain = normalise(text)
    found = spans(_shared_phone(), plain)
    left = "".join(
        " " if any(start <= at < end for start, end in found) else letter for at, letter in enumerate(plain)
    )
    return bool(found) and not hearing.check_answer(left)


@lru_cache(maxsize=1)
def _shared_phone(folder: Path = DATA) -> tuple[Phrase, ...]:
    """The phrases of shared_phone.yml; raises SafeguardingDataError."""
    return tuple(compile_phrase(each, {}) for each in read(folder / "shared_phone.yml")["says"])
