"""Precision, recall and F1 of the set that a list or count over the corpus gives. In 0..1, more is better."""

from __future__ import annotations

from eval.metrics.case import Case
from eval.metrics.facts import normalised

__all__ = ["set_f1", "set_precision", "set_recall"]


def set_precision(case: Case) -> float | None:
    """Return the share of the rows' labels that were expected; 1 for no rows where none was expected."""
    sides = _sides(case)
    if sides is None:
        return None
    given, expected = sides
    return len(given & expected) / len(given) if given else float(not expected)


def set_recall(case: Case) -> float | None:
    """Return the share of the expected items that are labels of rows."""
    sides = _sides(case)
    if sides is None:
        return None
    given, expected = sides
    return len(given & expected) / len(expected) if expected else float(not given)


def set_f1(case: Case) -> float | None:
    """Return the harmonic mean of both, 0 if either is 0."""
    precision, recall = set_precision(case), set_recall(case)
    if precision is None or recall is None:
        return None
    return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


def _sides(case: Case) -> tuple[set[str], set[str]] | None:
    if case.question.items is None:
        return None
    expected = {normalised(item) for item in case.question.items}
    rows = [] if case.answer["abstained"] else case.answer["rows"]
    return {_label(normalised(row["label"]), expected) for row in rows}, expected


def _label(label: str, expected: set[str]) -> str:
    """Return the expected item that a label names; a label may add a date or a kind after the item."""
    return next((item for item in expected if label == item or label.startswith((f"{item},", f"{item} ("))), label)
