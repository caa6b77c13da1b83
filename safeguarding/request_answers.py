"""What an answer to a question of a request discloses, where the question itself asks what is safe."""

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


def hear_answer(hearing: DangerHearing, text: str, before: Sequence[str]) -> Disclosure:
    """What an answer to a question of a request discloses: alone by all that hears, and with what was said
    before by the reviewed signs only.

    Names, numbers and schools in a row are no story: the trained hearing took one such row in eleven for
    danger. The signs took none of 15,000. Alone, too, an answer must sound more like danger than other
    messages do. That somebody shares a phone or listens is what was asked for: where an answer tells of
    nothing else it stays a concern, and the request goes on.
    """
    alone = hearing.check_answer(text)
    if alone.level == "harm" and _only_a_shared_phone(hearing, text):
        return Disclosure("none", concern=True)
    if alone or not before:
        return alone
    together, earlier = check(". ".join([*before, text])), check(". ".join(before))
    return together if LEVELS.index(together.level) > LEVELS.index(earlier.level) else alone


def _only_a_shared_phone(hearing: DangerHearing, text: str) -> bool:
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
