"""The training messages are enough, varied, and said once."""

from collections import Counter

import pytest
import yaml

from core.settings import load_settings
from language.messages import read_messages
from language.needs import load_needs
from language.normalising import normalise
from safeguarding import KINDS
from safeguarding.hearing import DANGER
from safeguarding.learning import lessons

DATA = load_settings().data
MESSAGES = read_messages(DATA / "nlu")


def test_every_intent_has_at_least_forty_messages() -> None:
    many = Counter(message.intent for message in MESSAGES)
    assert {intent: count for intent, count in many.items() if count < 40} == {}


def test_every_need_has_at_least_sixty_messages_and_many_hold_several() -> None:
    many = Counter(need for message in MESSAGES for need in message.needs or ())
    assert {need.key for need in load_needs() if many[need.key] < 60} == set()
    assert sum(len(message.needs or ()) > 1 for message in MESSAGES) >= 1000


def test_every_kind_of_danger_has_at_least_a_hundred_and_twenty_messages() -> None:
    taught = lessons(load_settings())
    many = Counter(kind for labels in taught.values() for kind in labels)
    assert {kind for kind in KINDS if many[kind] < 120} == set()


def test_at_least_fifteen_hundred_harmless_messages_share_the_words_of_danger() -> None:
    folder = DATA / "safeguarding" / "messages"
    beside = [
        yaml.safe_load((folder / f"{kind}.yml").read_text(encoding="utf-8"))["harmless"] for kind in KINDS
    ]
    assert sum(map(len, beside)) >= 1500


def test_no_message_teaches_two_intents() -> None:
    intents: dict[str, set[str]] = {}
    for message in MESSAGES:
        intents.setdefault(normalise(message.text), set()).add(message.intent)
    assert {text: found for text, found in intents.items() if len(found) > 1} == {}


def test_no_message_is_written_twice_in_a_folder() -> None:
    texts = Counter(message.text.lower() for message in MESSAGES)
    assert [text for text, many in texts.items() if many > 1] == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_message_is_both_dangerous_and_harmless(kind: str) -> None:
    given = yaml.safe_load((DATA / "safeguarding" / "messages" / f"{kind}.yml").read_text(encoding="utf-8"))
    danger = {
        normalise(each["text"] if isinstance(each, dict) else each)
        for each in [*given["immediate"], *given["harm"]]
    }
    assert not danger & {normalise(each) for each in given["harmless"]}


def test_no_opening_is_worn_out() -> None:
    """Messages made from templates begin alike."""
    told = [text for text, labels in lessons(load_settings()).items() if DANGER in labels]
    openings = Counter(" ".join(text.split()[:4]) for text in told)
    assert max(openings.values()) <= 0.006 * len(told)
