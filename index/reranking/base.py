"""What a reranker is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import RerankingError

__all__ = ["Reranker", "checked_scores"]


class Reranker(Protocol):
    """Says how well texts answer a question; models of the kind 'cross-encoder'.

    Nogueira and Cho 2019, 'Passage re-ranking with BERT', https://arxiv.org/abs/1901.04085
    """

    @property
    def name(self) -> str:
        """Name of the model, such as 'bge-reranker-base'."""

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Score texts.

        Returns:
            Scores `(len(texts),) float32`, higher is better; only their order means anything.

        Raises:
            RerankingError: the model is missing, unreachable, or gave no usable score.
        """


def checked_scores(scores: Sequence[float] | NDArray[np.float32], expected: int, where: str) -> NDArray[np.float32]:
    """Return scores as `(expected,) float32`.

    Raises:
        RerankingError: there are fewer or more, or one is not finite; `where` names the reranker in the message.
    """
    try:
        found = np.asarray(scores, dtype=np.float32)
    except (TypeError, ValueError) as exc:
        raise RerankingError(f"{where}: its scores are no numbers") from exc
    if found.shape != (expected,) or not np.isfinite(found).all():
        raise RerankingError(f"{where}: found scores of shape {found.shape}, expected {expected} finite numbers")
    return found
