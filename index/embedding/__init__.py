"""Texts to unit vectors: the bundled local model, an OpenAI-compatible address, or any llama-index embedding."""

from index.embedding.base import Embedder, make_embedder, unit_length

__all__ = ["Embedder", "make_embedder", "unit_length"]
