"""Faithfulness: whether what an answer says is supported by what it cites, by the support scorer's verdicts.

The share of the sentences with citations that are supported by them is ALCE's citation recall (Gao et al., EMNLP
2023) over those sentences. In 0..1, more is better.
"""

from __future__ import annotations

from eval.metrics.case import Case

__all__ = ["faithfulness", "uncited_sentences"]

SUPPORTED = frozenset({"verbatim", "supported"})


def faithfulness(case: Case) -> float | None:
    """Return the share of the answer's cited sentences that their citations support."""
    if not case.verdicts:
        return None
    return sum(verdict in SUPPORTED for verdict in case.verdicts) / len(case.verdicts)


def uncited_sentences(case: Case) -> float | None:
    """Return how many sentences of an answer that does not abstain cite nothing."""
    if case.answer["abstained"] or not case.answer["sentences"]:
        return None
    return float(sum(not sentence["citations"] for sentence in case.answer["sentences"]))
