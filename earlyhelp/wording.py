"""The sentences of data/earlyhelp/wording.yml, with their gaps filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from earlyhelp.checking import mend, one_line, words
from earlyhelp.errors import EarlyHelpDataError
from earlyhelp.files import check_gaps, checked_key, read

NOT_REACHED = "not_reached"
"""The one outcome that a request closes with where the person was tried and never reached, and only there."""

_STANDING = frozenset(
    {"reference", "name", "phone", "second", "due", "sent", "since", "reach_by", "manager", "manager_phone"}
)
_MAIL_GAPS = dict.fromkeys(("mail_going", "mail_trying", "mail_given_up"), frozenset({"whom"}))
_OTHER_GAPS = {
    **_MAIL_GAPS,
    "export_made": frozenset({"day"}),
    "someone_left": frozenset(),
    "not_found": frozenset(),
    "not_found_wait": frozenset({"time"}),
    "export_time": frozenset({"what", "why", "time"}),
    "said_again": frozenset({"labels"}),
    "export_lasting": frozenset({"what", "why"}),
    "export_words": frozenset({"version"}),
    "export_decided": frozenset({"state", "items", "day", "version"}),
    "export_until": frozenset({"day"}),
    "export_not_agreed": frozenset({"name"}),
}
_STATUSES = {
    "sent", "handed_over", "acknowledged", "contact_tried", "contact_made", "closed", "withdrawn", "expired",
}  # fmt: skip
_REACH = {"reach_next", "reach_late"}
_LATE = {"left", "left_new", "left_second", "late", "late_reminded", "late_second", "late_manager"}
_PARTS = {
    "title", "made", "nothing", "none", "facts", "answers", "consents", "history", "words", "kept", "time",
    "looks", "lasting",
    "contact", "second", "not_agreed", "status", "outcome", "sent_at", "answer_due_at", "answer_was_due",
    "ended_at", "under_18", "yes", "no", "safe_to_leave_a_message", "decided", "until",
}  # fmt: skip
_STATES = {"state_given", "state_refused", "state_withdrawn", "state_expired"}
_NOT_YET = {"sent_not_yet", "handed_over_not_yet", "withdrawn_not_yet", "left_not_yet", "left_second_not_yet"}
_BESIDE = {
    "ring", "ring_first", "ring_yourself", "ring_ended", "ring_taken_back", "ring_manager", "manager_asks",
    "not_found", "not_found_wait",
    "a_manager", "those_asked", "someone_left", "said_again",
}  # fmt: skip
_SENTENCES = frozenset(
    _STATUSES
    | _LATE
    | _REACH
    | _NOT_YET
    | _STATES
    | _BESIDE
    | _MAIL_GAPS.keys()
    | {f"export_{part}" for part in _PARTS}
)
_CAUTIONS = ("young", "no_message", "no_way")
KINDS = (
    "sent", "acknowledged", "taken_over", "contact_tried", "contact_made", "note", "handed_over", "reminded",
    "second_asked", "manager_told", "contact_left", "ends_soon", "expired", "items_withdrawn", "withdrawn",
    "item_changed", "closed",
)  # fmt: skip
"""Everything that can happen to a request, as its history names it."""
LOOKS = ("viewed", "exported", "hand_over_opened", "looked_up", "seen", "code_shown", "copied")
"""The entries of the audit that are looks at a request, as the person reads of them."""
_LOOKERS = ("person", "holder", "second", "manager", "without_answers", "staff")
_LETTERS = frozenset(
    {"new", "handed_over", "taken_over", "reminded", "second_asked", "second_chase", "manager_told"}
    | {"less_shared", "changed", "withdrawn", "contact_left", "ends_soon", "expired"}
)


@dataclass(frozen=True)
class Outcome:
    """How a request can end: what the contact chooses, and what the person is told."""

    key: str
    label: str
    told: str


@dataclass(frozen=True)
class Letter:
    """A mail to staff, with gaps for `reference`, `link`, `due` and `contact`, who holds the request."""

    subject: str
    text: str


@dataclass(frozen=True)
class Wording:
    """One version of every sentence, by key."""

    version: int
    sentences: Mapping[str, str]
    letters: Mapping[str, Letter]
    outcomes: Mapping[str, Outcome]
    kinds: Mapping[str, str]
    cautions: Mapping[str, str]
    lookers: Mapping[str, str]
    looks: Mapping[str, str]

    def say(self, key: str, **gaps: str) -> str:
        """One sentence with its gaps filled; raises EarlyHelpDataError if it is missing or has other gaps."""
        return filled(self.sentences, key, gaps)


def filled(sentences: Mapping[str, str], key: str, gaps: Mapping[str, str]) -> str:
    """The sentence `key` with its gaps filled; raises EarlyHelpDataError."""
    try:
        return sentences[key].format_map(gaps)
    except (KeyError, ValueError):
        raise EarlyHelpDataError(
            f"Mend the sentence {key!r} in data/earlyhelp: it or a gap is missing."
        ) from None


def load_wording(folder: Path) -> Wording:
    """The wording in this folder, complete; raises EarlyHelpDataError."""
    found = read(folder / "wording.yml")
    try:
        wording = Wording(
            found["version"],
            {key: check_gaps(words(text), _gaps_of(key)) for key, text in found["sentences"].items()},
            {key: _letter(each) for key, each in found["letters"].items()},
            {
                key: Outcome(
                    checked_key(key, 32), words(each["label"]), check_gaps(words(each["told"]), _STANDING)
                )
                for key, each in found["outcomes"].items()
            },
            {kind: words(found["kinds"][kind]) for kind in KINDS},
            {key: check_gaps(words(found["cautions"][key]), frozenset()) for key in _CAUTIONS},
            {who: words(found["lookers"][who]) for who in _LOOKERS},
            {look: words(found["looks"][look]) for look in LOOKS},
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise mend("wording.yml", error) from None
    missing = (_SENTENCES - wording.sentences.keys()) | (_LETTERS - wording.letters.keys())
    missing |= {NOT_REACHED} - wording.outcomes.keys()
    if missing:
        raise EarlyHelpDataError(
            f"Put back into wording.yml in data/earlyhelp: {', '.join(sorted(missing))}."
        )
    return wording


def _gaps_of(key: str) -> frozenset[str]:
    return _OTHER_GAPS.get(key, _STANDING)


def _letter(written: Mapping[str, str]) -> Letter:
    gaps = {"reference", "link", "due", "contact"}
    subject, text = one_line(written["subject"]), words(written["text"])
    return Letter(check_gaps(subject, gaps), f"{check_gaps(text, gaps)}\n")
