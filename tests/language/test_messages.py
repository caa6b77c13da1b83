"""Training messages, read without Rasa."""

from __future__ import annotations

from pathlib import Path

import pytest

from language.errors import LanguageError
from language.messages import TrainingMessage, read_messages


def test_messages_carry_their_intent_and_needs(tmp_path: Path) -> None:
    (tmp_path / "money.yml").write_text(
        'version: "3.1"\nnlu:\n- intent: find_support\n  metadata: {needs: [money, housing]}\n  examples: |\n'
        "    - im skint\n    - no money\n- intent: greet\n  examples: |\n    - hi\n"
    )
    assert read_messages(tmp_path) == [
        TrainingMessage("im skint", "find_support", ("money", "housing")),
        TrainingMessage("no money", "find_support", ("money", "housing")),
        TrainingMessage("hi", "greet", None),
    ]


@pytest.mark.parametrize("content", ["nlu: [", "nlu: 3", "nlu:\n- intent: x\n", "- a list"])
def test_a_file_in_another_form_is_named(content: str, tmp_path: Path) -> None:
    (tmp_path / "odd.yml").write_text(content)
    with pytest.raises(LanguageError, match=r"odd\.yml"):
        read_messages(tmp_path)
