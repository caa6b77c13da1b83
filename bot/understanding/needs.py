"""The needs that a message holds, several at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.trained import TrainedReader
from bot.understanding.vectors import vectors_of
from core.settings import load_settings
from language import hybrid
from language.needs import NeedHearing, load_needs, train_need_hearing
from language.training import code_fingerprint, data_fingerprint

NEEDS = "needs"
LIKELIEST = "likeliest_needs"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class NeedFinder(TrainedReader[NeedHearing]):
    """Sets `needs` (heard, surest first) and `likeliest_needs` (readings to offer when none was heard)."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`offered`: how many likely needs are kept for a question back."""
        return {"offered": 3}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Makes `rasa train` learn again when the list of needs or our own code changed."""
        return code_fingerprint() + data_fingerprint(load_settings())

    def open(self, file: Path) -> NeedHearing:
        """One that has learnt."""
        return NeedHearing(hybrid.load(file), self.encoder, load_needs(self.settings.data / "needs.yml"))

    def write(self, file: Path) -> None:
        """Writes what was learnt."""
        assert self.learnt is not None
        self.learnt.save(file)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns as the directory does, from the files themselves, so that both hear alike."""
        hearing, _ = train_need_hearing(self.settings, self.encoder)
        return self.keep(hearing)

    def read(self, message: Message, text: str) -> None:
        """Hears the needs of one message."""
        if self.learnt is None:
            return
        heard, likely = self.learnt.hear_and_guess(text, vectors_of([message], self.encoder))
        message.set(NEEDS, [_plain(each) for each in heard], add_to_output=True)
        message.set(
            LIKELIEST, [_plain(each) for each in likely[: self.config["offered"]]], add_to_output=True
        )


def _plain(heard: Any) -> dict[str, Any]:
    return {"need": heard.need, "confidence": heard.confidence}
