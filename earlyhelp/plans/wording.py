"""The sentences and buttons of data/plans/wording.yml, with their gaps filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from earlyhelp.checking import mend, parts, whole, words
from earlyhelp.errors import EarlyHelpDataError
from earlyhelp.files import check_gaps, read
from earlyhelp.plans.parts import Voice

FILE = "wording.yml"
_LONGEST_KEPT = 36_500
_GAPS: Mapping[str, frozenset[str]] = {
    "looked_line": frozenset({"label", "words"}),
    "share_one": frozenset({"label", "words"}),
    "put": frozenset({"words"}),
    "put_score": frozenset({"now"}),
    "up": frozenset({"now", "up"}),
    "note": frozenset({"reference", "link", "passcode"}),
    "invite": frozenset({"reference", "code", "days"}),
    "joined": frozenset({"reference"}),
    "not_found": frozenset({"days"}),
    "not_found_wait": frozenset({"time"}),
    "progress_up": frozenset({"before", "now"}),
    "progress_same": frozenset({"before", "now"}),
    "progress_down": frozenset({"before", "now"}),
    "review_set": frozenset({"day"}),
    "data_plan": frozenset({"reference"}),
}
_PLAIN = {
    "intro", "intro_kept", "intro_code", "voice", "back", "back_review", "looked", "skipped", "top",
    "score_unclear", "too_long", "other_words", "asked_back", "first_already", "nothing_to_change", "which",
    "paused", "share_ask", "share_one_ask", "shared_all", "shared_some", "shared_none", "done", "note_ask",
    "note_none", "invite_danger", "joined_already", "own_plan", "review_intro", "review_none",
    "review_unfinished", "review_done", "close_ask", "closed", "reopened", "review_when", "review_unclear",
    "review_past", "old_button", "erase_ask", "erased", "kept_it", "no_plan", "data_shared", "data_own",
    "keeps",
}  # fmt: skip
_VOICED = {"intro_child", "share_ask_child"}
_BUTTONS = {
    "begin", "not_now", "have_code", "child", "teen", "adult", "right", "change_it", "skip", "pause",
    "share_all", "one_by_one", "share_none", "share", "keep", "show_note", "no_note", "see_plan", "invite",
    "find_help", "change", "share_more", "set_review", "review", "close", "go_on", "week", "month", "quarter",
    "resume", "erase_yes", "keep_it", "nothing",
}  # fmt: skip


@dataclass(frozen=True)
class PlanWording:
    """One version of every sentence and button. `kept` is how long a plan stays after its last change."""

    version: int
    kept: timedelta
    sentences: Mapping[str, str]
    buttons: Mapping[str, str]

    def say(self, key: str, voice: Voice | None = None, **gaps: str) -> str:
        """One sentence, in this voice where it has one of its own, with its gaps filled."""
        own = f"{key}_{voice}"
        return self.sentences[own if own in self.sentences else key].format_map(gaps)

    def label(self, button: str) -> str:
        """What stands on a button."""
        return self.buttons[button]


def load_wording(folder: Path) -> PlanWording:
    """The wording in this folder, complete; raises EarlyHelpDataError."""
    found = read(folder / FILE)
    try:
        sentences = {
            key: check_gaps(words(text), _GAPS.get(key, frozenset()))
            for key, text in parts(found["sentences"], frozenset(_PLAIN | _VOICED | _GAPS.keys())).items()
        }
        buttons = {key: words(label) for key, label in parts(found["buttons"], frozenset(_BUTTONS)).items()}
        kept = timedelta(days=whole(found["keep_days"], 1, _LONGEST_KEPT))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise mend(FILE, error, "plans") from None
    missing = ((_PLAIN | _GAPS.keys()) - sentences.keys()) | (_BUTTONS - buttons.keys())
    if missing:
        raise EarlyHelpDataError(f"Put back into wording.yml in data/plans: {', '.join(sorted(missing))}.")
    return PlanWording(found["version"], kept, sentences, buttons)
