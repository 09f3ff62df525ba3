"""Seconds that an answer took, as the assistant measured them; less is better."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from eval.metrics.case import Case

__all__ = ["percentile", "seconds"]


def seconds(case: Case) -> float | None:
    """Return the seconds of an answer, None for a question that failed."""
    taken = case.answer.get("seconds")
    return None if taken is None else float(taken)


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the value below which the share (0..100) of the values lies, linear between neighbours; None if empty."""
    return float(np.percentile(values, share)) if values else None
