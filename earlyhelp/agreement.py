"""The exact words that a person says yes or no to, item by item."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from earlyhelp.checking import mend, several, whole, words
from earlyhelp.contacts import Contact
from earlyhelp.days import date_words, day_of
from earlyhelp.errors import EarlyHelpDataError
from earlyhelp.files import check_gaps, checked_key, read
from earlyhelp.wording import filled

_CONTACT = frozenset({"name", "role", "agency"})
_GAPS = {
    "who": _CONTACT,
    "item": _CONTACT | {"label", "purpose", "until"},
    "refused": _CONTACT | {"label", "purpose", "until"},
    "nothing": _CONTACT,
    "young": _CONTACT,
    "second": _CONTACT | {"second"},
    "manager": _CONTACT | {"manager"},
    "no_second": _CONTACT,
    "ending": _CONTACT,
    "safety": _CONTACT,
}
"""The gaps that each sentence of consent may have."""

_MUST_SAY = {
    "who": ("name",),
    "item": ("label", "name", "until"),
    "refused": ("label",),
    "second": ("second",),
    "manager": ("manager",),
}
"""The gaps without which a person would not know what they agree to."""

ITEMS = frozenset(
    {"name", "age", "reach", "place", "family", "school", "services", "needs", "story", "change", "well"}
)
"""Everything that a request can hold (`earlyhelp.filling.items`): nothing goes without a yes of its own."""

_LONGEST = 3650


@dataclass(frozen=True)
class ConsentItem:
    """One thing that may be shared or refused; a yes to it lasts `days` days.

    `label` speaks to the person, `for_staff` of them to whoever works with it.
    """

    key: str
    label: str
    for_staff: str
    purpose: str
    days: int


@dataclass(frozen=True)
class Agreed:
    """What was said yes and no to, in the words that were shown; `shared` and `refused` are by item key."""

    version: int
    opening: tuple[str, ...]
    shared: Mapping[str, str]
    refused: Mapping[str, str]
    closing: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Every sentence, in the order in which it was shown."""
        return (*self.opening, *self.shared.values(), *self.refused.values(), *self.closing)


@dataclass(frozen=True)
class Agreement:
    """One version of the words of consent."""

    version: int
    intro: tuple[str, ...]
    items: Mapping[str, ConsentItem]
    sentences: Mapping[str, str]

    @property
    def longest(self) -> timedelta:
        """How long the longest yes lasts."""
        return timedelta(days=max(item.days for item in self.items.values()))

    def label(self, key: str) -> str:
        """What an item is called; its key if this version no longer has it."""
        return self.items[key].label if key in self.items else key

    def label_for_staff(self, key: str) -> str:
        """The same in words about the person, for whoever works with what they shared."""
        return self.items[key].for_staff if key in self.items else key

    def in_order(self, keys: Collection[str]) -> list[str]:
        """These items in the order in which they are asked; last those that this version no longer has."""
        known = [key for key in self.items if key in keys]
        return [*known, *(key for key in keys if key not in self.items)]

    def ends(self, key: str, now: datetime) -> datetime:
        """When a yes given now to this item ends."""
        return now + timedelta(days=self.items[key].days)

    def words(
        self,
        decisions: Mapping[str, bool],
        contact: Contact,
        second: Contact | None,
        now: datetime,
        young: bool = False,
        manager: Contact | None = None,
    ) -> Agreed:
        """The words for these decisions, for the page that asks and for the copy alike.

        `second` is the contact who may step in and see the same, or None; `manager` who may read how to reach
        the person while nobody answers, or None; `young` is somebody under 18.
        """
        gaps = {"name": contact.name, "role": contact.role, "agency": contact.agency}
        shared = {key: self._item("item", key, gaps, now) for key, yes in decisions.items() if yes}
        refused = {key: self._item("refused", key, gaps, now) for key, yes in decisions.items() if not yes}
        who = [self._say("who", gaps)] + ([] if shared else [self._say("nothing", gaps)])
        who += [self._say("young", gaps)] if young else []
        others = [self._say("second", {**gaps, "second": second.name})] if second else []
        others += [self._say("manager", {**gaps, "manager": manager.name})] if manager else []
        others = others or [self._say("no_second", gaps)]
        closing = (*others, self._say("ending", gaps), self._say("safety", gaps))
        return Agreed(self.version, (*self.intro, *who), shared, refused, closing)

    def _item(self, sentence: str, key: str, gaps: Mapping[str, str], now: datetime) -> str:
        item = self.items[key]
        until = date_words(day_of(self.ends(key, now)))
        return self._say(sentence, {**gaps, "label": item.label, "purpose": item.purpose, "until": until})

    def _say(self, sentence: str, gaps: Mapping[str, str]) -> str:
        return filled(self.sentences, sentence, gaps)


def load_agreement(folder: Path) -> Agreement:
    """The words of consent in this folder; raises EarlyHelpDataError."""
    found = read(folder / "consent.yml")
    try:
        agreement = Agreement(
            found["version"],
            several(found["intro"], least=1),
            {item.key: item for item in map(_consent_item, found["items"])},
            {key: _sentence(key, found["sentences"][key]) for key in _GAPS},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise mend("consent.yml", error) from None
    if len(agreement.items) != len(found["items"]) or agreement.items.keys() != ITEMS:
        raise EarlyHelpDataError(
            "Name in consent.yml each of these items once, which a request can hold, and no other: "
            f"{', '.join(sorted(ITEMS))}."
        )
    return agreement


def _consent_item(written: Mapping[str, Any]) -> ConsentItem:
    label, for_staff, purpose = (words(written[part]) for part in ("label", "for_staff", "purpose"))
    days = whole(written["days"], 1, _LONGEST)
    return ConsentItem(checked_key(written["key"], 40), label, for_staff, purpose, days)


def _sentence(key: str, written: object) -> str:
    sentence = check_gaps(words(written), _GAPS[key])
    missing = [gap for gap in _MUST_SAY.get(key, ()) if f"{{{gap}}}" not in sentence]
    if missing:
        raise ValueError(f"the sentence {key!r} does not say {{{missing[0]}}}")
    return sentence
