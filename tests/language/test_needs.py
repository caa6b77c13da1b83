"""The list of needs, and hearing them."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.settings import Settings, load_settings
from language.encoder import load_encoder
from language.errors import LanguageError
from language.messages import TrainingMessage, read_messages
from language.needs import (
    NeedHearing,
    lessons,
    load_need_hearing,
    load_needs,
    train_need_hearing,
)
from language.pieces import in_pieces

KEYS = (
    "school_attendance school_exclusion disability_and_send behaviour parenting early_years_childcare mental_health"
    " alcohol_and_drugs domestic_abuse family_relationships money housing work_and_training health pregnancy_and_baby"
    " young_carer caring_for_adult isolation crime_and_asb exploitation missing_from_home bereavement parent_in_prison"
    " bullying identity_and_discrimination immigration_and_language transition_to_adulthood private_fostering activities"
)


@pytest.fixture(scope="module")
def hearing() -> NeedHearing:
    return load_need_hearing(load_settings())


def test_the_list_has_its_29_needs_in_order() -> None:
    needs = load_needs()
    assert " ".join(need.key for need in needs) == KEYS
    assert all(need.label and need.description and need.source and need.words for need in needs)


def test_a_damaged_list_is_one_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "needs.yml").write_text("- key: money")
    with pytest.raises(LanguageError, match=r"needs\.yml"):
        load_needs(tmp_path / "needs.yml")


def test_every_message_that_looks_for_support_names_known_needs() -> None:
    learnt = lessons(load_needs(), read_messages(Settings().data / "nlu"))
    assert set().union(*learnt.values()) == set(KEYS.split())


def test_an_unknown_need_in_training_is_refused() -> None:
    with pytest.raises(LanguageError, match="nonsense"):
        lessons(load_needs(), [TrainingMessage("hello", "find_support", ("nonsense",))])


def test_small_talk_teaches_what_holds_no_need_and_advice_without_a_label_teaches_nothing() -> None:
    messages = [
        TrainingMessage("hi hun", "greet", None),
        TrainingMessage("how do i cope", "ask_advice", None),
    ]
    learnt = lessons(load_needs(), messages)
    assert learnt["hi hun"] == set()
    assert "how do i cope" not in learnt


def test_a_long_text_is_heard_in_pieces_and_a_short_one_whole() -> None:
    assert in_pieces("my son wont go to school") == ["my son wont go to school"]
    pieces = in_pieces("We help families with money worries. " * 30)
    assert len(pieces) > 1 and all(len(piece.split()) <= 45 for piece in pieces)
    assert len(in_pieces("word " * 1000)) == 23
    assert in_pieces("") == [""]


def test_needs_are_heard_surest_first(hearing: NeedHearing) -> None:
    heard = hearing.hear(["we got an eviction notice from our landlord", "hi", ""])
    assert heard[0][0].need == "housing"
    assert heard[1] == heard[2] == []
    assert all(list(each) == sorted(each, key=lambda need: -need.confidence) for each in heard)


def test_a_need_at_the_end_of_a_long_text_is_heard(hearing: NeedHearing) -> None:
    text = (
        "We are a friendly place with a garden and a kitchen. " * 20
        + "We run a group for parents whose baby has died."
    )
    assert "bereavement" in {each.need for each in hearing.hear([text])[0]}


def test_hearing_is_trained_once_and_then_read(hearing: NeedHearing) -> None:
    settings = load_settings()
    again, kept = train_need_hearing(settings, load_encoder(settings))
    assert kept.is_file()
    assert again.needs == hearing.needs
