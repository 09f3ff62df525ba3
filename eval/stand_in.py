"""Vectors in place of embedding half a million texts: those of the first ones, and these again, each moved a little."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder, unit_length

__all__ = ["StandIn"]

REAL = 5000
FEW = 4
NOISE = 0.02


class StandIn:
    """Embeds the first texts really, and gives all others the vector of one of those, moved at random.

    Which one, and how it is moved, follows from the text, so that the same text has the same vector. The vectors lie
    as those of real passages do, so that searching costs what it would cost; what is found means nothing. Questions
    are always embedded really, and so are up to `FEW` texts at a time.
    """

    def __init__(self, embedder: Embedder) -> None:
        """Stand in for an embedder, under its name: an index made so is for measuring and must not be kept."""
        self._embedder = embedder
        self.name = embedder.name
        self.dimension = embedder.dimension
        self.question_offset = embedder.question_offset
        self._known = np.empty((0, self.dimension), np.float32)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return `(len(texts), dimension) float32` of length 1."""
        if len(texts) <= FEW:
            return self._embedder.embed(texts)
        if len(self._known) < REAL:
            vectors = self._embedder.embed(texts)
            self._known = np.concatenate([self._known, vectors])
            return vectors
        sums = [zlib.crc32(text.encode("utf-8", "surrogatepass")) for text in texts]
        moves = [np.random.default_rng(each).standard_normal(self.dimension, np.float32) for each in sums]
        near = self._known[np.asarray(sums) % len(self._known)]
        return unit_length(near + NOISE * np.asarray(moves), self.name)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return what the embedder gives for questions."""
        return self._embedder.embed_questions(texts)
