"""The sentences and buttons of data/plans/wording.yml, with their gaps filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from earlyhelp.checking import mend, one_line, parts, whole, words
from earlyhelp.errors import EarlyHelpDataError
from earlyhelp.files import check_gaps, read
from earlyhelp.plans.parts import Voice
from earlyhelp.wording import Letter

FILE = "wording.yml"
_LONGEST_KEPT = 36_500
_GAPS: Mapping[str, frozenset[str]] = {
    "looked_line": frozenset({"label", "words"}),
    "share_one": frozenset({"label", "words"}),
    "someone": frozenset({"number"}),
    "hello": frozenset({"name"}),
    "put_score": frozenset({"now"}),
    "note": frozenset({"reference", "link", "passcode"}),
    "note_own": frozenset({"reference", "code"}),
    "invite": frozenset({"reference", "code", "days"}),
    "joined": frozenset({"reference"}),
    "not_found": frozenset({"days"}),
    "not_found_wait": frozenset({"time"}),
    "progress_up": frozenset({"before", "now"}),
    "progress_same": frozenset({"before", "now"}),
    "progress_down": frozenset({"before", "now"}),
    "review_set": frozenset({"day"}),
    "service_action": frozenset({"name"}),
    "service_ask": frozenset({"name"}),
    "service_put": frozenset({"name"}),
    "remind_set": frozenset({"day"}),
    "look_back_ask": frozenset({"now"}),
    "data_plan": frozenset({"reference"}),
    "data_all": frozenset({"reference"}),
    "lead_back_ask": frozenset({"name"}),
    "data_reminder": frozenset({"address", "day"}),
    "delete_plan": frozenset({"reference"}),
    "paper_made": frozenset({"day"}),
    "paper_closed": frozenset({"day"}),
    "paper_page": frozenset({"reference"}),
    "paper_outcomes_hint": frozenset({"least", "most"}),
    "paper_done": frozenset({"words"}),
    "chart_places_of": frozenset({"name"}),
    "chart_place": frozenset({"place", "day"}),
    "chart_place_line": frozenset({"name", "places"}),
    "chart_outcome_first": frozenset({"label", "first"}),
    "chart_outcome_both": frozenset({"label", "first", "now"}),
    "page_lead_left": frozenset({"name"}),
    "page_lead_back": frozenset({"name"}),
    "page_lead_gone_back": frozenset({"name"}),
    "page_lead_new": frozenset({"name"}),
    "page_code_wait": frozenset({"time"}),
    "page_wait": frozenset({"time"}),
    "page_kept": frozenset({"time"}),
    "page_closed": frozenset({"day"}),
    "page_too_long": frozenset({"number"}),
    "page_day_year": frozenset({"year"}),
    "page_day_far": frozenset({"day"}),
    "talk_can": frozenset({"name"}),
    "page_talk_ask": frozenset({"name"}),
    "page_talk_yes": frozenset({"day"}),
    "page_talk_no": frozenset({"day"}),
}
_PLAIN = {
    "intro", "intro_kept", "intro_code", "voice", "back", "back_review", "looked", "skipped",
    "score_unclear", "too_long", "asked_back", "first_already", "nothing_to_change", "which",
    "paused", "share_ask", "share_one_ask", "shared_all", "shared_some", "shared_none", "done", "note_ask",
    "note_none", "invite_danger", "joined_already", "own_plan", "review_intro", "review_none",
    "review_unfinished", "close_ask", "closed", "review_when", "review_unclear",
    "review_past", "old_button", "erase_ask", "erased", "kept_it", "data_shared", "data_own",
    "keeps", "press", "not_yet", "come_back_ask",
    "way_back_none", "page_renewed", "who_sees_plan", "data_file", "data_ask", "data_hidden", "kept_apart",
    "lead_is_back", "pick_ask", "remind_ask", "remind_where", "remind_none",
    "remind_wrong",
    "remind_no_phone",
    "paper_title", "paper_intro", "paper_missing", "paper_people", "paper_family", "paper_agencies",
    "paper_change", "paper_family_view", "paper_practitioner_view", "paper_goals", "paper_goals_hint",
    "paper_goal_of", "paper_places", "paper_places_hint", "paper_outcomes", "paper_outcomes_circle",
    "paper_strengths", "paper_actions", "paper_summary", "paper_summary_hint", "paper_lead",
    "paper_lead_hint", "paper_review", "paper_review_notes", "column_name",
    "column_in_family", "column_role", "column_service",
    "column_assessments", "column_wanted", "column_first", "column_now", "column_strength", "column_need",
    "column_outcome", "column_action", "column_who", "column_by", "column_agency", "column_phone",
    "column_day", "column_time", "column_venue", "column_chair", "column_place", "chart_places",
    "chart_outcomes", "chart_outcomes_hint",
}  # fmt: skip
_PAGE = {
    "page_wrong", "page_shut", "page_saved", "page_removed", "page_gone", "page_own", "page_no_people",
    "page_no_goals", "page_no_scores", "page_no_outcomes", "page_no_strengths", "page_no_actions",
    "page_no_agencies", "page_no_family", "page_no_practitioner", "page_no_summary", "page_no_lead",
    "page_pick_lead", "page_agree_lead", "page_changed", "page_taken_out", "page_in_chat",
    "page_better", "page_danger", "page_danger_sure",
    "page_own_secret", "page_code_hint", "page_code_wrong", "page_own_part",
    "lead_can", "lead_back", "lead_yes",
    "talk_back", "talk_yes", "talk_no", "page_talk_pick", "page_talk_other",
    "page_meeting_do", "page_no_meetings", "page_points", "meeting_agenda",
    "page_lead_back_meet", "page_agency_said", "page_meeting_no_lead",
    "page_no_review", "page_need_name", "page_need_action", "page_need_outcome", "page_need_effect",
    "page_not_listed", "page_day_empty", "page_day_day", "page_day_month", "page_day_none", "page_day_past",
}  # fmt: skip
_LETTERS = {
    "letter": frozenset({"site"}),
    "lead_letter": frozenset({"site"}),
    "lead_back_letter": frozenset({"site"}),
}
"""The mails, with their gaps."""
_VOICED = {"share_ask_child"}
_BUTTONS = {
    "begin", "not_now", "have_code", "child", "teen", "adult", "right", "change_it", "skip", "pause",
    "share_all", "one_by_one", "share_none", "share", "keep", "show_note", "no_note", "see_plan", "invite",
    "find_help", "change", "share_more", "set_review", "review", "close", "go_on", "week", "month", "quarter",
    "remind_yes", "remind_no", "pick_yes", "pick_no", "ask_person", "put_service",
    "resume", "come_back", "show_code", "renew_code", "renew_page", "look_back", "as_it_is", "take_out",
    "no_age", "show_data", "lead_back", "erase", "erase_yes", "keep_it", "nothing",
}  # fmt: skip


@dataclass(frozen=True)
class PlanWording:
    """One version of every sentence and button. `kept` is how long a plan stays after its last change.

    `letter` reminds a member; `lead_letter` tells a worker that a family said yes to them, `lead_back_letter`
    that it took the yes back.
    """

    version: int
    kept: timedelta
    sentences: Mapping[str, str]
    buttons: Mapping[str, str]
    letter: Letter
    lead_letter: Letter
    lead_back_letter: Letter

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
            for key, text in parts(
                found["sentences"], frozenset(_PLAIN | _PAGE | _VOICED | _GAPS.keys())
            ).items()
        }
        buttons = {key: words(label) for key, label in parts(found["buttons"], frozenset(_BUTTONS)).items()}
        letters = [
            Letter(one_line(found[name]["subject"]), check_gaps(words(found[name]["text"]), gaps))
            for name, gaps in _LETTERS.items()
        ]
        kept = timedelta(days=whole(found["keep_days"], 1, _LONGEST_KEPT))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise mend(FILE, error, "plans") from None
    missing = ((_PLAIN | _PAGE | _GAPS.keys()) - sentences.keys()) | (_BUTTONS - buttons.keys())
    if missing:
        raise EarlyHelpDataError(f"Put back into wording.yml in data/plans: {', '.join(sorted(missing))}.")
    return PlanWording(found["version"], kept, sentences, buttons, *letters)
