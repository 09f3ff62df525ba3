"""The picture of a document's page with the cited paragraph outlined, as values for the source panel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from corpus.model import Document, Paragraph
from index.answer import Citation

__all__ = ["MAX_DPI", "outlined_png", "page_picture", "picture_png"]

MAX_DPI = 150


def page_picture(document: Document, paragraph: Paragraph, page_no: int | None) -> dict[str, Any] | None:
    """Return address, description and outlines of a page; None where the document has no pages to show.

    Args:
        document: the document.
        paragraph: the paragraph to outline.
        page_no: the page to show; None for the one on which the paragraph begins.
    """
    return None


def picture_png(path: str, page_no: int, dpi: int) -> bytes | None:
    """Return a page as PNG, None where the file has no such page."""
    return None


def outlined_png(path: Path, citation: Citation) -> bytes | None:
    """Return the page on which a citation's paragraph begins as PNG with the paragraph outlined, None without pages."""
    return None
