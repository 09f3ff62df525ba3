"""How alike in meaning a claim and a text are, by embeddings: what wording hides from a comparison of words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.sentences import sentences

__all__ = ["Likeness"]

REMEMBERED = 4_096
"""Texts whose vectors are kept: a reply's claims are held against the same few paragraphs."""


class _Embedder(Protocol):
    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return vectors of length 1."""


class Likeness:
    """The cosine of a claim and the sentence, or the two in a row, of a source that is most like it."""

    def __init__(self, embedder: _Embedder) -> None:
        """Remember the embedder; nothing is embedded before it is asked for."""
        self._embedder = embedder
        self._vector = lru_cache(maxsize=REMEMBERED)(self._embed)

    def __call__(self, claim: str, source: str) -> float:
        """Return the likeness, -1 to 1; 0 where the source has no sentence.

        Raises:
            EmbeddingError: the embedder failed.
        """
        single = [source[start:end] for start, end in sentences(source)]
        texts = [*single, *(f"{one} {other}" for one, other in pairwise(single))]
        own = self._vector(claim)
        return max((float(self._vector(text) @ own) for text in texts), default=0.0)

    def _embed(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self._embedder.embed([text])[0]
        return vector
