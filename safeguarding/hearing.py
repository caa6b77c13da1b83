"""The trained hearing of danger, and the two hearings together: reviewed signs, and what was learnt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import prod

import numpy as np

from language.encoder import Encoder, Vectors
from language.hybrid import Hybrid
from language.kernel import Machines
from language.needs import NeedHearing
from language.normalising import normalise
from language.pieces import in_pieces
from safeguarding.checking import check
from safeguarding.disclosures import KINDS, LEVELS, Disclosure, Heard, Level

DANGER, NOW = "danger", "now"
"""Labels beside the kinds: any disclosure at all, and one of danger this minute."""
LABELS = (*KINDS, DANGER, NOW)
SURE = 0.2
"""The chance of danger from which the trained hearing votes; chosen on the sets `known` and `watched`."""
SURE_OF_ANSWER = 0.4
"""The same for an answer to a question of a request: times, rooms and relatives sound like a story."""
SURE_IN_TALK = 0.5
"""The same in the talk about a good day, where people say what they wish away; what is fainter gets the
gentle line about safety, and the talk goes on."""
OUTWEIGHED, SURE_OF_NEED = 0.5, 0.9
"""A chance of danger below the first is outweighed by an everyday need heard as surely as the second."""
NEAR_DANGER = frozenset({"domestic_abuse", "exploitation", "missing_from_home", "mental_health"})
"""Needs whose messages may disclose danger; all others are everyday needs."""
CONCERN = 0.15
"""The chance from which a gentle line about safety is added to an answer that otherwise goes on."""
CONTRADICTS, FLATLY_CONTRADICTS = 0.1, 0.04
"""The chances below which it contradicts a doubted sign of harm, and one of danger now."""
PLAIN = 0.7
"""The chance from which the sentence of a sign upholds it, whatever the rest of the message says."""
SURE_OF_NOW = 0.25
RISES = 0.3
"""By how much a message must raise the chance of danger, or of danger now, to add to earlier ones."""
SURE_OF_KIND = 0.25
_RARE = 1e-4
"""No learner is surer than this that something is not so."""


class DangerHearing:
    """Votes on what a message may disclose, and joins its votes with the signs."""

    def __init__(self, kinds: Hybrid, alarms: Machines, needs: NeedHearing, encoder: Encoder) -> None:
        self._kinds = kinds
        self._alarms = alarms
        self._needs = needs
        self._everyday = [need not in NEAR_DANGER for need in needs.needs]
        self._encoder = encoder

    def chances(self, text: str) -> Mapping[str, float]:
        """How likely each kind, `danger` and `now` are, 0 to 1; of a long text, in its likeliest piece.

        `danger` lies midway between what its own machine says and what all kinds together say.
        """
        return self._likeliest(text)[1]

    def _likeliest(self, text: str) -> tuple[str, Mapping[str, float]]:
        """The piece that danger is likeliest in, normalised, and its chances."""
        pieces = in_pieces(text)
        plain = list(dict.fromkeys(map(normalise, [text, *pieces] if len(pieces) > 1 else [text])))
        return max(zip(plain, self._chances(plain), strict=True), key=lambda each: each[1][DANGER])

    def _chances(self, plain: Sequence[str]) -> list[dict[str, float]]:
        rows: Vectors = self._encoder.encode(plain)
        by_kind = self._kinds.probabilities(plain, rows)
        alarms = {name: machine.chances(rows) for name, machine in self._alarms.by_name.items()}
        heard = []
        for at, row in enumerate(by_kind):
            chances = dict(zip(self._kinds.labels, map(float, row), strict=True))
            any_kind = 1 - prod(1 - chance for chance in chances.values())
            chances |= {name: float(several[at]) for name, several in alarms.items()}
            chances[DANGER] = _midway(chances[DANGER], any_kind)
            heard.append(chances)
        return heard

    def check_answer(self, text: str, *, in_talk: bool = False) -> Disclosure:
        """What an answer to a question discloses by itself; what is fainter stays a concern."""
        return self._check(text, SURE_IN_TALK if in_talk else SURE_OF_ANSWER)

    def check(self, text: str, before: Sequence[str] = ()) -> Disclosure:
        """What a message discloses by the signs and by this hearing together; marks alone by the signs only.

        `before` are the messages of the turns before it. A message is heard once more as the end of what was
        said: "my uncle comes in" / "at night". What was disclosed before this message is not raised again,
        unless it has become more urgent. Who speaks may show in what was said before, and of several kinds
        the one that was told before comes first: it is one story.
        """
        alone = self._check(text)
        if not before or not any(map(str.isalnum, text)):
            return alone
        said = ". ".join(before)
        together, earlier = self._check(f"{said}. {text}"), self._check(said)
        more_urgent = LEVELS.index(together.level) > max(
            LEVELS.index(each.level) for each in (earlier, alone)
        )
        if not alone:
            return together if more_urgent and (alone.concern or self._rises(said, text)) else alone
        level = together.level if more_urgent else alone.level
        was_named = bool(earlier) and earlier.named
        if was_named and not alone.named:
            kinds = tuple(dict.fromkeys((*together.kinds, *alone.kinds)))
        else:
            kinds = tuple(sorted(alone.kinds, key=lambda kind: kind not in earlier.kinds))
        speaker = together.speaker if alone.speaker == "unknown" or not alone.named else alone.speaker
        return replace(alone, level=level, kinds=kinds, speaker=speaker, named=alone.named or was_named)

    def _rises(self, said: str, text: str) -> bool:
        before, after = self.chances(said), self.chances(f"{said}. {text}")
        return any(after[name] - before[name] >= RISES for name in (DANGER, NOW))

    def _check(self, text: str, sure: float = SURE) -> Disclosure:
        if not any(map(str.isalnum, text)):
            return check(text)
        piece, chances = self._likeliest(text)
        outweighed = chances[DANGER] < OUTWEIGHED and self._is_everyday(piece)

        def contradicts(sentence: str) -> Level:
            if chances[DANGER] >= CONTRADICTS or self.chances(sentence)[DANGER] >= PLAIN:
                return "none"
            return "immediate" if chances[DANGER] < FLATLY_CONTRADICTS else "harm"

        found = check(text, [] if outweighed else _votes(chances, sure), contradicts)
        faint = found.level == "none" and chances[DANGER] >= CONCERN
        return replace(found, concern=True) if faint else found

    def _is_everyday(self, plain: str) -> bool:
        """True where an everyday need is heard surely: most families who tell of one are in no danger."""
        needs = self._needs.chances([plain], self._encoder.encode([plain]))[0]
        return bool(needs[self._everyday].max() >= SURE_OF_NEED)


def _votes(chances: Mapping[str, float], sure: float) -> list[Heard]:
    """One vote for each kind that is likely, and at least one if danger is; none for a harmless message."""
    if chances[DANGER] < sure:
        return []
    level: Level = "immediate" if chances[NOW] >= SURE_OF_NOW else "harm"
    likeliest = max(KINDS, key=lambda kind: chances[kind])
    kinds = [kind for kind in KINDS if kind == likeliest or chances[kind] >= SURE_OF_KIND]
    return [Heard(kind, level, chances[kind]) for kind in kinds]


def _midway(one: float, other: float) -> float:
    """The chance halfway between two in log-odds: two learners err on different messages."""
    odds = [each / (1 - each) for each in np.clip((one, other), _RARE, 1 - _RARE)]
    return float(1 / (1 + prod(odds) ** -0.5))
