"""How sure a figure is: bootstrap confidence intervals, and a paired test between two runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.evaluation_run import Figure

__all__ = ["Difference", "Figure", "compare_paired", "summarise"]

SAMPLES = 2000
CHUNK = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """Mean of B minus A over the questions that both have, its 95% interval, and a two-sided p value."""

    value: float
    low: float
    high: float
    p_value: float
    cases: int


def summarise(values: Sequence[float | None], seed: int) -> Figure:
    """Return the mean of the values that are there, with a percentile bootstrap interval.

    Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13; 2,000 resamples.

    Args:
        values: one per question, None where the metric does not apply.
        seed: of the resampling; the same seed gives the same interval.
    """
    there = np.array([value for value in values if value is not None], dtype=np.float64)
    missing = len(values) - len(there)
    if not len(there):
        return Figure(None, None, None, 0, missing)
    low, high = _interval(there, seed)
    return Figure(float(there.mean()), low, high, len(there), missing)


def compare_paired(before: Sequence[float | None], after: Sequence[float | None], seed: int) -> Difference | None:
    """Compare two runs over the same questions; None if no question has a value in both.

    The test is a randomisation test that flips the signs of the differences (Smucker, Allan and Carterette, "A
    comparison of statistical significance tests for information retrieval evaluation", CIKM 2007); p is
    (1 + flips at least as far from 0) / (1 + flips), with 2,000 flips.

    Raises:
        ValueError: the two have different lengths.
    """
    pairs = [(a, b) for a, b in zip(before, after, strict=True) if a is not None and b is not None]
    if not pairs:
        return None
    gains = np.array([b - a for a, b in pairs], dtype=np.float64)
    low, high = _interval(gains, seed)
    return Difference(float(gains.mean()), low, high, _randomisation_p(gains, seed), len(gains))


def _interval(values: NDArray[np.float64], seed: int) -> tuple[float, float]:
    dice = np.random.default_rng(seed)
    means = [
        values[dice.integers(0, len(values), size=(CHUNK, len(values)))].mean(axis=1) for _ in range(SAMPLES // CHUNK)
    ]
    low, high = np.percentile(np.concatenate(means), [2.5, 97.5])
    return float(low), float(high)


def _randomisation_p(gains: NDArray[np.float64], seed: int) -> float:
    dice = np.random.default_rng(seed)
    observed = abs(float(gains.mean()))
    as_far = 0
    for _ in range(SAMPLES // CHUNK):
        signs = dice.choice(np.array([-1.0, 1.0]), size=(CHUNK, len(gains)))
        as_far += int((np.abs((signs * gains).mean(axis=1)) >= observed - 1e-12).sum())
    return (1 + as_far) / (1 + SAMPLES)
