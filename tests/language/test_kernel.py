"""Support vector machines kept as plain arrays."""

from pathlib import Path

import numpy as np
import pytest
from scipy.special import expit
from sklearn.svm import SVC

from core.settings import load_settings
from language.encoder import Encoder, load_encoder
from language.errors import LanguageError
from language.kernel import SHARPNESS, STEEPNESS, STRENGTH, Machines, load, train_machines

TEXTS = ["rent arrears", "behind with the rent", "he hit me", "she hits me", "toddler group", "he slapped me"]
HURT = [False, False, True, True, False, True]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(load_settings())


@pytest.fixture(scope="module")
def machines(encoder: Encoder) -> Machines:
    return train_machines(TEXTS, {"hurt": HURT}, encoder)


def test_it_answers_as_scikit_learn_does(encoder: Encoder, machines: Machines) -> None:
    rows = encoder.encode_to_learn(TEXTS)
    theirs = SVC(C=STRENGTH, gamma=SHARPNESS).fit(rows, HURT).decision_function(rows)
    assert np.allclose(machines.by_name["hurt"].chances(rows), expit(STEEPNESS * theirs), atol=1e-4)


def test_it_divides_what_it_learnt(encoder: Encoder, machines: Machines) -> None:
    sure = machines.by_name["hurt"].chances(encoder.encode(["he hits me", "a group for toddlers"]))
    assert sure[0] > 0.5 > sure[1]


def test_it_is_kept_and_read_again(tmp_path: Path, encoder: Encoder, machines: Machines) -> None:
    machines.save(tmp_path / "kept.npz")
    rows = encoder.encode(["he hits me"])
    again = load(tmp_path / "kept.npz")
    assert again.by_name["hurt"].chances(rows) == machines.by_name["hurt"].chances(rows)


def test_a_damaged_file_is_one_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "kept.npz").write_bytes(b"PK not really")
    with pytest.raises(LanguageError, match="train again"):
        load(tmp_path / "kept.npz")
