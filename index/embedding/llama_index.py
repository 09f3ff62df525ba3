"""The seam to llama-index: any of its embeddings as ours, and ours as one of its."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EmbeddingError
from index.dotted import class_named
from index.embedding.base import Embedder, unit_length

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

__all__ = ["LlamaIndexEmbedder", "as_llama_index"]


class LlamaIndexEmbedder:
    """Embeds with a llama-index `BaseEmbedding`."""

    question_offset = 0.0

    def __init__(self, embedding: BaseEmbedding, name: str | None = None) -> None:
        """Wrap an embedding; `name` defaults to its class and model name."""
        self._embedding = embedding
        self.name = name or f"{type(embedding).__name__}:{embedding.model_name}"

    @classmethod
    def from_dotted_name(cls, dotted: str, *, model: str | None = None) -> LlamaIndexEmbedder:
        """Make the embedding of a class given as 'package.module:Class'.

        Args:
            dotted: where the class is.
            model: passed as `model_name` if given.

        Raises:
            SettingsError: the package is not installed, or the name is no llama-index embedding.
            EmbeddingError: the class cannot be made with these arguments.
        """
        from llama_index.core.base.embeddings.base import BaseEmbedding

        kind = class_named(dotted, BaseEmbedding, "embedder", "llama-index embedding")
        try:
            arguments: dict[str, Any] = {"model_name": model} if model else {}
            embedding = kind(**arguments)
        except Exception as exc:
            raise EmbeddingError(f"embedder {dotted}: cannot be made: {exc}") from exc
        return cls(embedding, f"{dotted}:{model}" if model else None)

    @cached_property
    def dimension(self) -> int:
        """Length of the vectors; embeds one word to know."""
        return int(self.embed(["dimension"]).shape[1])

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed texts as `(len(texts), dimension) float32` of length 1.

        Raises:
            EmbeddingError: the embedding failed or gave something else than one vector per text.
        """
        return self._vectors(texts, lambda: self._embedding.get_text_embedding_batch(list(texts)))

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed questions as the embedding does, which may set an instruction before them; otherwise as `embed`."""
        return self._vectors(texts, lambda: [self._embedding.get_query_embedding(text) for text in texts])

    def _vectors(self, texts: Sequence[str], call: Callable[[], list[list[float]]]) -> NDArray[np.float32]:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        try:
            vectors = np.asarray(call(), dtype=np.float32)
        except Exception as exc:
            raise EmbeddingError(f"embedding model {self.name}: {exc}") from exc
        if vectors.ndim != 2 or len(vectors) != len(texts):
            raise EmbeddingError(f"embedding model {self.name}: found {vectors.shape}, expected {len(texts)} vectors")
        return unit_length(vectors, f"embedding model {self.name}")


def as_llama_index(embedder: Embedder) -> BaseEmbedding:
    """Return one of our embedders as a llama-index embedding, for pipelines built with llama-index."""
    from llama_index.core.base.embeddings.base import BaseEmbedding

    class InspectionEmbedding(BaseEmbedding):
        """Embeds with an `Embedder`."""

        def _get_text_embedding(self, text: str) -> list[float]:
            return [float(value) for value in embedder.embed([text])[0]]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return [[float(value) for value in row] for row in embedder.embed(texts)]

        def _get_query_embedding(self, query: str) -> list[float]:
            return [float(value) for value in embedder.embed_questions([query])[0]]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    arguments: dict[str, Any] = {"model_name": embedder.name}
    return InspectionEmbedding(**arguments)
