"""Rasa imports without TensorFlow, and using TensorFlow says why it cannot be."""

from __future__ import annotations

import pytest
import tensorflow


def test_rasas_own_neural_parts_can_be_imported() -> None:
    import rasa.core.policies.ted_policy
    import rasa.model_training
    import rasa.nlu.classifiers.diet_classifier

    assert issubclass(rasa.nlu.classifiers.diet_classifier.DIETClassifier, object)


@pytest.mark.parametrize("use", ["constant", "Variable", "zeros"])
def test_any_use_says_what_to_do(use: str) -> None:
    with pytest.raises(RuntimeError, match="built without"):
        getattr(tensorflow, use)([1])
    with pytest.raises(RuntimeError, match=r"config\.yml"):
        tensorflow.keras.layers.Dense(5)
