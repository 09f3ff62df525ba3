"""Says in words what an answer lacks, so that a failure can be read without its figures."""

from __future__ import annotations

from collections.abc import Mapping

from eval.metrics.case import Case
from eval.metrics.length import MAX_LOOKUP_WORDS

__all__ = ["faults_of"]

FAULTS = {
    "recall@10": "search does not bring all gold paragraphs among the first ten",
    "citation_recall": "not every gold paragraph is cited",
    "range_invariant": "a quote is not where its citation says",
    "fact_recall": "a fact is missing from the answer",
    "set_f1": "the list is not the set expected",
    "answered": "refused, though the corpus answers it",
    "refused": "answered, though the corpus holds no answer",
    "premise_corrected": "a false premise was neither refused nor corrected",
    "faithfulness": "a sentence is not supported by what it cites",
    "lookup_is_short": f"more than {MAX_LOOKUP_WORDS} words for a lookup",
}


def faults_of(case: Case, scores: Mapping[str, float | None]) -> tuple[str, ...]:
    """Return what fell short of perfect, in words; empty for a faultless answer."""
    found = [words for name, words in FAULTS.items() if (value := scores.get(name)) is not None and value < 1]
    if "error" in case.answer:
        found.insert(0, f"the question failed: {case.answer['error']['message']}")
    return tuple(found)
