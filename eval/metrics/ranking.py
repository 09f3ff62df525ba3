"""How high search ranks the gold paragraphs: recall@k, reciprocal rank, nDCG@k.

Definitions as in trec_eval (`recall_k`, `recip_rank`, `ndcg_cut_k`) with binary relevance; nDCG after Järvelin and
Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002. All lie in 0..1, more is
better, and are None where nothing is relevant.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import log2

from eval.metrics.case import Case, Target

__all__ = ["mean_reciprocal_rank", "ndcg_at", "ndcg_at_10", "recall_at", "recall_at_5", "recall_at_10", "recall_at_20"]
__all__ += ["reciprocal_rank"]


def recall_at(ranked: Sequence[str], relevant: Collection[str], k: int) -> float | None:
    """Return the share of the relevant ids that are among the first k."""
    return len(set(ranked[:k]) & set(relevant)) / len(set(relevant)) if relevant else None


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str]) -> float | None:
    """Return 1 divided by the rank of the first relevant id, 0 if none is found."""
    if not relevant:
        return None
    return next((1 / rank for rank, found in enumerate(ranked, start=1) if found in relevant), 0.0)


def ndcg_at(ranked: Sequence[str], relevant: Collection[str], k: int) -> float | None:
    """Return the discounted gain of the first k divided by the best that is possible."""
    if not relevant:
        return None
    gain = sum(1 / log2(rank + 1) for rank, found in enumerate(ranked[:k], start=1) if found in relevant)
    best = sum(1 / log2(rank + 1) for rank in range(1, min(len(set(relevant)), k) + 1))
    return gain / best


def recall_at_5(case: Case) -> float | None:
    """Return the share of gold paragraphs among the first five that search found."""
    return _recall(case, 5)


def recall_at_10(case: Case) -> float | None:
    """Return the share of gold paragraphs among the first ten that search found."""
    return _recall(case, 10)


def recall_at_20(case: Case) -> float | None:
    """Return the share of gold paragraphs among the first twenty that search found."""
    return _recall(case, 20)


def mean_reciprocal_rank(case: Case) -> float | None:
    """Return the reciprocal rank of the first gold paragraph; its mean over questions is MRR."""
    if case.ranked is None:
        return None
    return reciprocal_rank(*_as_ids(case.ranked, case.gold))


def ndcg_at_10(case: Case) -> float | None:
    """Return nDCG of the first ten paragraphs."""
    if case.ranked is None:
        return None
    return ndcg_at(*_as_ids(case.ranked, case.gold), 10)


def _recall(case: Case, k: int) -> float | None:
    if case.ranked is None:
        return None
    return recall_at(*_as_ids(case.ranked, case.gold), k)


def _as_ids(ranked: Sequence[str], gold: Sequence[Target]) -> tuple[list[str], set[str]]:
    """Name what was found after the gold paragraph that it is, so that alternatives count once."""
    names = {paragraph: f"gold {index}" for index, target in enumerate(gold) for paragraph in target.paragraph_ids}
    renamed = dict.fromkeys(names.get(paragraph, paragraph) for paragraph in ranked)
    return list(renamed), {f"gold {index}" for index in range(len(gold))}
