"""The trained hearing votes beside the signs, and hears what the signs have no words for."""

from pathlib import Path

import pytest

from core.settings import Settings, load_settings
from safeguarding import DangerHearing, SafeguardingDataError, check, load_danger_hearing
from safeguarding.hearing import lessons


@pytest.fixture(scope="module")
def hearing() -> DangerHearing:
    return load_danger_hearing(load_settings())


def test_it_adds_to_the_signs_and_takes_nothing_away(hearing: DangerHearing) -> None:
    said = "i am going to kill myself tonight"
    assert check(said).level == "immediate"
    assert hearing.check(said).level == "immediate"


@pytest.mark.parametrize("said", ["....", "", "😭😭", "?!"])
def test_marks_alone_are_no_disclosure(hearing: DangerHearing, said: str) -> None:
    assert hearing.check(said).level == "none"
    assert not hearing.is_concerning(said)


def test_several_turns_are_heard_together(hearing: DangerHearing) -> None:
    before, said = (
        ["my uncle comes in my room when mum is at work", "he says its our secret"],
        "at night yeah",
    )
    assert hearing.check(said).level == "none"
    assert hearing.check(said, before[:1]).level != "none" or hearing.check(before[0]).level != "none"


def test_what_was_disclosed_before_is_not_raised_again(hearing: DangerHearing) -> None:
    assert hearing.check("my stepdad hits me").level == "harm"
    assert hearing.check("i live in chard", ["my stepdad hits me"]).level == "none"


def test_messages_of_an_unknown_kind_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "safeguarding" / "messages"
    folder.mkdir(parents=True)
    (folder / "gloom.yml").write_text("harm: [one message]", encoding="utf-8")
    with pytest.raises(SafeguardingDataError, match=r"gloom\.yml"):
        lessons(Settings(data=tmp_path))
