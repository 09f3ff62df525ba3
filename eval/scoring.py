"""Scores answers: every metric for every question, then the figures over all questions and by kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.intervals import Figure, summarise
from eval.metrics import citations, context, facts, latency, length, ranking, sets, silence, support
from eval.metrics.case import Case, Metric

__all__ = ["METRICS", "Measure", "Scores", "score", "score_case", "summarise_scores"]

Scores = dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric with its name in runs and gates; `more_is_better` is None where neither is better as such."""

    name: str
    metric: Metric
    more_is_better: bool | None = True

    @property
    def about(self) -> str:
        """What it is, in the words of the metric's own description."""
        first = (self.metric.__doc__ or self.name).split("\n")[0]
        return first.removeprefix("Return ").rstrip(".")


METRICS = (
    Measure("recall@5", ranking.recall_at_5),
    Measure("recall@10", ranking.recall_at_10),
    Measure("recall@20", ranking.recall_at_20),
    Measure("mrr", ranking.mean_reciprocal_rank),
    Measure("ndcg@10", ranking.ndcg_at_10),
    Measure("context_precision", context.context_precision),
    Measure("context_recall", context.context_recall),
    Measure("citation_recall", citations.citation_recall),
    Measure("citation_precision", citations.citation_precision),
    Measure("gold_precision", citations.gold_precision),
    Measure("range_invariant", citations.range_invariant),
    Measure("fact_recall", facts.fact_recall),
    Measure("set_precision", sets.set_precision),
    Measure("set_recall", sets.set_recall),
    Measure("set_f1", sets.set_f1),
    Measure("answered", silence.answered),
    Measure("refused", silence.refused),
    Measure("premise_corrected", silence.premise_corrected),
    Measure("faithfulness", support.faithfulness),
    Measure("uncited_sentences", support.uncited_sentences, more_is_better=False),
    Measure("answer_words", length.answer_words, more_is_better=None),
    Measure("lookup_is_short", length.lookup_is_short),
    Measure("seconds", latency.seconds, more_is_better=False),
)


def score_case(case: Case) -> Scores:
    """Return every metric of one question; a question that failed has none but what failing means.

    A failed question is not left out: it abstains, so facts, citations and sets that were due count as 0, and an
    unanswerable question is not counted as refused.
    """
    scores = {measure.name: measure.metric(case) for measure in METRICS}
    if "error" in case.answer:
        scores["refused"] = None if case.question.answerable is not False else 0.0
        scores["premise_corrected"] = 0.0 if case.question.false_premise else None
    return scores


def score(cases: Sequence[Case]) -> dict[str, Scores]:
    """Return the scores of each question by its id."""
    return {case.question.id: score_case(case) for case in cases}


def summarise_scores(
    scores: Mapping[str, Scores], kinds: Mapping[str, str | None], seed: int
) -> dict[str, dict[str, Figure]]:
    """Return each metric's figure over all questions ('all') and over those of each kind.

    Args:
        scores: of each question by id.
        kinds: the kind of each question by id.
        seed: of the intervals.
    """
    groups = {"all": list(scores)}
    for identity in scores:
        groups.setdefault(kinds.get(identity) or "other", []).append(identity)
    return {
        group: {
            measure.name: summarise([scores[identity].get(measure.name) for identity in members], seed)
            for measure in METRICS
        }
        for group, members in groups.items()
    }
