"""What a person is looking for, as far as they have said it: told once, kept, and changed only by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

Step = Literal["ask_need", "ask_place", "show"]

PAGE = 3
REMEMBERED_STEPS = 5
"""How far `go back` reaches."""

_COMES_FIRST = ("domestic_abuse", "exploitation", "missing_from_home")
"""Needs where the person may not be safe are answered before the others."""

_FLAGS = ("free", "online", "evenings", "weekends")
"""Filters that stay on until the person takes them back or starts again."""

_TAKES_BACK = {"not_free": "free", "in_person": "online"}
"""What a person says to give up a filter."""


@dataclass(frozen=True)
class Spot:
    """Where the person is: a place with coordinates in degrees, or `anywhere` for online and by phone."""

    name: str = ""
    postcode: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    district: str | None = None
    anywhere: bool = False


@dataclass(frozen=True)
class Heard:
    """What one message told: needs surest first, and whatever else it named; `own_age` is the writer's."""

    text: str = ""
    needs: tuple[str, ...] = ()
    spot: Spot | None = None
    age: tuple[float | None, float | None] | None = None
    own_age: tuple[float | None, float | None] | None = None
    who: str | None = None
    filters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Enquiry:
    """The state of one person's search; every change gives a new one."""

    needs: tuple[str, ...] = ()
    need: str | None = None
    words: str = ""
    spot: Spot | None = None
    age: tuple[float | None, float | None] | None = None
    own_age: tuple[float | None, float | None] | None = None
    who: str | None = None
    filters: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    service: str | None = None
    offset: int = 0
    within_km: float | None = None
    earlier: tuple[Mapping[str, Any], ...] = field(default=())

    @property
    def waiting(self) -> tuple[str, ...]:
        """Needs that were heard and not yet answered, in the order they were told."""
        return tuple(need for need in self.needs if need != self.need and need not in self.answered)

    @property
    def next_step(self) -> Step:
        """What is still missing before services can be shown."""
        if self.need is None and not self.words:
            return "ask_need"
        return "show" if self.spot else "ask_place"

    def hear(self, heard: Heard) -> Enquiry:
        """Takes in a message. New needs come to the front; nothing that was said before is lost.

        The words are searched for only if they tell of one need: those of another would lead astray.
        """
        needs = sorted(heard.needs, key=lambda need: need not in _COMES_FIRST)
        changed = self._with_details(heard)
        if not needs:
            return changed.remembering(self) if self.shown and changed != self else changed
        return replace(
            changed.remembering(self),
            needs=tuple(dict.fromkeys((*self.needs, *needs))),
            need=needs[0],
            words=heard.text if len(needs) == 1 else "",
            excluded=(),
            offset=0,
            within_km=None,
        )

    def hear_answer(self, heard: Heard) -> Enquiry:
        """Takes in an answer: needs told along with it wait their turn, unless somebody may not be safe."""
        if self.next_step == "ask_need" or any(need in _COMES_FIRST for need in heard.needs):
            return self.hear(heard)
        return replace(self._with_details(heard), needs=tuple(dict.fromkeys((*self.needs, *heard.needs))))

    def hear_words(self, heard: Heard) -> Enquiry:
        """Takes a message whose need was not recognised as words to search for."""
        return replace(self.hear(heard), need=None, words=heard.text, offset=0)

    def turn_to(self, need: str) -> Enquiry:
        """Turns to another need, keeping where, who and how old."""
        return replace(
            self.remembering(self),
            needs=tuple(dict.fromkeys((*self.needs, need))),
            need=need,
            words="" if need != self.need else self.words,
            excluded=(),
            offset=0,
            within_km=None,
        )

    def correct(self, heard: Heard) -> Enquiry:
        """Puts right what was misheard: what the message names replaces what was kept."""
        kept = self.remembering(self)._with_details(heard)
        new = [need for need in heard.needs if need != self.need]
        if not new:
            return kept
        others = tuple(need for need in kept.needs if need != self.need and need not in new)
        return replace(kept, needs=(*new, *others), need=new[0], words=heard.text, offset=0)

    def leave_out(self, service: str) -> Enquiry:
        """Never shows this service again in this search."""
        return replace(self.remembering(self), excluded=(*self.excluded, service), offset=0)

    def page_on(self) -> Enquiry:
        """The next page of the same search."""
        return replace(self.remembering(self), offset=self.offset + PAGE)

    def closer(self, nearest_km: float | None) -> Enquiry:
        """Half as far as now, and never less than two kilometres; asks for the place if none was told."""
        if self.spot is None or self.spot.anywhere:
            return replace(self.remembering(self), spot=None, offset=0)
        reach = self.within_km or (nearest_km or 0) * 2 or 16
        return replace(self.remembering(self), within_km=max(2.0, reach / 2), offset=0)

    def show(self, services: tuple[str, ...]) -> Enquiry:
        """Notes what was just shown, so that `the second one` can be understood."""
        answered = (
            (*self.answered, self.need) if self.need and self.need not in self.answered else self.answered
        )
        return replace(self, shown=services, service=None, answered=answered)

    def look_at(self, service: str) -> Enquiry:
        """Notes which service the person is reading about."""
        return replace(self, service=service)

    def back(self) -> Enquiry | None:
        """One step back, or None at the beginning."""
        if not self.earlier:
            return None
        *before, last = self.earlier
        return replace(enquiry_from(last), earlier=tuple(before))

    def remembering(self, step: Enquiry) -> Enquiry:
        """Keeps `step` as the one to go back to, once."""
        if step.earlier and enquiry_from(step.earlier[-1]) == replace(step, earlier=()):
            return replace(self, earlier=step.earlier)
        kept = {key: value for key, value in step.as_json().items() if key != "earlier"}
        return replace(self, earlier=(*step.earlier, kept)[-REMEMBERED_STEPS:])

    def as_json(self) -> dict[str, Any]:
        """Plain values only, for a slot; what is empty is left out."""
        return {key: value for key, value in asdict(self).items() if value not in (None, "", (), 0)}

    def _with_details(self, heard: Heard) -> Enquiry:
        taken_back = {_TAKES_BACK[said] for said in heard.filters if said in _TAKES_BACK}
        flags = (*self.filters, *(said for said in heard.filters if said in _FLAGS))
        filters = tuple(flag for flag in dict.fromkeys(flags) if flag not in taken_back)
        further = "further" in heard.filters
        restarts = bool(heard.spot or heard.age or further or filters != self.filters)
        return replace(
            self,
            spot=heard.spot or self.spot,
            age=heard.age or self.age,
            own_age=heard.own_age or self.own_age,
            who=self._whom(heard),
            filters=filters,
            offset=0 if restarts else self.offset,
            within_km=None if heard.spot or further else self.within_km,
        )

    def _whom(self, heard: Heard) -> str | None:
        """Whom the search is for; an "I" in passing does not make a child's search the writer's own."""
        in_passing = heard.who == "self" and not (heard.needs or heard.age)
        return self.who if heard.who is None or (self.who and in_passing) else heard.who


def enquiry_from(kept: Mapping[str, Any] | None) -> Enquiry:
    """The enquiry that `as_json` wrote; an empty one for None. Unknown keys are passed over."""
    known = {key: value for key, value in (kept or {}).items() if key in Enquiry.__dataclass_fields__}
    for key, value in known.items():
        if isinstance(value, list):
            known[key] = tuple(value)
    if isinstance(known.get("spot"), Mapping):
        known["spot"] = Spot(**known["spot"])
    return Enquiry(**known)
