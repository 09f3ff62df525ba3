"""How alike in meaning a claim and a text are, by embeddings: what wording hides from a comparison of words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.sentences import sentences
from index.support.terms import content_stems

__all__ = ["Likeness"]

LOOKED_AT = 3
"""Sentences of a source that are embedded for a claim."""
REMEMBERED = 4_096
"""Texts whose vectors are kept: a reply's claims are held against the same few paragraphs."""


class _Embedder(Protocol):
    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return vectors of length 1."""


class Likeness:
    """The cosine of a claim and the sentence, or the two in a row, of a source that is most like it.

    Of a long source only the sentences with most of the claim's words are looked at, and two in a row are taken as the
    mean of both, because each text that is embedded costs milliseconds.
    """

    def __init__(self, embedder: _Embedder) -> None:
        """Remember the embedder; nothing is embedded before it is asked for."""
        self._embedder = embedder
        self._vector = lru_cache(maxsize=REMEMBERED)(self._embed)

    def __call__(self, claim: str, source: str) -> float:
        """Return the likeness, -1 to 1; 0 where the source has no sentence.

        Raises:
            EmbeddingError: the embedder failed.
        """
        own = self._vector(claim)
        vectors = {at: self._vector(text) for at, text in _likely(claim, source)}
        pairs = [one + vectors[at + 1] for at, one in vectors.items() if at + 1 in vectors]
        cosines = [float(one @ own) for one in vectors.values()]
        cosines += [float(one @ own) / float(np.linalg.norm(one)) for one in pairs]
        return max(cosines, default=0.0)

    def _embed(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self._embedder.embed([text])[0]
        return vector


def _likely(claim: str, source: str) -> list[tuple[int, str]]:
    """Return the sentences of a source that share most words with a claim, each with its place, in order."""
    own = frozenset(content_stems(claim))
    texts = [source[start:end] for start, end in sentences(source)]
    shared = [len(own & frozenset(content_stems(text))) for text in texts]
    best = sorted(range(len(texts)), key=lambda at: (-shared[at], at))[:LOOKED_AT]
    return [(at, texts[at]) for at in sorted(best)]
