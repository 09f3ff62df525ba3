"""Orders what was found anew by a reranking model, where the user has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.reranking.base import Reranker
from index.retrieval.pieces import Scores
from index.retrieval.ranking import interleaved
from index.retrieval.scope import Scope

if TYPE_CHECKING:
    from index.storage.version import IndexVersion

__all__ = ["reranked"]

DEPTH = 30
"""Paragraphs that the model reads; the others keep their places behind them."""


def reranked(
    index: IndexVersion, rows: NDArray[np.int64], scores: Scores, scope: Scope, question: str, reranker: Reranker
) -> tuple[NDArray[np.int64], Scores, Scores]:
    """Put the first `DEPTH` rows into the model's order; equal scores keep their order, sides still take turns.

    Args:
        index: the index.
        rows: rows found, best first.
        scores: the total score of every paragraph, at least 0 where it is allowed.
        scope: the documents searched and their sides.
        question: the question, in the user's words.
        reranker: the model.

    Returns:
        The rows; total scores in which those that the model read are above all others; the model's own scores, 0
        for what it did not read.
    """
    head = rows[:DEPTH]
    texts = [paragraph.text for paragraph in index.paragraphs_at(head)]
    judged = reranker.scores(question, texts)
    ordered = head[np.argsort(-judged, kind="stable")]
    if len(scope.sides) > 1:
        sides = [ordered[np.isin(index.document_row[ordered], side.documents)] for side in scope.sides]
        ordered = interleaved([*sides, ordered])
    raised, own = scores.copy(), np.zeros_like(scores)
    own[head] = judged
    raised[ordered] = np.float32(scores.max(initial=0.0)) + np.arange(len(ordered), 0, -1, dtype=np.float32)
    return np.concatenate([ordered, rows[DEPTH:]]), raised, own
