"""Vectors of texts, kept by the hash of what was encoded so that each text is encoded once."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

import numpy as np

from language.encoder import Encoder, Vectors

_BATCH = 500


class VectorStore:
    """A cache beside the database, one row a text. Any process may use it; losing it costs only time.

    A cache that cannot be read or written is passed over.
    """

    def __init__(self, home: Path, encoder: Encoder) -> None:
        self._path = home / "search" / f"vectors-{encoder.fingerprint[:12]}.db"
        self._encoder = encoder

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, one a text; new texts are encoded and kept."""
        keys = [hashlib.sha256(text.encode(errors="replace")).digest()[:16] for text in texts]
        known: dict[bytes, Vectors] = {}
        with suppress(sqlite3.Error):
            known = self._read(keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            rows = dict(zip(missing, self._encoder.encode(list(missing.values())), strict=True))
            with suppress(sqlite3.Error):
                self._write(rows)
            known |= rows
        if not keys:
            return np.zeros((0, self._encoder.width), np.float32)
        return np.vstack([known[key] for key in keys])

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._path, timeout=30)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS vector (hash BLOB PRIMARY KEY, row BLOB) WITHOUT ROWID"
        )
        return connection

    def _read(self, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        found: dict[bytes, Vectors] = {}
        with closing(self._open()) as connection:
            for start in range(0, len(keys), _BATCH):
                part = keys[start : start + _BATCH]
                marks = ",".join("?" * len(part))
                for key, row in connection.execute(
                    f"SELECT hash, row FROM vector WHERE hash IN ({marks})", part
                ):
                    found[key] = np.frombuffer(row, np.float16).astype(np.float32)
        return found

    def _write(self, rows: dict[bytes, Vectors]) -> None:
        with closing(self._open()) as connection, connection:
            connection.executemany(
                "INSERT OR IGNORE INTO vector VALUES (?, ?)",
                [(key, row.astype(np.float16).tobytes()) for key, row in rows.items()],
            )
