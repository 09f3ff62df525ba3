"""Silence: whether the assistant abstains where it should, and only there. In 0..1, more is better.

Over many questions: precision and recall of abstaining, the risk-coverage curve with its area (Geifman and El-Yaniv,
"Selective classification for deep neural networks", NeurIPS 2017), and the AUROC of the confidence that the
assistant states, as the chance that an answerable question gets a higher one than an unanswerable one.
"""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.case import Case
from eval.metrics.facts import fact_recall

__all__ = ["answered", "area_under_risk_coverage", "auroc", "premise_corrected", "refused", "risk_coverage"]

CORRECTING = "takes for granted"
"""Words of the note with which an answer says that the question's premise is false."""


def answered(case: Case) -> float | None:
    """Return 1 if an answerable question got an answer, 0 if it was refused."""
    if case.question.answerable is not True or case.question.false_premise:
        return None
    return float(not case.answer["abstained"])


def refused(case: Case) -> float | None:
    """Return 1 if an unanswerable question was refused, 0 if it got an answer."""
    if case.question.answerable is not False:
        return None
    return float(case.answer["abstained"])


def premise_corrected(case: Case) -> float | None:
    """Return 1 if a false premise was refused or corrected: told so, a gold paragraph cited, or all facts stated."""
    if not case.question.false_premise:
        return None
    cited = set(case.cited)
    corrects = any(not cited.isdisjoint(target.paragraph_ids) for target in case.gold)
    is_told = any(CORRECTING in note for note in case.answer.get("notes", ()))
    return float(bool(case.answer["abstained"]) or is_told or corrects or fact_recall(case) == 1.0)


def risk_coverage(confidence: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float]]:
    """Return points (coverage, risk): answer the most confident first; risk is the share of wrong ones so far."""
    order = sorted(range(len(confidence)), key=lambda index: -confidence[index])
    points, wrong = [], 0
    for count, index in enumerate(order, start=1):
        wrong += not right[index]
        points.append((count / len(order), wrong / count))
    return points


def area_under_risk_coverage(confidence: Sequence[float], right: Sequence[bool]) -> float | None:
    """Return the mean risk over all coverages, 0..1, less is better; None without a case."""
    points = risk_coverage(confidence, right)
    return sum(risk for _, risk in points) / len(points) if points else None


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Return the chance that a positive's value exceeds a negative's, ties half; None if either is missing.

    This is the Mann-Whitney statistic, made from ranks in O(n log n).
    """
    if not positive or not negative:
        return None
    values = sorted([*positive, *negative])
    first: dict[float, int] = {}
    last: dict[float, int] = {}
    for rank, value in enumerate(values, start=1):
        first.setdefault(value, rank)
        last[value] = rank
    rank_sum = sum((first[value] + last[value]) / 2 for value in positive)
    count = len(positive)
    return (rank_sum - count * (count + 1) / 2) / (count * len(negative))
