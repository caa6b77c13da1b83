"""Two adapters of the encoder made into one."""

from pathlib import Path

import numpy as np
import pytest

from adapting.mixing import KEPT, mix
from core.errors import OpenDoorError

PLACE = "layer.0/attention/self/query"


def adapter(file: Path, seed: int, rank: int = 16, encoder: str = "one") -> Path:
    chance = np.random.default_rng(seed)
    arrays = {
        "encoder": np.array(encoder),
        f"{PLACE}.down": chance.normal(size=(64, rank)).astype(np.float16),
        f"{PLACE}.up": chance.normal(size=(rank, 48)).astype(np.float16),
    }
    np.savez(file, **arrays)
    return file


def change(arrays: dict[str, np.ndarray]) -> np.ndarray:
    down, up = (arrays[f"{PLACE}.{part}"].astype(np.float32) for part in ("down", "up"))
    return np.asarray(down @ up)


def test_the_changes_are_averaged_by_their_shares(tmp_path: Path) -> None:
    one, other = adapter(tmp_path / "a.npz", 1), adapter(tmp_path / "b.npz", 2)
    wanted = 0.6 * change(dict(np.load(one))) + 0.4 * change(dict(np.load(other)))
    assert np.allclose(change(mix(one, other, 0.6)), wanted, atol=0.05)


def test_the_whole_of_one_is_that_one(tmp_path: Path) -> None:
    one, other = adapter(tmp_path / "a.npz", 1), adapter(tmp_path / "b.npz", 2)
    assert np.allclose(change(mix(one, other, 1.0)), change(dict(np.load(one))), atol=0.05)


def test_a_mixture_of_mixtures_does_not_grow(tmp_path: Path) -> None:
    one, other = adapter(tmp_path / "a.npz", 1, KEPT), adapter(tmp_path / "b.npz", 2, KEPT)
    mixed = mix(one, other, 0.5)
    assert mixed[f"{PLACE}.down"].shape == (64, KEPT)
    assert mixed[f"{PLACE}.up"].shape == (KEPT, 48)


def test_adapters_of_different_encoders_are_not_mixed(tmp_path: Path) -> None:
    one, other = adapter(tmp_path / "a.npz", 1), adapter(tmp_path / "b.npz", 2, encoder="two")
    with pytest.raises(OpenDoorError, match="different encoders"):
        mix(one, other, 0.5)


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_share_that_is_none_is_refused(tmp_path: Path, share: float) -> None:
    with pytest.raises(OpenDoorError, match="from 0 to 1"):
        mix(tmp_path / "a.npz", tmp_path / "b.npz", share)
