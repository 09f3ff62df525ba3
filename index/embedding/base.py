"""What an embedder is, and which one the settings ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EmbeddingError, SettingsError

if TYPE_CHECKING:
    from index.settings import Settings

__all__ = ["Embedder", "make_embedder", "unit_length"]


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

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed texts.

        Returns:
            Vectors `(len(texts), dimension) float32`, each of length 1.

        Raises:
            EmbeddingError: the model is missing, altered, unreachable, or gave no usable vector.
        """


def make_embedder(settings: Settings) -> Embedder:
    """Return the embedder that the settings name, its model not yet loaded.

    Raises:
        SettingsError: `embedder` is no known name and no dotted name, or something it needs is not set.
    """
    name = settings.embedder
    if name == "local":
        from index.embedding.local import LocalEmbedder

        return LocalEmbedder(threads=settings.threads)
    if name == "openai":
        from index.embedding.openai import OpenAIEmbedder

        if not settings.embedding_model:
            raise SettingsError("embedder 'openai' needs a model: set INSPECTION_QA_EMBEDDING_MODEL")
        key = settings.embedding_api_key
        return OpenAIEmbedder(
            settings.embedding_model,
            url=settings.embedding_url,
            api_key=key.get_secret_value() if key else None,
            timeout_s=settings.embedding_timeout_s,
            batch=settings.embedding_batch,
        )
    if ":" in name:
        from index.embedding.llama_index import LlamaIndexEmbedder

        return LlamaIndexEmbedder.from_dotted_name(name, model=settings.embedding_model)
    raise SettingsError(
        f"setting 'embedder': found {name!r}; expected 'local', 'openai' or the dotted name of a llama-index "
        "embedding such as 'llama_index.embeddings.ollama:OllamaEmbedding'"
    )


def unit_length(vectors: NDArray[np.float32], where: str) -> NDArray[np.float32]:
    """Scale each row of `(n, dim)` to length 1.

    Raises:
        EmbeddingError: a row is zero or not finite; `where` names the embedder in the message.
    """
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not (np.isfinite(lengths).all() and (lengths > 0).all()):
        raise EmbeddingError(f"{where}: gave a vector that is zero or not finite; the model does not work")
    return np.ascontiguousarray(vectors / lengths, dtype=np.float32)
