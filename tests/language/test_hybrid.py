"""The hybrid classifiers, on a handful of messages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.settings import Settings
from language import hybrid
from language.encoder import Encoder, load_encoder
from language.errors import LanguageError
from language.noise import roughened_copies

HELLO = ["hello", "hi there", "good morning", "hiya", "hey how are you", "hello again", "hi my name is sam"]
BYE = ["goodbye", "bye now", "see you later", "night night", "im off now bye", "ta ra", "got to go bye bye"]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(Settings())


def test_one_label_of_many_sums_to_one_and_survives_being_kept(encoder: Encoder, tmp_path: Path) -> None:
    trained = hybrid.train_single(HELLO + BYE, ["greet"] * 7 + ["goodbye"] * 7, encoder)
    texts = ["hello you", "bye for now", "🙂", ""]
    before = trained.probabilities(texts, encoder.encode(texts))
    assert np.allclose(before.sum(axis=1), 1)
    assert [trained.labels[at] for at in before[:2].argmax(axis=1)] == ["greet", "goodbye"]
    trained.save(tmp_path / "kept.npz")
    after = hybrid.load(tmp_path / "kept.npz").probabilities(texts, encoder.encode(texts))
    assert np.allclose(before, after, atol=1e-6)


def test_several_labels_are_heard_at_once(encoder: Encoder) -> None:
    rent = [
        "cant pay my rent",
        "rent arrears",
        "behind with the rent",
        "landlord wants his rent",
        "rent help",
        "the rent is late",
    ]
    school = [
        "wont go to school",
        "missing school",
        "school refusal",
        "off school again",
        "she hates school",
        "no school today",
    ]
    both = ["behind with the rent and he wont go to school", "missing school and rent arrears"]
    labels = [["money"]] * 6 + [["school"]] * 6 + [["money", "school"]] * 2
    trained = hybrid.train_several(rent + school + both, labels, ["money", "school"], encoder)
    text = ["we cant pay the rent and my girl wont go to school"]
    assert (trained.probabilities(text, encoder.encode(text))[0] >= 0.5).all()


def test_rough_copies_are_the_same_every_time() -> None:
    assert roughened_copies(HELLO) == roughened_copies(HELLO)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nonsense", b"\x80\x04pickle"])
def test_a_damaged_file_is_one_plain_sentence(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "broken.npz").write_bytes(content)
    with pytest.raises(LanguageError, match="train again"):
        hybrid.load(tmp_path / "broken.npz")
