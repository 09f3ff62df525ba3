"""Questions to try, made from what the documents at hand state and kept only if they can be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.assistant import Assistant

__all__ = ["suggested_questions"]


def suggested_questions(helper: Assistant) -> list[str]:
    """Return up to five questions that the documents answer."""
    return []
