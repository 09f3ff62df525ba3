"""Reranking models: they read a question and a paragraph together, and order the paragraphs found anew."""

from index.reranking.base import Reranker
from index.reranking.factory import make_reranker

__all__ = ["Reranker", "make_reranker"]
