"""What a component that learns from messages and is kept in the model has in common."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.understanding.reading import MessageReader
from core.settings import Settings, load_settings
from language.encoder import load_encoder

Learnt = TypeVar("Learnt")

_FILE = "learnt.npz"


class TrainedReader(MessageReader, Generic[Learnt]):
    """Reads with what it has learnt; until then it reads nothing."""

    def __init__(
        self, config: dict[str, Any], settings: Settings, storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(config, settings)
        self.encoder = load_encoder(settings)
        self.learnt: Learnt | None = None
        self._storage = storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """One that has not learnt yet."""
        return cls(config, load_settings(), model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        """One that has learnt; raises LanguageError if the model holds none."""
        reader = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            reader.learnt = reader.open(folder / _FILE)
        return reader

    def keep(self, learnt: Learnt) -> Resource:
        """Keeps what was learnt in the model."""
        self.learnt = learnt
        with self._storage.write_to(self._resource) as folder:
            self.write(folder / _FILE)
        return self._resource

    @abstractmethod
    def open(self, file: Path) -> Learnt:
        """What `write` wrote."""

    @abstractmethod
    def write(self, file: Path) -> None:
        """Writes what was learnt."""
