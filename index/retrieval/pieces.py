"""The pieces of retrieval: each gives every paragraph of an index a score of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.retrieval.weights import Weights
from index.understanding import Understanding
from index.understanding.alternatives import find_alternatives
from index.understanding.near import near_stems

if TYPE_CHECKING:
    from index.storage.version import IndexVersion

__all__ = ["best_passages", "coverage_scores", "query_stems", "scaled"]

Scores = NDArray[np.float32]


def query_stems(index: IndexVersion, understanding: Understanding, weights: Weights) -> dict[str, float]:
    """Return the stems that are looked up, each with its weight: 1 for the question's words, less for others."""
    found = dict.fromkeys(index.lexical.stems(understanding.bare), weights.asking)
    for word in understanding.words:
        found.update(dict.fromkeys(index.lexical.stems(word), 1.0))
    for stem in index.lexical.stems(understanding.trade or ""):
        found.setdefault(stem, weights.trade)
    for same in find_alternatives(understanding.bare):
        others = [other - same.stems for other in same.others if not other <= same.stems]
        for stem in sorted({stem for other in others for stem in other}):
            # A phrase of several words is said by all of them; one alone says little of it.
            share = max(1 / len(other) for other in others if stem in other)
            found.setdefault(stem, weights.other * share / len(others) ** 0.5)
    for word in understanding.words:
        for stem, cosine in near_stems(word):
            found.setdefault(stem, weights.near * cosine)
    for phrase in understanding.expansions:
        stems = index.lexical.stems(phrase)
        for stem in stems:
            found.setdefault(stem, weights.expansion / len(stems) ** 0.5)
    return {stem: weight for stem, weight in found.items() if weight > 0}


def coverage_scores(index: IndexVersion, stems: Mapping[str, float]) -> Scores:
    """Return the share of the question's rare words that each paragraph has, `(paragraph_count,)`, 0 to 1.

    A word counts by its idf, ln(1 + n / df).
    """
    total = np.zeros(index.paragraph_count, dtype=np.float32)
    weight_of_all = 0.0
    for stem, weight in stems.items():
        frequency = index.lexical.document_frequency(stem)
        if frequency:
            idf = weight * float(np.log1p(index.paragraph_count / frequency))
            total[index.lexical.rows_with(stem)] += np.float32(idf)
            weight_of_all += idf
    return total / np.float32(weight_of_all) if weight_of_all else total


def best_passages(
    index: IndexVersion, passages: NDArray[np.int64], cosines: Scores
) -> tuple[Scores, NDArray[np.int64]]:
    """Return each paragraph's best cosine (0 where no passage was found) and its passage, -1 for none."""
    scores = np.zeros(index.paragraph_count, dtype=np.float32)
    best = np.full(index.paragraph_count, -1, dtype=np.int64)
    order = np.lexsort((-passages, cosines))
    rows = index.passage_paragraph[passages[order]]
    scores[rows] = np.maximum(cosines[order], 0)
    best[rows] = passages[order]
    return scores, best


def scaled(scores: Scores, allowed: NDArray[np.bool_]) -> Scores:
    """Divide scores by the best among the allowed, so that 1 is the best; all 0 stays 0."""
    best = float(scores[allowed].max(initial=0.0))
    return scores / np.float32(best) if best > 0 else scores
