"""Texts to unit vectors: the bundled local model, an OpenAI-compatible address, or any llama-index embedding."""

from index.embedding.base import Embedder, unit_length
from index.embedding.factory import make_embedder

__all__ = ["Embedder", "make_embedder", "unit_length"]
