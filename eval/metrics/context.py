"""Context precision and recall by ids, as ragas defines them (`IDBasedContextPrecision`, `IDBasedContextRecall`).

Precision: share of the distinct ids found that are gold. Recall: share of the gold ids found. In 0..1, more is better.
"""

from __future__ import annotations

from collections.abc import Collection

from eval.metrics.case import Case

__all__ = ["context_precision", "context_recall", "id_precision", "id_recall"]

DEPTH = 10


def id_precision(found: Collection[str], gold: Collection[str]) -> float | None:
    """Return the share of what was found that is gold; None if nothing was found."""
    return len(set(found) & set(gold)) / len(set(found)) if found else None


def id_recall(found: Collection[str], gold: Collection[str]) -> float | None:
    """Return the share of gold that was found; None if there is no gold."""
    return len(set(found) & set(gold)) / len(set(gold)) if gold else None


def context_precision(case: Case) -> float | None:
    """Return the share of the first ten paragraphs found that are gold."""
    if case.ranked is None or not case.gold:
        return None
    return id_precision(case.ranked[:DEPTH], _ids(case))


def context_recall(case: Case) -> float | None:
    """Return the share of gold paragraph ids among the first ten found."""
    if case.ranked is None:
        return None
    return id_recall(case.ranked[:DEPTH], _ids(case))


def _ids(case: Case) -> frozenset[str]:
    return frozenset().union(*(target.paragraph_ids for target in case.gold))
