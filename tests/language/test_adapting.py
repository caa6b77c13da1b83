"""The packaged encoder with the changes learnt from families' messages."""

from pathlib import Path

import numpy as np
import pytest

from core.settings import Settings, load_settings
from language.adapting import MODEL, adapted_folder
from language.encoder import Encoder, adapter_of, encoder_fingerprint, encoder_folder, packaged_folder
from language.errors import LanguageError

ADAPTER = adapter_of(load_settings())


def test_it_is_made_once_and_kept(tmp_path: Path) -> None:
    folder = adapted_folder(packaged_folder(), ADAPTER, tmp_path)
    written = (folder / MODEL).stat().st_mtime_ns
    assert adapted_folder(packaged_folder(), ADAPTER, tmp_path) == folder
    assert (folder / MODEL).stat().st_mtime_ns == written


def test_no_change_leaves_the_encoder_as_it_was(tmp_path: Path) -> None:
    with np.load(ADAPTER) as kept:
        nothing = {name: kept[name] * 0 if name != "encoder" else kept[name] for name in kept.files}
    np.savez(tmp_path / "nothing.npz", **nothing)
    same = Encoder(adapted_folder(packaged_folder(), tmp_path / "nothing.npz", tmp_path))
    texts = ["my son wont go to school", "rent arrears"]
    assert np.allclose(same.encode(texts), Encoder(packaged_folder()).encode(texts), atol=0.02)


def test_it_brings_what_families_mean_closer_together() -> None:
    texts = [
        "he wont go in of a morning, three weeks now",
        "my daughter refuses school",
        "he wont eat greens",
    ]
    packaged, adapted = (
        Encoder(packaged_folder()).encode(texts),
        Encoder(encoder_folder(load_settings())).encode(texts),
    )

    def gap(rows: np.ndarray) -> float:
        return float(rows[0] @ rows[1] - rows[0] @ rows[2])

    assert gap(adapted) > gap(packaged)


def test_an_adapter_of_another_encoder_is_refused(tmp_path: Path) -> None:
    with np.load(ADAPTER) as kept:
        other = {name: kept[name] for name in kept.files} | {"encoder": np.array("0" * 64)}
    np.savez(tmp_path / "other.npz", **other)
    with pytest.raises(LanguageError, match="another encoder"):
        adapted_folder(packaged_folder(), tmp_path / "other.npz", tmp_path)


def test_a_damaged_adapter_is_one_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "adapter.npz").write_bytes(b"not an archive")
    with pytest.raises(LanguageError, match="missing or damaged"):
        adapted_folder(packaged_folder(), tmp_path / "adapter.npz", tmp_path)


def test_without_an_adapter_the_packaged_encoder_is_used(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    assert encoder_folder(settings) == packaged_folder()
    assert encoder_fingerprint(settings) != encoder_fingerprint(load_settings())
