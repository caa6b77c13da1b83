"""The way to go that stands beside the answer to a professional: it may add help, and never play danger down."""

from __future__ import annotations

import pytest

from actions.parts import HelpDesk, library
from actions.safety import AnswerDisclosure
from tests.actions.conftest import Chat

RISK = {"level": "harm", "kinds": ["physical_abuse"], "speaker": "professional", "named": True}
PAGE = "[Which way do I go, and what do I tell the parents?](/guidance/worry)"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a pupil of mine came in with belt marks and says his dad did it", "**Tell social care today.**"),
        ("mum would like a breakfast club for him", PAGE),
    ],
)
async def test_beside_danger_no_way_is_milder_than_social_care(desk: HelpDesk, text: str, told: str) -> None:
    library().guidance.open()
    said = (await Chat().run(AnswerDisclosure(), text, risk=RISK)).messages[-1]["text"]
    assert told in said
    assert ("Do not take photographs" in said) is (told != PAGE)
    assert "open to everybody" not in said and "Early help, with" not in said
    assert said.endswith("Are you safe right now?")


@pytest.mark.parametrize(("speaker", "as_one"), [("about_child", True), ("child", False), ("unknown", False)])
async def test_whoever_is_signed_in_and_tells_of_another_is_spoken_to_as_a_professional(
    desk: HelpDesk, speaker: str, as_one: bool
) -> None:
    library().guidance.open()
    text = "a girl of 13 told me she is taken abroad to be cut next week"
    risk = {"level": "harm", "kinds": ["harmful_practices"], "speaker": speaker, "named": True}
    for staff in ("", "account-1"):
        chat = Chat()
        said = (await chat.run(AnswerDisclosure(), text, risk=risk, staff=staff)).said
        assert ("rings the police themselves" in said) is (as_one and bool(staff))
