"""Whole-family stories: what a good adviser would say stands in the replies, what none would say does not.

The stories are in `stories/*.yml`, in the form that `stories/README.md` tells.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from safeguarding.helplines import load_helplines
from tests.conversations.conftest import Conversation

FOLDER = Path(__file__).parent / "stories"
FILES = sorted(FOLDER.glob("*.yml"))
STORIES: dict[str, dict[str, Any]] = {
    f"{path.stem}: {story['title']}": story
    for path in FILES
    for story in yaml.safe_load(path.read_text(encoding="utf-8"))
}
OF_A_STORY = {"title", "teller", "age", "turns", "offers", "never", "not_yet"}
OF_A_TURN = {"say", "press", "safety", "cards", "says", "never"}
NEVER = (
    "calm down",
    "i promise",
    "i won't tell",
    "i will not tell",
    "just between us",
    "will stay secret",
    "your own fault",
    "you should have told",
    "you should have said",
    "why did you",
    "why didn't you",
    "risk score",
    "did not follow",
    "still don't follow",
    "went wrong at my end",
)
"""Never said in any story: false comfort, blame, a promise of secrecy, or no answer at all."""


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES.keys())
def test_a_story_is_answered_as_a_good_adviser_would(chat: Conversation, story: dict[str, Any]) -> None:
    """A story marked `not_yet` must still fail, but never because danger was missed."""
    if "not_yet" not in story:
        _hear(chat, story)
        return
    with pytest.raises(AssertionError) as fault:
        _hear(chat, story)
    assert "safety should be True" not in str(fault.value)


def _hear(chat: Conversation, story: dict[str, Any]) -> None:
    never = [*NEVER, *story.get("never", ()), *_numbers_for_older_people(story.get("age"))]
    everything = ""
    for number, turn in enumerate(story["turns"], start=1):
        _take(chat, turn)
        told = f"turn {number}, {turn.get('say') or turn.get('press')!r}:\n{chat.said}"
        _expect(chat, turn, told)
        _expect_none([*never, *turn.get("never", ())], chat.said, told)
        everything += "\n" + chat.said + _pages_linked_from(chat)
    for part in story.get("offers", ()):
        assert _stands(part, everything), f"{part!r} is never offered in:\n{everything}"


def test_every_story_is_whole_and_in_the_form_that_the_readme_tells() -> None:
    assert len(STORIES) >= 32
    assert len({story["title"] for story in STORIES.values()}) == len(STORIES)
    for name, story in STORIES.items():
        assert {"title", "turns"} <= story.keys() <= OF_A_STORY, name
        assert 2 <= len(story["turns"]) <= 8, name
        for turn in story["turns"]:
            assert turn.keys() <= OF_A_TURN and len(turn.keys() & {"say", "press"}) == 1, (name, turn)


def _take(chat: Conversation, turn: dict[str, Any]) -> None:
    if "press" in turn:
        chat.press(turn["press"])
    else:
        chat.say(turn["say"])


def _expect(chat: Conversation, turn: dict[str, Any], told: str) -> None:
    assert chat.said.strip(), told
    if "safety" in turn:
        is_safety = any(message.get("kind") == "safety" for message in chat.messages)
        assert is_safety == turn["safety"], f"safety should be {turn['safety']} in {told}"
    if "cards" in turn:
        assert bool(chat.cards) == turn["cards"], f"cards should be {turn['cards']} in {told}"
    for part in turn.get("says", ()):
        assert _stands(part, chat.said), f"expected {part!r} in {told}"


def _expect_none(parts: Iterable[str], said: str, told: str) -> None:
    for part in parts:
        assert not _stands(part, said), f"did not expect {part!r} in {told}"


def _stands(part: str | list[str], text: str) -> bool:
    """Whether a part, or one of several, stands in a text, whatever its capitals and apostrophes."""
    plain = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return any(each.lower() in plain for each in ([part] if isinstance(part, str) else part))


def _numbers_for_older_people(age: int | None) -> list[str]:
    """The numbers that somebody of this age must not be sent to."""
    if age is None:
        return []
    return [line.number for line in load_helplines().lines.values() if line.number and line.age_from > age]


def _pages_linked_from(chat: Conversation) -> str:
    """The advice pages that the last answer links to, as text."""
    links = dict.fromkeys(re.findall(r"\]\((/advice/[\w-]+)\)", chat.said))
    pages = [chat.http.get(chat.url + link, timeout=30).text for link in links]
    return "\n".join(html.unescape(re.sub(r"<[^>]+>|\s+", " ", page)) for page in pages)
