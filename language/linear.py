"""Logistic regression kept as two plain arrays, for one label of many or for several at once.

Two ways to fit it, each quicker for its kind of features: all labels together by L-BFGS where features
are dense, because each step is then one matrix product; label by label with liblinear where they are sparse.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import expit, log_softmax

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Linear:
    """A straight line a label: weights (features, labels) and intercepts (labels,)."""

    weights: Floats
    intercepts: Floats

    def scores(self, features: Any) -> Floats:
        """Log-odds a label, shape (rows, labels), of dense or sparse `features` (rows, features)."""
        result: Floats = np.asarray(features @ self.weights + self.intercepts, np.float32)
        return result


def fit_dense(features: Floats, wanted: Floats, several: bool, strength: float, counts: Floats) -> Linear:
    """Fits `wanted` (rows, labels; ones and zeros) to `features` (rows, features).

    `several` treats every label as its own question; otherwise exactly one label is right. `strength` is C,
    the inverse of the penalty on the weights; `counts` (rows,) says how much each row counts.
    """
    from scipy.optimize import minimize

    rows, width = features.shape
    labels = wanted.shape[1]
    across, share = np.ascontiguousarray(features.T), counts[:, None]

    def loss_and_slope(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        line = flat.reshape(width + 1, labels).astype(np.float32)
        odds = features @ line[:-1] + line[-1]
        if several:
            loss = float((share * (np.logaddexp(0, odds) - odds * wanted)).sum(dtype=np.float64))
            error = share * (expit(odds) - wanted)
        else:
            logs = log_softmax(odds, axis=1)
            loss = -float((share * logs * wanted).sum(dtype=np.float64))
            error = share * (np.exp(logs) - wanted)
        loss += 0.5 / strength * float((flat[: width * labels] ** 2).sum())
        slope = np.vstack([across @ error + line[:-1] / strength, error.sum(axis=0, keepdims=True)])
        return loss / rows, (slope.ravel() / rows).astype(np.float64)

    found = minimize(
        loss_and_slope,
        np.zeros((width + 1) * labels),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": 120, "ftol": 1e-6, "gtol": 1e-6},
    )
    line = found.x.reshape(width + 1, labels).astype(np.float32)
    return Linear(line[:-1], line[-1])


def fit_sparse(features: Any, wanted: Floats, strength: float, counts: Floats) -> Linear:
    """Fits each column of `wanted` (rows, labels) on its own; a label never seen is never likely."""
    from sklearn.linear_model import LogisticRegression

    def one(column: Floats) -> tuple[Floats, float]:
        if not column.any():
            return np.zeros(features.shape[1], np.float32), -10.0
        model = LogisticRegression(C=strength, solver="liblinear", tol=0.01, random_state=0)
        model.fit(features, column > 0, sample_weight=counts)
        return model.coef_[0].astype(np.float32), float(model.intercept_[0])

    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        lines = list(pool.map(one, wanted.T))
    return Linear(
        np.stack([weights for weights, _ in lines], axis=1),
        np.array([intercept for _, intercept in lines], np.float32),
    )
