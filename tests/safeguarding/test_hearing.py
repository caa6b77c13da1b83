"""The trained hearing votes beside the signs, and hears what the signs have no words for."""

from pathlib import Path

import pytest

from core.settings import Settings, load_settings
from safeguarding import DangerHearing, Disclosure, SafeguardingDataError, check, load_danger_hearing
from safeguarding.learning import lessons
from safeguarding.signs import Rule, load_signs


@pytest.fixture(scope="module")
def hearing() -> DangerHearing:
    return load_danger_hearing(load_settings())


def test_it_adds_to_the_signs_and_takes_nothing_away(hearing: DangerHearing) -> None:
    said = "i am going to kill myself tonight"
    assert check(said).level == "immediate"
    assert hearing.check(said).level == "immediate"


@pytest.mark.parametrize("said", ["....", "", "😭😭", "?!"])
def test_marks_alone_are_no_disclosure(hearing: DangerHearing, said: str) -> None:
    assert hearing.check(said) == Disclosure("none")


def test_several_turns_are_heard_together(hearing: DangerHearing) -> None:
    before, said = ["i live with my uncle"], "he gets in with me when im in bed and i have to be quiet"
    assert hearing.check(before[0]).level == "none"
    assert hearing.check(said, before).level != "none"


def test_a_later_message_makes_an_earlier_disclosure_urgent(hearing: DangerHearing) -> None:
    before, said = ["sometimes i think they would be better off without me"], "tonight"
    assert hearing.check(before[0]).level == "harm"
    assert hearing.check(said).level == "none"
    assert hearing.check(said, before).level == "immediate"


def test_a_harmless_message_after_harmless_ones_stays_so(hearing: DangerHearing) -> None:
    before = ["jon smokes weed. is it bad for the baby", "we live in one room at his mums and its damp"]
    assert hearing.check("i cant read the letters they are too hard", before).level == "none"


DOUBTED = [rule for rule in load_signs().rules if rule.doubted]


@pytest.mark.parametrize("rule", DOUBTED, ids=lambda rule: rule.name)
def test_a_doubted_sign_may_be_contradicted_and_is_then_still_a_concern(rule: Rule) -> None:
    heard = check(rule.example, contradicts=lambda _: "immediate")
    assert heard.level != "none" or heard.concern


def test_danger_at_the_end_of_a_long_message_is_heard(hearing: DangerHearing) -> None:
    practical = "We would like to know about the bus pass for school and when the form must be in. " * 12
    assert hearing.check(practical).level == "none"
    assert hearing.check(practical + "My uncle gets in my bed when mum is on nights.").level != "none"


def test_what_was_disclosed_before_is_not_raised_again(hearing: DangerHearing) -> None:
    assert hearing.check("my stepdad hits me").level == "harm"
    assert hearing.check("i live in chard", ["my stepdad hits me"]).level == "none"


def test_messages_of_an_unknown_kind_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "safeguarding" / "messages"
    folder.mkdir(parents=True)
    (folder / "gloom.yml").write_text("harm: [one message]", encoding="utf-8")
    with pytest.raises(SafeguardingDataError, match=r"gloom\.yml"):
        lessons(Settings(data=tmp_path))


@pytest.mark.parametrize("guessed", ["its not ok what happens at night", "please help me im frightened"])
def test_a_guess_of_the_kind_stays_a_guess_after_harmless_talk(hearing: DangerHearing, guessed: str) -> None:
    alone = hearing.check(guessed)
    later = hearing.check(guessed, ["hello", "we live in Yeovil and i have two children"])
    assert alone and later
    assert not alone.named
    assert not later.named


@pytest.mark.parametrize(
    "everyday",
    [
        "My wife has had dementia for six years and I do everything for her. I have not slept through since Easter.",
        "his nan has him while i work and the damp in her flat sets his asthma off, can the council move her",
    ],
)
def test_an_everyday_need_outweighs_a_faint_alarm_and_a_concern_is_left(
    hearing: DangerHearing, everyday: str
) -> None:
    assert hearing.check(everyday).level == "none"
    assert hearing.check(everyday, ["hello there"]).level == "none"


def test_a_need_does_not_outweigh_danger_told_beside_it(hearing: DangerHearing) -> None:
    assert hearing.check("im behind with the rent and my partner has been hitting me again").level != "none"
