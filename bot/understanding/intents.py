"""The intent of a message, by the hybrid classifier."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.trained import TrainedReader
from bot.understanding.vectors import is_spoken, vectors_of
from language import hybrid
from language.hybrid import Hybrid
from language.normalising import normalise
from language.training import code_fingerprint

FAMILIAR = "familiar"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class HybridIntentClassifier(TrainedReader[Hybrid]):
    """Sets the likeliest intent, the ranking, and how much of the message is spelt like anything it knows."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`ranked`: how many readings are kept for a question back."""
        return {"ranked": 5}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Makes `rasa train` learn again when our own code changed."""
        return code_fingerprint()

    def open(self, file: Path) -> Hybrid:
        """A trained classifier."""
        return hybrid.load(file)

    def write(self, file: Path) -> None:
        """Writes the classifier."""
        assert self.learnt is not None
        self.learnt.save(file)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from every example that has an intent and words."""
        examples = [each for each in training_data.intent_examples if is_spoken(each)]
        return self.keep(
            hybrid.train_single(
                [normalise(each.get(TEXT)) for each in examples],
                [each.get(INTENT) for each in examples],
                self.encoder,
                vectors_of(examples, self.encoder),
            )
        )

    def read(self, message: Message, text: str) -> None:
        """Ranks the intents of one message."""
        if self.learnt is None:
            return
        plain = normalise(text)
        chances = self.learnt.probabilities([plain], vectors_of([message], self.encoder))[0]
        order = np.argsort(-chances)[: self.config["ranked"]]
        ranking = [
            {"name": self.learnt.labels[at], "confidence": round(float(chances[at]), 4)} for at in order
        ]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        message.set(FAMILIAR, self.learnt.grams.familiar(plain))
