"""The intent of a message, by the hybrid classifier."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.reading import MessageReader
from bot.understanding.vectors import is_spoken, vectors_of
from core.settings import Settings, load_settings
from language import hybrid
from language.encoder import load_encoder
from language.hybrid import Hybrid
from language.normalising import normalise
from language.training import code_fingerprint

FAMILIAR = "familiar"
_FILE = "intents.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class HybridIntentClassifier(MessageReader):
    """Sets the likeliest intent, the ranking, and how much of the message is spelt like anything it knows."""

    def __init__(
        self,
        config: dict[str, Any],
        settings: Settings,
        storage: ModelStorage,
        resource: Resource,
        classifier: Hybrid | None = None,
    ) -> None:
        super().__init__(config, settings)
        self._storage = storage
        self._resource = resource
        self._classifier = classifier
        self._encoder = load_encoder(settings)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`ranked`: how many readings are kept for a question back."""
        return {"ranked": 5}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Makes `rasa train` learn again when our own code changed."""
        return code_fingerprint()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> HybridIntentClassifier:
        """An untrained classifier."""
        return cls(config, load_settings(), model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> HybridIntentClassifier:
        """A trained classifier; raises LanguageError if the model holds none."""
        with model_storage.read_from(resource) as folder:
            classifier = hybrid.load(folder / _FILE)
        return cls(config, load_settings(), model_storage, resource, classifier)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from every example that has an intent and words."""
        examples = [each for each in training_data.intent_examples if is_spoken(each)]
        self._classifier = hybrid.train_single(
            [normalise(each.get(TEXT)) for each in examples],
            [each.get(INTENT) for each in examples],
            self._encoder,
            vectors_of(examples, self._encoder),
        )
        with self._storage.write_to(self._resource) as folder:
            self._classifier.save(folder / _FILE)
        return self._resource

    def read(self, message: Message, text: str) -> None:
        """Ranks the intents of one message."""
        if self._classifier is None:
            return
        plain = normalise(text)
        chances = self._classifier.probabilities([plain], vectors_of([message], self._encoder))[0]
        order = np.argsort(-chances)[: self.config["ranked"]]
        ranking = [
            {"name": self._classifier.labels[at], "confidence": round(float(chances[at]), 4)} for at in order
        ]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        message.set(FAMILIAR, self._classifier.grams.familiar(plain))
