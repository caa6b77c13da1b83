"""The sentence encoder."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from core.settings import Settings
from language.encoder import PINNED, Encoder, load_encoder, packaged_folder
from language.errors import LanguageError


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(Settings())


def test_rows_are_unit_vectors_of_384_numbers(encoder: Encoder) -> None:
    rows = encoder.encode(["my son wont go to school", "", "🙂", "x" * 10_000])
    assert rows.shape == (4, 384)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_a_text_has_the_same_vector_in_any_company(encoder: Encoder) -> None:
    alone = encoder.encode(["we are being evicted"])
    together = encoder.encode([f"text {at}" for at in range(40)] + ["we are being evicted"])
    assert np.array_equal(alone[0], together[-1])


def test_what_is_learnt_from_is_what_is_heard(encoder: Encoder) -> None:
    texts = ["i cant pay my rent", "help with a tantrum", "hi", "somewhere to go with a baby in frome"]
    with encoder.sharing():
        assert np.array_equal(encoder.encode_to_learn(texts), encoder.encode(texts))
        assert np.array_equal(encoder.encode_to_learn([*texts[2:], "money"])[:2], encoder.encode(texts[2:]))


def test_alike_meanings_are_nearer_than_others(encoder: Encoder) -> None:
    school, truant, rent = encoder.encode(
        ["he refuses to go to school", "my son wont go in to lessons", "i owe rent"]
    )
    assert school @ truant > school @ rent


def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, 384)


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    for name in PINNED:
        shutil.copy(packaged_folder() / name, tmp_path / name)
    with (tmp_path / "tokenizer.json").open("a") as file:
        file.write(" ")
    with pytest.raises(LanguageError, match="has changed"):
        Encoder(tmp_path, PINNED)


def test_a_missing_encoder_is_one_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match="OPENDOOR_ENCODER"):
        load_encoder(Settings(encoder=str(tmp_path)))
