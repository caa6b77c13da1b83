"""Everything that the chat says around a request, by key, with the gaps that are filled in for it.

A council may change every word of data/earlyhelp/questions.yml. What is missing there, or has a gap that
nobody fills, would fail in the middle of a family's request; so it is found when the file is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping


def _with(gaps: str, keys: str) -> dict[str, frozenset[str]]:
    return dict.fromkeys(keys.split(), frozenset(gaps.split()))


SENTENCES: Mapping[str, frozenset[str]] = {
    **_with(
        "",
        (
            "go_on not_now back offer offer_ask offer_young under_13 nothing_yet contact_ask others "
            "no_others press check check_send typed_send change contact_gone changed old_button "
            "phone_wrong email_wrong asked_back age_unclear age_left said_before contact_unfit "
            "name_long pick no_such_way message_unclear too_long taken_out other_words other_words_press "
            "nothing_to_undo stopped thrown_away start_again ours note_ask "
            "note_none sent_after sent_danger copy_ask copy_shared copy_none copy_gone harm_ring "
            "harm_wrong look_reference look_or_begin look_code look_code_again withdraw_which kept_it "
            "data_requests data_times data_draft hidden_name hidden_one hidden_ask hidden_data_ask"
        ),
    ),
    **_with("label", "edit"),
    **_with("count", "how_many too_many"),
    **_with("days", "chat_stays"),
    **_with("number", "hidden_of_many"),
    **_with("words", "when_said"),
    **_with("labels", "kept_back"),
    **_with("value", "put"),
    **_with("name phone", "no_reach you_ring"),
    **_with("agency due name role", "sent"),
    **_with("agency name role", "contact"),
    **_with("code reference", "sent_code"),
    **_with("label name reference", "part_back"),
    **_with("label purpose value", "overview_item"),
    **_with("label value", "item copy_value"),
    **_with("link", "own_page"),
    **_with("name", "asked_before overview overview_age overview_nothing"),
    **_with("name purpose", "item_ask"),
    **_with("name reference", "withdraw_ask data_request delete_request erase_ask erased"),
    **_with("name second", "second"),
    **_with("name manager", "manager"),
    **_with("reference", "copy withdrawn part_ask part_none part_was_last already_back"),
    **_with("until what why", "delete_kept"),
    **_with("what why", "delete_lasting"),
    **_with("value words", "check_shared"),
}

VALUES: Mapping[str, frozenset[str]] = {
    **_with(
        "",
        "self child family other age_baby under_18 any_time school_hours evening message_yes message_no "
        "via_school i_ring",
    ),
    **_with("age", "age_self age_child age_children age_family age_other"),
    **_with("high low", "age_range"),
    **_with("ages last", "age_list"),
    **_with("when", "reach_when"),
    **_with("where", "phone text email number"),
    **_with("words", "message_words reach_note"),
}
"""How answers read."""

BUTTONS: Mapping[str, frozenset[str]] = {
    **_with(
        "",
        (
            "go_on not_now use leave wrong other_way give_reach change_who skip as_it_is fine somebody_else "
            "share_all one_by_one share keep "
            "yes_second yes_manager no_manager send change change_contact change_sharing nothing "
            "back_to_it throw_away show_note no_note show_code show_copy no_copy start_again begin ours "
            "take_back take_back_part keep_it safe_now misheard another how_it_goes erase_yes"
        ),
    ),
    **_with("name", "no_second"),
    **_with("reference", "erase withdraw"),
    **_with("label", "change_item"),
}

MUST_SAY: Mapping[str, tuple[str, ...]] = {
    "sent": ("name", "due"),
    "sent_code": ("reference", "code"),
    "own_page": ("link",),
    "contact": ("name",),
    "overview_item": ("label", "value"),
    "item": ("label", "value"),
    "put": ("value",),
    "no_reach": ("phone",),
    "second": ("second",),
    "manager": ("manager",),
    "check_shared": ("words", "value"),
}
"""The gaps without which a sentence would keep something from the person."""
