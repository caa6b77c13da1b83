"""Hearing a place in what people write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz import fuzz, process

from core.settings import Settings
from directory.places.choosing import Mention, choose, with_town
from directory.places.gazetteer import Named, Words, load_councils, load_names, load_words, plain_name
from directory.places.place import Place
from directory.places.postcodes import Postcodes, written_postcodes

LONGEST_NAME = 5
"""Words in the longest name that is looked for."""

LONG_LETTERS = 6
"""Letters a misspelt name needs before a likeness to it is believed."""

VILLAGE_LETTERS = 8
SURE_LIKENESS = 88
LONG_NAME_LETTERS = 12
LONG_NAME_LIKENESS = 84
"""A name of many letters may be misspelt in more of them."""

ANSWER_LIKENESS = 80

HOME_AREAS = frozenset({"TA", "BA", "BS"})
"""Postcode areas whose outward part is believed in the middle of a message without a cue."""

_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?", re.IGNORECASE)
_SAID_OF_PEOPLE = frozenset({"from", "for", "is", "by", "and", "to", "with"})


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int


class Places:
    """Finds places in text. Loaded once, never changed, safe to share between threads."""

    def __init__(
        self, names: dict[str, Named], words: Words, postcodes: Postcodes, councils: dict[str, str]
    ) -> None:
        self._names = names
        self._words = words
        self.postcodes = postcodes
        self._councils = councils
        self._long = [name for name in names if len(name) >= LONG_LETTERS]
        self._likely = [
            name
            for name in self._long
            if not (names[name].far or names[name].plain)
            and (names[name].place.kind in {"town", "city"} or len(name) >= VILLAGE_LETTERS)
        ]
        self._joined = {
            name.replace(" ", ""): named
            for name, named in names.items()
            if len(name) >= LONG_LETTERS and not (named.far or named.plain)
        }
        self._near = [name for name in self._long if not names[name].far]
        self.anywhere = Place("Somerset", "", 51.0800, -2.9500, "Somerset", "county")

    def postcode(self, text: str) -> Place | None:
        """The place of a text that is a postcode or part of one ("TA1 1AA", "ta6", "BA") and nothing else."""
        tight = re.sub(r"[^a-z0-9]+", "", text.lower())
        if re.fullmatch(r"[A-Z]{1,2}", text.strip()):
            return self._resolve(text.strip(), "")
        for spaced in (text.strip(), tight):
            for start, end, outward, inward in written_postcodes(spaced):
                if (start, end) == (0, len(spaced)) and (found := self._resolve(outward, inward)):
                    return found
        return None

    def _resolve(self, outward: str, inward: str) -> Place | None:
        found = self.postcodes.resolve(outward, inward)
        return replace(found[0], district=self._councils.get(found[1], "")) if found else None

    def near_me(self, text: str) -> bool:
        """True for "near me", "round here" and the like, which ask for a place that was not told."""
        padded = f" {plain_name(text)} "
        return any(f" {phrase} " in padded for phrase in self._words.near_me)

    def find_in(self, text: str) -> Place | None:
        """The place that a message names, or None. Postcodes win; a denied place ("not Taunton") loses."""
        mention = self.mention(text)
        return mention.place if mention else None

    def mention(self, text: str) -> Mention | None:
        """The place of `find_in`, and where in the message it stands."""
        coded = list(self._written(text))
        tokens = [_Token(m[0].lower().replace("’", "'"), m.start(), m.end()) for m in _WORD.finditer(text)]
        named = [
            each
            for each in self._named(text, tokens)
            if not any(c.start <= each.start < c.end for c in coded)
        ]
        town = choose(text, named)
        if code := choose(text, coded):
            return with_town(text, code, town)
        if town:
            return town
        plain = plain_name(text)
        for phrase in self._words.anywhere:
            if phrase in {"online", "dont mind", "wherever", "all over", "anywhere"} and plain != phrase:
                continue
            if (found := re.search(rf"\b{re.escape(phrase)}\b", text.lower())) is not None:
                return Mention(self.anywhere, found.start(), found.end(), 1)
        return None

    def _written(self, text: str) -> Iterator[Mention]:
        for start, end, outward, inward in written_postcodes(text):
            if place := self._believed(text, start, end, outward, inward):
                yield self._mention(place, start, end, 2)

    def _believed(self, text: str, start: int, end: int, outward: str, inward: str) -> Place | None:
        if len(inward) == 3:
            return self._resolve(outward, inward)
        area = re.match(r"[A-Z]+", outward)
        others = plain_name(text[:start] + " " + text[end:])
        alone = not others and (len(outward) > 3 or text[start].isupper())
        at_home = area is not None and area[0] in HOME_AREAS
        if others:
            inward = ""
        if at_home or alone or self._cue(plain_name(text[:start]).split()) >= 2:
            return self._resolve(outward, inward)
        return None

    def _cue(self, before: list[str]) -> int:
        """How surely the words before a name say that a place is coming: 2, 1 or not at all."""
        for length in (3, 2, 1):
            tail = " ".join(before[-length:])
            if len(before) >= length and tail in self._words.strong_cues:
                return 2
        return (
            1
            if any(" ".join(before[-n:]) in self._words.weak_cues for n in (1, 2) if len(before) >= n)
            else 0
        )

    def _named(self, text: str, tokens: list[_Token]) -> Iterator[Mention]:
        plain = [plain_name(token.text) for token in tokens]
        at = 0
        while at < len(tokens):
            mentions = (
                self._heard(text, tokens, plain, at, length, exactly)
                for exactly in (True, False)
                for length in range(min(LONGEST_NAME, len(tokens) - at), 0, -1)
            )
            mention = next((each for each in mentions if each), None)
            if mention:
                yield mention
            at += 1
            while mention and at < len(tokens) and tokens[at].start < mention.end:
                at += 1

    def _heard(
        self, text: str, tokens: list[_Token], plain: list[str], at: int, length: int, exactly: bool
    ) -> Mention | None:
        name = " ".join(plain[at : at + length])
        before, after = plain[:at], plain[at + length :]
        cue = self._cue(before)
        start, end = tokens[at].start, tokens[at + length - 1].end
        if tokens[at + length - 1].text.endswith("'s") and name not in self._names:
            name, end = name[:-1], end - 2
        if _stands_alone(text, start, end) or (
            at and not after and "," in text[tokens[at - 1].end : tokens[at].start]
        ):
            cue = max(cue, 1)
        opens = not at and name not in self._words.people and re.match(r"\s*[,:]|\s+-", text[end:])
        if opens or after[:1] in (["way"], ["area"]):
            cue = max(cue, 1)
        at_edge = not exactly and not (at and after)
        named = self._exactly(name, length) if exactly else self._like(name, length, cue or at_edge)
        if named and at_edge and not cue and len(plain_name(named.place.name).split()) < length:
            return None
        if named is None or (length > 1 and not re.fullmatch(r"[\w\s'’.\-]+", text[start:end])):
            return None
        if named.place.kind in {"town", "city"} and named.place.district == self.anywhere.district:
            cue = max(cue, int(_between_commas(text, start, end)))
        if exactly and not self._fits(name, named, before, after, cue):
            return None
        return self._mention(named.place, start, end, max(1, cue))

    def _mention(self, place: Place, start: int, end: int, strength: int) -> Mention:
        """A mention; a place of another county, whose council has another name, is far."""
        return Mention(place, start, end, strength, far=self.anywhere.name not in (place.district or ""))

    def _fits(self, name: str, named: Named, before: list[str], after: list[str], cue: int) -> bool:
        words = self._words
        if before and before[-1] in words.not_after.get(name, ()):
            return False
        follows = words.not_before.get(name, frozenset())
        if follows & {" ".join(after[:1]), " ".join(after[:2])}:
            return False
        if not named.plain:
            return True
        alone = not after and not [word for word in before if word not in words.padding]
        if name in words.people and before and before[-1] in _SAID_OF_PEOPLE:
            return False
        return cue == 2 if named.far else cue >= 1 or alone

    def _exactly(self, name: str, length: int) -> Named | None:
        """The place of this name, of which words may be run together or one word split: "castlecary"."""
        if named := self._names.get(name):
            return named
        named = self._joined.get(name.replace(" ", "")) if length <= 2 else None
        return named if named and (length == 1 or named.place.kind in {"town", "city"}) else None

    def _like(self, name: str, length: int, cued: int) -> Named | None:
        """A county town, or a village with a long name, misspelt after a cue; None when two are as likely."""
        if (
            not cued
            or len(name) < LONG_LETTERS
            or length > 3
            or name in self._names
            or not name.replace(" ", "").isalpha()
        ):
            return None
        for at in range(1, len(name) - 1):
            swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
            if swapped in self._joined:
                return self._joined[swapped]
        sure = SURE_LIKENESS if len(name) < LONG_NAME_LETTERS else LONG_NAME_LIKENESS
        return self._closest(name, self._likely, sure)

    def _closest(self, name: str, among: list[str], likeness: int) -> Named | None:
        found = process.extract(name, among, scorer=fuzz.ratio, score_cutoff=likeness, limit=4)
        places = {self._names[each].place.name: score for each, score, _ in reversed(found)}
        if not places or found[0][0][0] != name[0]:
            return None
        best = max(places.values())
        if sum(score > best - 4 for score in places.values()) > 1:
            return None
        return self._names[found[0][0]]

    def find_name(self, text: str) -> Place | None:
        """The place of an answer to "where do you live?", misspelt or not; None if it names none."""
        if place := self.postcode(text):
            return place
        if place := self.find_in(text):
            return place
        tokens = plain_name(text).split()
        while tokens and tokens[0] in self._words.padding:
            tokens = tokens[1:]
        while tokens and tokens[-1] in self._words.padding:
            tokens = tokens[:-1]
        rest = " ".join(tokens)
        if not rest or len(tokens) > LONGEST_NAME:
            return None
        if place := self.postcode(rest):
            return place
        if rest in self._names:
            return self._names[rest].place
        joined = rest.replace(" ", "")
        named = self._names.get(joined)
        if named is None and len(rest) >= 5:
            named = self._closest(rest, self._near, ANSWER_LIKENESS) or self._closest(
                rest, self._long, SURE_LIKENESS
            )
        return named.place if named else None


def _stands_alone(text: str, start: int, end: int) -> bool:
    """True if a name is all that stands between two marks: "Wells. son. drugs", "Dad, Wells, gambling"."""
    written = text[start:end]
    marks = ",.!?;" if " " in written or (written[0].isupper() and written[1:].islower()) else ".!?;"
    return bool(
        re.search(rf"(?:^|[{marks}])\s*$", text[:start]) and re.match(rf"\s*(?:$|[{marks}])", text[end:])
    )


def _between_commas(text: str, start: int, end: int) -> bool:
    return bool(re.search(r",\s*$", text[:start]) and re.match(r"\s*,", text[end:]))


def load_places(settings: Settings) -> Places:
    """The places of these settings; raises PlacesError or PostcodesError."""
    folder = Path(settings.data) / "places"
    words = load_words(folder / "words.yml")
    return Places(
        load_names(folder, words), words, Postcodes(settings.home), load_councils(folder / "councils.csv")
    )
