"""The trained hearing votes beside the signs, and hears what the signs have no words for."""

from pathlib import Path

import pytest
import yaml

from core.settings import Settings, load_settings
from safeguarding import KINDS, DangerHearing, SafeguardingDataError, check, load_danger_hearing
from safeguarding.hearing import lessons

HELD_OUT = Path(__file__).parent / "heldout"


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


def test_unseen_disclosures_are_heard(hearing: DangerHearing) -> None:
    rows = yaml.safe_load((HELD_OUT / "unseen_risk.yml").read_text(encoding="utf-8"))
    missed = [row for row in rows if hearing.check(row["text"]).level == "none"]
    assert 1 - len(missed) / len(rows) >= 0.91
    assert sum(row["level"] == "immediate" for row in missed) <= 4


def test_every_kind_is_heard_in_unseen_disclosures(hearing: DangerHearing) -> None:
    rows = yaml.safe_load((HELD_OUT / "unseen_risk.yml").read_text(encoding="utf-8"))
    for kind in KINDS:
        of_kind = [row for row in rows if row["kinds"][0] == kind]
        heard = sum(hearing.check(row["text"]).level != "none" for row in of_kind)
        assert heard / len(of_kind) >= 0.75, kind


def test_ordinary_troubles_are_rarely_taken_for_danger(hearing: DangerHearing) -> None:
    rows = yaml.safe_load((HELD_OUT / "unseen_safe.yml").read_text(encoding="utf-8"))
    ordinary = [row for row in rows if row["why"] == "ordinary"]
    assert sum(hearing.check(row["text"]).level != "none" for row in ordinary) / len(ordinary) <= 0.04


def test_a_faint_sound_of_danger_is_a_concern_and_no_more(hearing: DangerHearing) -> None:
    rows = yaml.safe_load((HELD_OUT / "unseen_risk.yml").read_text(encoding="utf-8"))
    silent = [
        row
        for row in rows
        if hearing.check(row["text"]).level == "none" and not hearing.is_concerning(row["text"])
    ]
    assert len(silent) / len(rows) <= 0.05


def test_messages_of_an_unknown_kind_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "safeguarding" / "messages"
    folder.mkdir(parents=True)
    (folder / "gloom.yml").write_text("harm: [one message]", encoding="utf-8")
    with pytest.raises(SafeguardingDataError, match=r"gloom\.yml"):
        lessons(Settings(data=tmp_path))


def test_no_held_out_message_is_also_learnt() -> None:
    learnt = lessons(load_settings()).keys()
    for name in ("unseen_risk", "unseen_safe"):
        rows = yaml.safe_load((HELD_OUT / f"{name}.yml").read_text(encoding="utf-8"))
        assert not learnt & {row["text"].lower().strip() for row in rows}
