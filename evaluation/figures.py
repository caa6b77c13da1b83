"""Figures that say how sure they are: shares with Wilson intervals, F1 with a bootstrap one, calibration."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest

RESAMPLES = 1000
BINS = 10


@dataclass(frozen=True)
class Figure:
    """A value from 0 to 1 with its 95 % interval and how many messages stand behind it."""

    value: float
    low: float
    high: float
    of: int

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.2f} to {self.high:.2f})"


def share(hits: int, of: int) -> Figure | None:
    """`hits` of `of` with the Wilson interval; None of nothing."""
    if not of:
        return None
    interval = binomtest(hits, of).proportion_ci(method="wilson")
    return Figure(hits / of, float(interval.low), float(interval.high), of)


@dataclass(frozen=True)
class Counts:
    """Labels that were right, wrongly heard, and missed."""

    hits: int
    extra: int
    missed: int

    @property
    def precision(self) -> float:
        """Of the labels heard, the share that was there; 0 if none was heard."""
        return self.hits / max(1, self.hits + self.extra)

    @property
    def recall(self) -> float:
        """Of the labels that were there, the share heard."""
        return self.hits / max(1, self.hits + self.missed)

    @property
    def f1(self) -> float:
        """Twice the hits over all that was heard and all that was there."""
        return 2 * self.hits / max(1, 2 * self.hits + self.extra + self.missed)


def count(heard: Sequence[Collection[str]], wanted: Sequence[Collection[str]]) -> Counts:
    """Over all messages and labels together (micro)."""
    rows = np.array([_one(set(h), set(w)) for h, w in zip(heard, wanted, strict=True)]).reshape(-1, 3)
    return Counts(*(int(each) for each in rows.sum(axis=0)))


def micro_f1(heard: Sequence[Collection[str]], wanted: Sequence[Collection[str]]) -> Figure | None:
    """Micro-F1 over several labels a message; the interval is from resampling messages."""
    if not wanted:
        return None
    rows = np.array([_one(set(h), set(w)) for h, w in zip(heard, wanted, strict=True)])
    chosen = np.random.default_rng(0).integers(0, len(rows), (RESAMPLES, len(rows)))
    hits, extra, missed = rows[chosen].sum(axis=1).T
    drawn = 2 * hits / np.maximum(1, 2 * hits + extra + missed)
    low, high = np.percentile(drawn, (2.5, 97.5))
    return Figure(count(heard, wanted).f1, float(low), float(high), len(rows))


def _one(heard: set[str], wanted: set[str]) -> tuple[int, int, int]:
    return len(heard & wanted), len(heard - wanted), len(wanted - heard)


@dataclass(frozen=True)
class Bin:
    """Messages whose confidence lies between two bounds: the mean of it, how many were right, of how many."""

    low: float
    high: float
    confidence: float
    right: float
    of: int


def calibration(confidences: Sequence[float], right: Sequence[bool]) -> tuple[list[Bin], float]:
    """Bins of equal width that hold messages, and the expected calibration error, 0 to 1."""
    given, were = np.asarray(confidences), np.asarray(right, dtype=float)
    place = np.minimum((given * BINS).astype(int), BINS - 1)
    bins = [
        Bin(at / BINS, (at + 1) / BINS, float(given[here].mean()), float(were[here].mean()), int(here.sum()))
        for at in range(BINS)
        if (here := place == at).any()
    ]
    error = sum(each.of * abs(each.confidence - each.right) for each in bins) / max(1, len(given))
    return bins, float(error)
