"""The packaged encoder made ours: small changes to its weights, learnt from families' messages.

The changes are low-rank (LoRA, Hu et al. 2021): for each matrix of the encoder a narrow pair `down`
(in, rank) and `up` (rank, out), whose product is added to it. `adapting/` says how they are learnt.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from language.errors import LanguageError

MODEL, TOKENIZER = "model.onnx", "tokenizer.json"
_QUANTISED = "_quantized"
_STEPS = 127
"""Steps of an 8-bit weight on either side of nothing."""


def adapted_folder(base: Path, adapter: Path, models: Path) -> Path:
    """The folder with the adapted `model.onnx` and its tokenizer, made if it is missing (about two seconds).

    Raises LanguageError if the adapter is damaged or was learnt on another encoder.
    """
    folder = models / f"encoder-{adapter_fingerprint(base, adapter)[:12]}"
    if not (folder / MODEL).is_file():
        models.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=models, prefix=".encoder-") as workshop:
            made = Path(workshop) / "encoder"
            made.mkdir()
            _adapt(base / MODEL, adapter, made / MODEL)
            shutil.copy(base / TOKENIZER, made / TOKENIZER)
            _move(made, folder)
    return folder


def adapter_fingerprint(base: Path, adapter: Path) -> str:
    """Changes with the encoder and with what was learnt."""
    whole = hashlib.sha256()
    for file in (base / MODEL, base / TOKENIZER, adapter, Path(__file__)):
        whole.update(file.read_bytes())
    return whole.hexdigest()


def _move(made: Path, folder: Path) -> None:
    """Puts the folder in its place, unless another process was quicker."""
    try:
        made.rename(folder)
    except OSError:
        if not (folder / MODEL).is_file():
            raise LanguageError("The encoder could not be kept in the models folder.") from None


def _adapt(model: Path, adapter: Path, target: Path) -> None:
    import onnx
    from onnx import numpy_helper

    changes = _read(adapter, hashlib.sha256(model.read_bytes()).hexdigest())
    graph = onnx.load(str(model))
    weights = {each.name: each for each in graph.graph.initializer}
    matrices = dict(_matrices(graph))
    if matrices.keys() != changes.keys():
        raise LanguageError("The encoder's adapter was learnt on another encoder: learn it again.")
    for place, name in matrices.items():
        steps, scale = weights[name], weights[name.removesuffix(_QUANTISED) + "_scale"]
        whole = numpy_helper.to_array(steps).astype(np.float32) * numpy_helper.to_array(scale)
        down, up = changes[place]
        whole = whole + down.astype(np.float32) @ up.astype(np.float32)
        size = np.maximum(np.abs(whole).max(axis=0), 1e-12).astype(np.float32) / _STEPS
        steps.CopyFrom(numpy_helper.from_array(np.rint(whole / size).astype(np.int8), steps.name))
        scale.CopyFrom(numpy_helper.from_array(size, scale.name))
    onnx.save(graph, str(target))


def _matrices(graph: Any) -> Iterator[tuple[str, str]]:
    """Each matrix of the encoder's layers: its place (`layer.0/attention/self/query`) and its name."""
    for node in graph.graph.node:
        if node.op_type == "MatMulInteger" and node.name.startswith("/encoder/"):
            yield node.name.removeprefix("/encoder/").removesuffix("/MatMul_quant"), node.input[1]


def _read(adapter: Path, encoder: str) -> dict[str, tuple[Any, Any]]:
    try:
        with np.load(adapter, allow_pickle=False) as kept:
            if kept["encoder"].item() != encoder:
                raise LanguageError("The encoder's adapter was learnt on another encoder: learn it again.")
            places = {name.rpartition(".")[0] for name in kept.files if name.endswith(".down")}
            return {place: (kept[f"{place}.down"], kept[f"{place}.up"]) for place in places}
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        raise LanguageError(f"The encoder's adapter {adapter.name} is missing or damaged.") from None
