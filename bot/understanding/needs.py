"""The needs that a message holds, several at once."""

from __future__ import annotations

import shutil
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.reading import MessageReader
from bot.understanding.vectors import vectors_of
from core.settings import Settings, load_settings
from language import hybrid
from language.encoder import load_encoder
from language.needs import NeedHearing, load_needs, train_need_hearing
from language.training import code_fingerprint, data_fingerprint

NEEDS = "needs"
LIKELIEST = "likeliest_needs"
_FILE = "needs.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class NeedFinder(MessageReader):
    """Sets `needs` (heard, surest first) and `likeliest_needs` (readings to offer when none was heard)."""

    def __init__(
        self,
        config: dict[str, Any],
        settings: Settings,
        storage: ModelStorage,
        resource: Resource,
        hearing: NeedHearing | None = None,
    ) -> None:
        super().__init__(config, settings)
        self._storage = storage
        self._resource = resource
        self._hearing = hearing
        self._encoder = load_encoder(settings)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`offered`: how many likely needs are kept for a question back."""
        return {"offered": 3}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Makes `rasa train` learn again when the list of needs or our own code changed."""
        return code_fingerprint() + data_fingerprint(load_settings())

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NeedFinder:
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
    ) -> NeedFinder:
        """One that has learnt; raises LanguageError if the model holds none."""
        settings = load_settings()
        with model_storage.read_from(resource) as folder:
            hearing = NeedHearing(
                hybrid.load(folder / _FILE), load_encoder(settings), load_needs(settings.data / "needs.yml")
            )
        return cls(config, settings, model_storage, resource, hearing)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns as the directory does, from the files themselves, so that both hear alike."""
        self._hearing, kept = train_need_hearing(self.settings, self._encoder)
        with self._storage.write_to(self._resource) as folder:
            shutil.copy(kept, folder / _FILE)
        return self._resource

    def read(self, message: Message, text: str) -> None:
        """Hears the needs of one message."""
        if self._hearing is None:
            return
        heard, likely = self._hearing.hear_and_guess(text, vectors_of([message], self._encoder))
        message.set(NEEDS, [_plain(each) for each in heard], add_to_output=True)
        message.set(
            LIKELIEST, [_plain(each) for each in likely[: self.config["offered"]]], add_to_output=True
        )


def _plain(heard: Any) -> dict[str, Any]:
    return {"need": heard.need, "confidence": heard.confidence}
