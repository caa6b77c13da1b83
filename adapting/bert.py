"""The packaged int8 encoder as a PyTorch model that can learn, and the low-rank changes it learns."""

from __future__ import annotations

import hashlib
import math
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from transformers import BertConfig, BertModel

LINEAR = (
    "attention.self.query", "attention.self.key", "attention.self.value",
    "attention.output.dense", "intermediate.dense", "output.dense",
)  # fmt: skip
"""The matrices of one layer, by their names in BERT."""


def read_encoder(folder: Path) -> BertModel:
    """The model of `model.onnx` and `config.json`, its 8-bit weights widened to floats."""
    graph = onnx.load(str(folder / "model.onnx")).graph
    arrays = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    config = BertConfig.from_json_file(str(folder / "config.json"))
    model = BertModel(config, add_pooling_layer=False)
    weights = model.state_dict()
    for name in weights:
        if f"{name}_quantized" in arrays:
            steps = arrays[f"{name}_quantized"].astype(np.float32) - arrays[f"{name}_zero_point"]
            weights[name] = torch.from_numpy(steps * arrays[f"{name}_scale"])
        elif name in arrays:
            weights[name] = torch.from_numpy(arrays[name].astype(np.float32))
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.name.startswith("/encoder/"):
            steps, base = arrays[node.input[1]], node.input[1].removesuffix("_quantized")
            whole = steps.astype(np.float32) * arrays[f"{base}_scale"]
            place = node.name.removeprefix("/").removesuffix("/MatMul_quant").replace("/", ".")
            weights[f"{place}.weight"] = torch.from_numpy(np.ascontiguousarray(whole.T))
    model.load_state_dict(weights)
    return model


class LowRank(torch.nn.Module):
    """A frozen linear map and a learnt change of `rank` added to it."""

    def __init__(self, frozen: torch.nn.Linear, rank: int) -> None:
        super().__init__()
        self.frozen = frozen
        self.down = torch.nn.Parameter(torch.randn(frozen.in_features, rank) / math.sqrt(frozen.in_features))
        self.up = torch.nn.Parameter(torch.zeros(rank, frozen.out_features))
        self.drop = torch.nn.Dropout(0.05)

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        """The frozen map's answer and the change."""
        return self.frozen(rows) + 2 * (self.drop(rows) @ self.down) @ self.up


def add_changes(model: BertModel, rank: int) -> list[torch.nn.Parameter]:
    """Freezes the model, gives every matrix of every layer a change, and returns what can learn."""
    for weight in model.parameters():
        weight.requires_grad = False
    for layer in model.encoder.layer:
        for name in LINEAR:
            holder, _, last = name.rpartition(".")
            parent = layer.get_submodule(holder)
            setattr(parent, last, LowRank(getattr(parent, last), rank))
    return [weight for weight in model.parameters() if weight.requires_grad]


def write_changes(model: BertModel, encoder: Path, target: Path) -> None:
    """The learnt changes as half-precision arrays, with the hash of the encoder they belong to."""
    kept: dict[str, Any] = {
        "encoder": np.array(hashlib.sha256((encoder / "model.onnx").read_bytes()).hexdigest())
    }
    for number, layer in enumerate(model.encoder.layer):
        for name in LINEAR:
            change = layer.get_submodule(name)
            place = f"layer.{number}/{name.replace('.', '/')}"
            kept[f"{place}.down"] = change.down.detach().numpy().astype(np.float16)
            kept[f"{place}.up"] = (2 * change.up).detach().numpy().astype(np.float16)
    np.savez_compressed(target, **kept)
