"""How well a sentence answers a question: a small model that reads both together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.relevance.model import FILE, RelevanceModel

if TYPE_CHECKING:
    from index.settings import Settings

__all__ = ["RelevanceModel", "make_relevance_model"]


def make_relevance_model(settings: Settings) -> RelevanceModel:
    """Return the model that the settings name, not yet loaded."""
    return RelevanceModel(settings.relevance_model or FILE, threads=settings.threads)
