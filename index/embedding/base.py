"""What an embedder is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EmbeddingError

__all__ = ["Embedder", "unit_length"]


class Embedder(Protocol):
    """Turns texts into vectors whose dot product is their cosine.

    `name` tells models apart: two embedders of one name give the same vectors for the same texts.
    """

    @property
    def name(self) -> str:
        """Name of the model, such as 'all-MiniLM-L6-v2-int8'."""

    @property
    def dimension(self) -> int:
        """Length of each vector; an embedder behind an address may ask it once to know."""

    @property
    def question_offset(self) -> float:
        """What makes cosines of its questions with texts comparable to those of the bundled model for texts.

        Weights and thresholds of retrieval and answers were chosen on the latter; 0 where nothing is known.
        """

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed texts.

        Returns:
            Vectors `(len(texts), dimension) float32`, each of length 1.

        Raises:
            EmbeddingError: the model is missing, altered, unreachable, or gave no usable vector.
        """

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed questions, so that their cosines with the vectors of `embed` tell which texts answer them.

        Returns, raises: as `embed`. Models that make no difference give the same vectors.
        """


def unit_length(vectors: NDArray[np.float32], where: str) -> NDArray[np.float32]:
    """Scale each row of `(n, dim)` to length 1.

    Raises:
        EmbeddingError: a row is zero or not finite; `where` names the embedder in the message.
    """
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not (np.isfinite(lengths).all() and (lengths > 0).all()):
        raise EmbeddingError(f"{where}: gave a vector that is zero or not finite; the model does not work")
    return np.ascontiguousarray(vectors / lengths, dtype=np.float32)
