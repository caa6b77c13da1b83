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
    """A story marked `not_yet` must still fall short, but in no turn may danger be missed or harm be said."""
    grave, short = _hear(chat, story)
    assert not grave, "\n".join(grave)
    if "not_yet" in story:
        assert short, "This story passes: take its mark away."
    else:
        assert not short, "\n".join(short)


def _hear(chat: Conversation, story: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The grave faults (danger missed, words never to be said) and what else falls short, over all turns."""
    never = [*NEVER, *_numbers_for_older_people(story.get("age"))]
    grave, short, everything = list[str](), list[str](), ""
    for number, turn in enumerate(story["turns"], start=1):
        labels = [button["label"] for button in chat.buttons]
        if "press" in turn and not any(label.startswith(turn["press"]) for label in labels):
            short.append(f"turn {number}: there is no button {turn['press']!r}")
            break
        _take(chat, turn)
        told = f"turn {number}, {turn.get('say') or turn.get('press')!r}:\n{chat.said}"
        grave += _said_of(never, chat.said, told) + _danger_missed(chat, turn, told)
        short += _fallen_short(chat, turn, told)
        short += _said_of([*story.get("never", ()), *turn.get("never", ())], chat.said, told)
        everything += "\n" + chat.said + _pages_linked_from(chat)
    short += [
        f"{part!r} is never offered" for part in story.get("offers", ()) if not _stands(part, everything)
    ]
    return grave, short


def test_every_story_is_whole_and_in_the_form_that_the_readme_tells() -> None:
    assert len(STORIES) >= 32
    assert len({story["title"] for story in STORIES.values()}) == len(STORIES)
    for name, story in STORIES.items():
        assert {"title", "turns"} <= story.keys() <= OF_A_STORY, name
        assert 2 <= len(story["turns"]) <= 10, name
        for turn in story["turns"]:
            assert turn.keys() <= OF_A_TURN and len(turn.keys() & {"say", "press"}) == 1, (name, turn)


def _take(chat: Conversation, turn: dict[str, Any]) -> None:
    if "press" in turn:
        chat.press(turn["press"])
    else:
        chat.say(turn["say"])


def _danger_missed(chat: Conversation, turn: dict[str, Any], told: str) -> list[str]:
    if not chat.said.strip():
        return [f"silence in {told}"]
    return [f"danger was missed in {told}"] if turn.get("safety") and not _is_safety(chat) else []


def _fallen_short(chat: Conversation, turn: dict[str, Any], told: str) -> list[str]:
    faults = [f"expected {part!r} in {told}" for part in turn.get("says", ()) if not _stands(part, chat.said)]
    if turn.get("safety") is False and _is_safety(chat):
        faults.append(f"a false alarm in {told}")
    if "cards" in turn and bool(chat.cards) != turn["cards"]:
        faults.append(f"cards should be {turn['cards']} in {told}")
    return faults


def _is_safety(chat: Conversation) -> bool:
    return any(message.get("kind") == "safety" for message in chat.messages)


def _said_of(parts: Iterable[str], said: str, told: str) -> list[str]:
    return [f"did not expect {part!r} in {told}" for part in parts if _stands(part, said)]


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
