"""The sentence encoder as a dense featurizer of Rasa."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from core.settings import load_settings
from language.encoder import Encoder, Vectors, load_encoder
from language.normalising import normalise


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class OnnxFeaturizer(DenseFeaturizer, GraphComponent):
    """Gives each message one vector, (1, 384), of its normalised text."""

    def __init__(self, config: dict[str, Any], name: str, encoder: Encoder) -> None:
        super().__init__(name, config)
        self._encoder = encoder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> OnnxFeaturizer:
        """As Rasa makes it, with the encoder of this process."""
        return cls(config, execution_context.node_name, load_encoder(load_settings()))

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """There is nothing to choose here."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds a vector to every training example."""
        self._add(training_data.training_examples, self._encoder.encode_to_learn)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds a vector to every message that is not a button's payload."""
        self._add(messages, self._encoder.encode)
        return messages

    def _add(self, messages: list[Message], encode: Callable[[Sequence[str]], Vectors]) -> None:
        spoken = [each for each in messages if is_spoken(each)]
        vectors = encode([normalise(each.get(TEXT)) for each in spoken])
        for message, vector in zip(spoken, vectors, strict=True):
            row = vector[np.newaxis]
            self.add_features_to_message(row, row, TEXT, message)


def is_spoken(message: Message) -> bool:
    """True for a person's own words, false for a button's payload and for an example without text."""
    text = message.get(TEXT)
    return isinstance(text, str) and not text.lstrip().startswith("/")


def vectors_of(messages: list[Message], encoder: Encoder) -> Vectors:
    """The vectors that the featurizer gave, one row a message; a message without one is encoded here."""
    rows = []
    for message in messages:
        _, sentence = message.get_dense_features(TEXT)
        if sentence is not None and sentence.type == FEATURE_TYPE_SENTENCE:
            rows.append(sentence.features)
        else:
            rows.append(encoder.encode([normalise(message.get(TEXT) or "")]))
    return np.vstack(rows) if rows else np.zeros((0, encoder.width), np.float32)
