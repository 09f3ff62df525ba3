"""The picture of a document's page with the cited paragraph outlined, as values for the source panel."""

from __future__ import annotations

from typing import Any

from corpus.model import Document, Paragraph

__all__ = ["page_picture"]


def page_picture(document: Document, paragraph: Paragraph, page_no: int | None) -> dict[str, Any] | None:
    """Return address, description and outlines of a page; None where the document has no pages to show.

    Args:
        document: the document.
        paragraph: the paragraph to outline.
        page_no: the page to show; None for the one on which the paragraph begins.
    """
    return None
